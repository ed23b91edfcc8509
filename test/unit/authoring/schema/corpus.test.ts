/** Published connectors against the schemas: what runs on the platform is not called wrong. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { parseDocument, toValue, type SyntaxDocument } from '../../../../src/connector/syntax-tree.ts';
import { checkSchema, schemaService, type SchemaKind } from '../../../../src/authoring/schema/check-schema.ts';
import type { SchemaCompletion } from '../../../../src/authoring/schema/schema-service.ts';
import { completeYaml } from '../../../../src/authoring/schema/yaml-service.ts';
import { objectsOf, withMark } from './samples.ts';

const corpus = fileURLToPath(new URL('../../../../../shared/corpus/', import.meta.url));
const skip = existsSync(corpus) ? false : 'no published connectors at ../shared/corpus';

/** Files with problems, each with its reason: looked at one by one. There is none today. */
const REVIEWED: Readonly<Record<string, string>> = {};

interface Published {
  readonly name: string;
  readonly kind: SchemaKind;
  readonly document: SyntaxDocument;
}

function* published(): Generator<Published> {
  for (const name of globSync('**/*.json', { cwd: corpus }).sort()) {
    const kind = /apiproperties/i.test(name) ? 'properties' : /settings\.json$/i.test(name) ? 'settings' : 'definition';
    yield { name, kind, document: parseDocument(readFileSync(join(corpus, name), 'utf8'), 'json') };
  }
}

describe('published connectors and the schemas', { skip }, () => {
  test('each file meets its schema, or is listed with the reason', async () => {
    const failing: Record<string, readonly string[]> = {};
    let files = 0;
    for (const { name, kind, document } of published()) {
      files++;
      const problems = await checkSchema(document, kind);
      if (problems.length > 0 && !(name in REVIEWED)) failing[name] = problems.map(({ message, range }) => `${range.start}: ${message}`);
    }
    assert.ok(files >= 240, `${files} files`);
    assert.deepEqual(failing, {});
  });

  test('the JSON service says so as well', async () => {
    const service = await schemaService();
    for (const { name, kind, document } of published()) assert.deepEqual(await service.validate(document, kind), [], name);
  });

  test('the same connectors in YAML meet it too', async () => {
    for (const { name, kind, document } of published()) {
      if (!document.root || document.text.length > 60_000) continue;
      const yaml = parseDocument(stringify(toValue(document.root), { aliasDuplicateObjects: false }), 'yaml');
      assert.deepEqual(await checkSchema(yaml, kind), [], name);
    }
  });

  test('completion offers the same keys in YAML as in JSON, anywhere', async () => {
    const service = await schemaService();
    const keys = (found: readonly SchemaCompletion[]): string[] => found.filter((one) => one.kind === 'property').map(({ label }) => label).sort();
    let places = 0;
    for (const { name, kind, document } of published()) {
      if (!document.root || document.text.length > 60_000) continue;
      const data = toValue(document.root);
      const paths = [...objectsOf(data)];
      // Spread over the file, and the same in each run.
      for (const pick of [2, 5, 7]) {
        const path = paths[Math.floor((paths.length * pick) / 9)] ?? [];
        const marked = withMark(data, path);
        const json = JSON.stringify(marked, null, 1);
        const yaml = stringify(marked, { aliasDuplicateObjects: false, indentSeq: pick !== 5, lineWidth: pick === 7 ? 0 : 80 });
        const expected = keys(await service.completeJson(json.replace('"zzz": null', '""'), kind, json.indexOf('"zzz": null') + 1));
        assert.deepEqual(keys(await completeYaml(service, yaml.replace('zzz: null', ''), kind, yaml.indexOf('zzz: null'))), expected, `${name} ${path.join('/')}`);
        places++;
      }
    }
    assert.ok(places > 500, `${places} places`);
  });
});

/** Reads published connectors where they lie beside the repository; what is found is checked against the listing. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Connector } from '../../../src/connector/connector.ts';
import { findConnectorFiles } from '../../../src/connector/connector-files.ts';
import { fileNameOf } from '../../../src/connector/file-uris.ts';
import { managedIdentityEdits } from '../../../src/connector/managed-identity-shape.ts';
import { readConnector } from '../../../src/connector/read-connector.ts';
import { formatOf, nodeAt, parseDocument } from '../../../src/connector/syntax-tree.ts';
import { DocumentNotEditableError, applyTextEdits } from '../../../src/connector/text-edits.ts';

const corpus = fileURLToPath(new URL('../../../../shared/corpus/', import.meta.url));
const skip = existsSync(corpus) ? false : 'no published connectors at ../shared/corpus';

interface Folder {
  readonly path: string;
  readonly names: readonly string[];
}

function foldersBelow(path: string): Folder[] {
  const entries = readdirSync(path, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).flatMap((entry) => foldersBelow(join(path, entry.name)));
  return [{ path, names: entries.filter((entry) => entry.isFile()).map(({ name }) => name) }, ...folders];
}

/** As editors decode files: invalid bytes become U+FFFD, a byte order mark stays. */
function read(folder: Folder, uri: string | undefined): string | undefined {
  return uri === undefined ? undefined : new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(join(folder.path, fileNameOf(uri))));
}

interface Published {
  readonly folder: Folder;
  readonly connector: Connector;
  readonly properties: string;
}

let published: readonly Published[] | undefined;

/** Read once for all tests. */
function connectors(): readonly Published[] {
  published ??= [...readAll()];
  return published;
}

function* readAll(): Generator<Published> {
  for (const folder of foldersBelow(corpus)) {
    const settingsText = folder.names.includes('settings.json') ? read(folder, 'settings.json') : undefined;
    const files = findConnectorFiles(`file://${encodeURI(folder.path)}`, folder.names, settingsText);
    if (!files) continue;
    const properties = read(folder, files.properties) ?? '';
    yield { folder, properties, connector: readConnector(files, { definition: read(folder, files.definition), properties, settings: files.settings && settingsText }) };
  }
}

describe('published connectors', { skip }, () => {
  test('each folder that has properties is found, with both halves, and no other', () => {
    const expected = foldersBelow(corpus).filter(({ names }) => names.some((name) => /^apiProperties\.json$/i.test(name))).map(({ path }) => path);
    const found = connectors();
    assert.ok(expected.length > 100);
    assert.deepEqual(found.map(({ folder }) => folder.path).sort(), expected.sort());
    for (const { folder, connector } of found) {
      const { definition, properties, script } = connector.files;
      assert.ok(definition !== undefined && properties !== undefined, folder.path);
      assert.equal(script !== undefined, folder.names.some((name) => name.endsWith('.csx')), folder.path);
    }
  });

  test('each is read: operations and data come out, and only broken syntax is an error', () => {
    for (const { folder, connector, properties } of connectors()) {
      assert.ok(connector.definition && connector.title, folder.path);
      assert.ok(connector.security.every(({ range, identityProvider }) => range !== undefined && identityProvider !== undefined), folder.path);
      const errors = connector.problems.filter(({ severity }) => severity === 'error');
      if (errors.length === 0) {
        assert.ok(connector.operations.length > 0, folder.path);
        continue;
      }
      // A trailing comma is read over, so what we call an error JSON.parse must refuse as well.
      const texts = [properties, read(folder, connector.files.definition) ?? ''].map((text) => text.replace(/^\uFEFF/, ''));
      assert.ok(texts.some((text) => { try { JSON.parse(text); return false; } catch { return true; } }), `${folder.path}: ${errors[0]?.message}`);
    }
  });

  test('a broken definition still shows all its paths', () => {
    let broken = 0;
    for (const { folder, connector } of connectors()) {
      const text = read(folder, connector.files.definition) ?? '';
      try {
        JSON.parse(text.replace(/^\uFEFF/, ''));
        continue;
      } catch { broken++; }
      const { root } = parseDocument(text, 'json');
      const paths = new Set(nodeAt(root, ['paths'])?.members?.map(({ key }) => key));
      const written = [...text.matchAll(/^\s*"(\/[^"]*)"\s*:\s*\{/gm)].map(([, path]) => path ?? '');
      assert.ok(written.length > 0 && written.every((path) => paths.has(path)), folder.path);
    }
    assert.ok(broken >= 4);
  });

  test('each OAuth parameter can be made secretless in place, and then there is nothing left to do', () => {
    let edited = 0;
    for (const { folder, connector, properties } of connectors()) {
      for (const { pointer } of connector.security) {
        const block = { clientId: 'c', tenantId: 't', loginUri: 'https://login.microsoftonline.com', resourceUri: 'https://graph.microsoft.com/', scopes: ['User.Read'], issuer: 'i', audience: 'a' };
        const format = formatOf(connector.files.properties ?? '');
        try {
          const after = applyTextEdits(properties, managedIdentityEdits(parseDocument(properties, format), pointer, block));
          assert.deepEqual(managedIdentityEdits(parseDocument(after, format), pointer, block), [], folder.path);
          const [lines, kept] = [properties.split('\n'), new Set(after.split('\n'))];
          assert.ok(lines.filter((line) => !kept.has(line)).length <= 15, `${folder.path} changed in more lines than needed`);
          edited++;
        } catch (error) {
          assert.ok(error instanceof DocumentNotEditableError && connector.problems.some(({ severity }) => severity === 'error'), `${folder.path}: ${String(error)}`);
        }
      }
    }
    assert.ok(edited > 20);
  });
});

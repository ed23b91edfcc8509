/** Completion in YAML: what VS Code's JSON service proposes at the same place in JSON, written in YAML. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseDocument, toValue } from '../../../../src/connector/syntax-tree.ts';
import { SchemaService, type SchemaCompletion } from '../../../../src/authoring/schema/schema-service.ts';
import type { SchemaKind } from '../../../../src/authoring/schema/schema-kind.ts';
import { fillIn, readSnippet } from '../../../../src/authoring/schema/snippet-text.ts';
import { completeYaml } from '../../../../src/authoring/schema/yaml-service.ts';
import { objectsOf, samples, textOf, withMark } from './samples.ts';

const service = await SchemaService.create();

/** Completions at the mark `§`. */
async function complete(marked: string, kind: SchemaKind): Promise<SchemaCompletion[]> {
  const offset = marked.indexOf('§');
  assert.ok(offset >= 0);
  return completeYaml(service, marked.replace('§', ''), kind, offset);
}

async function labels(marked: string, kind: SchemaKind): Promise<string[]> {
  return (await complete(marked, kind)).map(({ label }) => label);
}

/** The text after a completion was taken and nothing else typed: as an editor does it, white space of the line included. */
async function accepted(marked: string, kind: SchemaKind, label: string): Promise<string> {
  const text = marked.replace('§', '');
  const completion = (await complete(marked, kind)).find((one) => one.label === label);
  assert.ok(completion, `no completion ${label}`);
  const { range, snippet } = completion;
  const start = text.lastIndexOf('\n', range.start - 1) + 1;
  const white = /^[ \t]*/.exec(text.slice(start, range.start))?.[0] ?? '';
  const { text: parts, placeholders } = readSnippet(snippet);
  return text.slice(0, range.start) + fillIn(parts, placeholders).replaceAll('\n', `\n${white}`) + text.slice(range.end);
}

function dataOf(text: string): unknown {
  const document = parseDocument(text, 'yaml');
  assert.deepEqual(document.problems, [], text);
  return document.root && toValue(document.root);
}

describe('completion in YAML', () => {
  test('offers the keys of the object that the cursor is in, without those it has', async () => {
    const found = await labels('info:\n  title: x\n  §\n', 'definition');
    assert.ok(found.includes('version') && found.includes('x-ms-keywords'));
    assert.ok(!found.includes('title') && !found.includes('paths'));
    assert.ok((await labels('swagger: "2.0"\n§', 'definition')).includes('paths'));
    assert.ok(!(await labels('§\nswagger: "2.0"\n', 'definition')).includes('swagger'));
  });

  test('offers values', async () => {
    assert.deepEqual(await labels('paths:\n  /a:\n    get:\n      x-ms-visibility: §\n', 'definition'), ['important', 'advanced', 'internal']);
    assert.deepEqual(await labels('schemes:\n  - §\n', 'definition'), ['http', 'https', 'ws', 'wss']);
    assert.deepEqual(await labels('paths:\n  /a:\n    get:\n      deprecated: §\n', 'definition'), ['false', 'true']);
    assert.deepEqual((await labels('paths:\n  /a:\n    get:\n      parameters:\n      - in: §\n', 'definition')).sort(), ['body', 'formData', 'header', 'path', 'query']);
  });

  test('leaves no blank at the end of a line', async () => {
    const text = await accepted('definitions:\n  A:\n    x-ms-dynamic-values:  §\n', 'definition', 'List');
    assert.match(text, /x-ms-dynamic-values:\n {6}operationId: ListItems\n/);
    assert.match(await accepted('definitions:\n  A:\n    x-ms-dynamic-values: §\n    type: string\n', 'definition', 'List'), /x-ms-dynamic-values:\n {6}operationId/);
  });

  test('knows what the values beside the way decide, before and after it', async () => {
    const oauth = (lines: string): string => `properties:\n  connectionParameters:\n    token:\n      oAuthSettings:\n${lines}`;
    const expected = ['loginUri', 'tenantId', 'resourceUri', 'enableOnbehalfOfLogin', 'grantType', 'loginUriAAD'];
    assert.deepEqual(await labels(oauth('        identityProvider: aad\n        customParameters:\n          §\n'), 'properties'), expected);
    assert.deepEqual(await labels(oauth('        customParameters:\n          §\n        identityProvider: "AAD" # Entra\n'), 'properties'), expected);
    assert.ok((await labels('paths:\n  /a:\n    get:\n      parameters:\n        - name: a\n          §\n          in: body\n', 'definition')).includes('schema'));
    assert.ok(!(await labels('paths:\n  /a:\n    get:\n      parameters:\n        - in: body\n        - in: query\n          §\n        - in: body\n', 'definition')).includes('schema'));
  });

  test('knows lists at the column of their key', async () => {
    const found = await labels('properties:\n  policyTemplateInstances:\n  - templateId: setheader\n    parameters:\n      §\n  publisher: x\n', 'properties');
    assert.ok(found.includes('x-ms-apimTemplateParameter.existsAction'), found.join());
    assert.ok((await labels('properties:\n  policyTemplateInstances:\n  - templateId: x\n  §\n', 'properties')).includes('iconBrandColor'));
  });

  test('offers both keys and snippets behind a dash', async () => {
    const found = await labels('paths:\n  /a:\n    get:\n      parameters:\n        - §\n', 'definition');
    assert.ok(found.includes('name') && found.includes('Query parameter'));
    const begun = await labels('paths:\n  /a:\n    get:\n      parameters:\n        - §\n          in: query\n', 'definition');
    assert.ok(begun.includes('name') && !begun.includes('in') && !begun.includes('Query parameter'));
    const before = await labels('paths:\n  /a:\n    get:\n      parameters:\n        - §\n        - name: x\n          in: query\n', 'definition');
    assert.ok(before.includes('name') && before.includes('in') && before.includes('Query parameter'), before.join());
    const list = await labels('definitions:\n  A:\n    properties:\n      x:\n        allOf:\n        - §\n          required:\n          - a\n          title: x\n', 'definition');
    assert.ok(list.includes('type') && !list.includes('title') && !list.includes('required'), list.join());
  });

  test('takes the place of what is typed', async () => {
    assert.equal(await accepted('info:\n  vers§\n', 'definition', 'version'), 'info:\n  version: "1.0"\n');
    assert.equal(await accepted('info:\n  ti§tel: Shelf # here\n', 'definition', 'title'), 'info:\n  title: Shelf # here\n');
    assert.equal(await accepted('paths:\n  /a:\n    get:\n      x-ms-visibility: int§ # hide\n', 'definition', 'internal'), 'paths:\n  /a:\n    get:\n      x-ms-visibility: internal # hide\n');
    assert.equal(await accepted('paths:\n  /a:\n    get:\n      x-ms-visibility: "§"\n', 'definition', 'internal'), 'paths:\n  /a:\n    get:\n      x-ms-visibility: internal\n');
  });

  test('writes snippets that mean in YAML what they mean in JSON', async () => {
    const text = await accepted('properties:\n  connectionParameters: §\n', 'properties', 'Microsoft Entra ID, managed identity');
    const { token } = (dataOf(text) as { properties: { connectionParameters: { token: { oAuthSettings: Record<string, unknown> } } } }).properties.connectionParameters;
    assert.deepEqual(token.oAuthSettings['scopes'], []);
    assert.deepEqual((token.oAuthSettings['properties'] as Record<string, unknown>)['IsFirstParty'], 'False');
    assert.deepEqual((token.oAuthSettings['customParameters'] as Record<string, unknown>)['EnableOnbehalfOfLogin'], { value: 'false' });
    assert.deepEqual(dataOf(await accepted('properties:\n  policyTemplateInstances:\n    - §\n', 'properties', 'Set HTTP header')), {
      properties: { policyTemplateInstances: [{ templateId: 'setheader', title: 'Set HTTP header', parameters: { 'x-ms-apimTemplate-operationName': ['operationId'], 'x-ms-apimTemplateParameter.name': 'Accept', 'x-ms-apimTemplateParameter.value': 'application/json' } }] },
    });
    assert.deepEqual(dataOf(await accepted('swagger: "2.0"\nschemes: §\n', 'definition', '["https"]')), { swagger: '2.0', schemes: ['https'] });
    assert.equal((dataOf(await accepted('§', 'definition', 'Connector definition')) as { swagger: unknown }).swagger, '2.0');
  });

  test('explains what it offers', async () => {
    const [important] = await complete('paths:\n  /a:\n    get:\n      x-ms-visibility: §\n', 'definition');
    assert.match(important?.markdown ?? '', /first/);
  });

  test('is silent in comments, texts and where nothing may stand', async () => {
    for (const text of ['info: # §\n', '# §\ninfo:\n', 'info:\n  description: |\n    §\n', 'info:\n  description: >-\n    one\n    §\n', 'info:§', 'info:\n  title: some text\n    §\n', 'schemes:\n  -§\n']) assert.deepEqual(await labels(text, 'definition'), [], text);
  });

  test('reads Windows line ends, a byte order mark, quoted keys and two-step indentation', async () => {
    assert.ok((await labels('\uFEFFinfo:\r\n  title: x\r\n  §\r\n', 'definition')).includes('version'));
    assert.ok((await labels('"info":\n    \'title\': x\n    §\n', 'definition')).includes('version'));
    assert.ok((await labels('---\ninfo:\n    title: x\n    §\n', 'definition')).includes('version'));
  });

  test('judges by our schema whatever schema the file names', async () => {
    assert.ok((await labels('# yaml-language-server: $schema=https://example.com/x.json\n$schema: https://example.com/x.json\nproperties:\n  §\n', 'properties')).includes('iconBrandColor'));
  });
});

describe('YAML and JSON', () => {
  for (const kind of ['definition', 'properties', 'settings'] as const) {
    test(`offer the same keys in each object of a ${kind}`, async () => {
      let offered = 0;
      for (const path of objectsOf(samples[kind])) {
        const data = withMark(samples[kind], path);
        const json = textOf(data, 'json');
        const at = json.indexOf('"zzz": null');
        const expected = (await service.completeJson(json.replace('"zzz": null', '""'), kind, at + 1)).filter((one) => one.kind === 'property').map(({ label }) => label);
        const yaml = textOf(data, 'yaml');
        const found = (await completeYaml(service, yaml.replace('zzz: null', ''), kind, yaml.indexOf('zzz: null'))).filter((one) => one.kind === 'property').map(({ label }) => label);
        assert.deepEqual(found.sort(), expected.sort(), path.join('/'));
        offered += found.length;
      }
      assert.ok(offered > 5);
    });
  }
});

describe('completion in texts of any kind', () => {
  const yaml = textOf(samples.definition, 'yaml');

  test('never fails, whatever is torn out of a text and wherever the cursor is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(yaml.length), fc.nat(200), fc.constantFrom('', ' ', '\n', '- ', ': ', '"', '{', '&a ', '*a', '\t', '§', '__proto__: '), fc.nat(yaml.length), async (from, length, inserted, offset) => {
        const text = yaml.slice(0, from) + inserted + yaml.slice(from + length);
        await completeYaml(service, text, 'definition', Math.min(offset, text.length));
      }),
      { numRuns: 300 },
    );
  });

  test('takes no time for lines that are made to take it', async () => {
    for (const filling of [' ', '- ', ':', '"', '\\"', '[', 'a: ', '\t', '# ', "'"]) {
      for (const line of [filling.repeat(100_000), `a: ${filling.repeat(100_000)}`]) {
        for (const marked of [`${line}§`, `${line}\n§`, `§${line}`]) {
          const started = performance.now();
          await labels(marked, 'definition');
          assert.ok(performance.now() - started < 500, `${filling} ${performance.now() - started}`);
        }
      }
    }
  });

  test('follows no alias', async () => {
    const bomb = Array.from({ length: 30 }, (_all, index) => `a${index}: &a${index} [${Array(9).fill(index === 0 ? 'x' : `*a${index - 1}`).join(', ')}]`).join('\n');
    const started = performance.now();
    assert.ok((await labels(`${bomb}\n§`, 'definition')).includes('paths'));
    assert.ok(performance.now() - started < 500);
  });

  test('takes no longer in a large text than people notice', async () => {
    const large = `paths:\n${Array.from({ length: 2_000 }, (_all, index) => `  /items/${index}:\n${textOf(samples.definition.paths['/items'], 'yaml').replace(/^/gm, '    ')}`).join('')}`;
    assert.ok(large.length > 1_000_000);
    const offset = large.indexOf('operationId', large.length / 2);
    const times: number[] = [];
    for (let run = 0; run < 5; run++) {
      const started = performance.now();
      const found = await completeYaml(service, large, 'definition', offset);
      times.push(performance.now() - started);
      assert.ok(found.some(({ label }) => label === 'x-ms-visibility'));
    }
    assert.ok(Math.min(...times) < 100, times.join());
  });
});

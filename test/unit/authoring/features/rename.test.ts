import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { prepareRename, renameEdits } from '../../../../src/authoring/features/rename.ts';
import type { ConnectorTexts } from '../../../../src/authoring/model/build-model.ts';
import type { FileFormat } from '../../../../src/connector/connector.ts';
import { edited, inBothFormats, marked, type Marked } from './marked-connector.ts';
import { shelfWith } from './shelf.ts';

type Files = 'definition' | 'properties' | 'script';

function renamed({ connector, file, offset, texts }: Marked, newName: string): ConnectorTexts {
  const answer = renameEdits(connector, file, offset, newName);
  assert.ok(Array.isArray(answer), JSON.stringify(answer));
  return edited(texts, answer);
}

function refusal({ connector, file, offset }: Marked, newName: string): string {
  const answer = renameEdits(connector, file, offset, newName);
  assert.ok(answer && 'refusal' in answer, JSON.stringify(answer));
  return answer.refusal;
}

/** The lines that changed, as `key: value` whatever their format and quotes, in the order of files and text. */
function changedLines(before: ConnectorTexts, after: ConnectorTexts): string[] {
  return (['definition', 'properties', 'script'] as const).flatMap((file) => {
    const former = (before[file] ?? '').split('\n');
    const changed = (after[file] ?? '').split('\n').filter((line, index) => line !== former[index]).map((line) => line.trim());
    return file === 'script' ? changed : changed.map(withoutQuotes);
  });
}

function withoutQuotes(line: string): string {
  const data: unknown = parse(line.replace(/^- /, '').replace(/,$|(?<=: )[{[]$|(?<=: )\[\]$/, ''));
  if (typeof data !== 'object' || data === null) return String(data);
  return Object.entries(data).map(([key, value]) => (value === null ? `${key}:` : `${key}: ${value as string}`)).join();
}

/** What is renamed where, and the lines that come of it. */
const cases: readonly (readonly [string, readonly [Files, string, string, number?], string, readonly string[]])[] = [
  ['an operation, at its id', ['definition', 'operationId: GetItem', 'operationId: Get¦Item'], 'ReadItem', ['operationId: ReadItem', 'ReadItem', 'ReadItem', 'ReadItem', 'if (this.Context.OperationId == "ReadItem") return await Forward();']],
  ['an operation, in the script', ['script', '"GetItem"', '"GetItem¦"'], 'ReadItem', ['operationId: ReadItem', 'ReadItem', 'ReadItem', 'ReadItem', 'if (this.Context.OperationId == "ReadItem") return await Forward();']],
  ['an operation, at a call', ['definition', 'operationId: ListShelves', 'operationId: ¦ListShelves', 2], 'Shelves', ['operationId: Shelves', 'operationId: Shelves', 'operationId: Shelves', 'operationId: Shelves']],
  ['the case of an operation alone', ['definition', 'operationId: PutItem', 'operationId: Put¦Item'], 'putItem', ['operationId: putItem', 'putItem']],
  ['a definition', ['definition', "'#/definitions/Item'", "'#/definitions/It¦em'"], 'Thing/Part', ['$ref: #/definitions/Thing~1Part', '$ref: #/definitions/Thing~1Part', 'Thing/Part:', '$ref: #/definitions/Thing~1Part']],
  ['a shared parameter', ['definition', 'Language:', 'Lan¦guage:'], 'Tongue', ['$ref: #/parameters/Tongue', 'Tongue:']],
  ['a shared response', ['definition', 'Failure:', 'Fail¦ure:'], 'Fault', ['$ref: #/responses/Fault', 'Fault:']],
  ['a security definition', ['definition', 'api_key:\n    type', 'api_key¦:\n    type'], 'key', ['key:', 'key:', 'key:']],
  ['a path parameter', ['definition', '/items/{id}', '/items/{¦id}'], 'itemId', ['/shelves/{shelfId}/items/{itemId}:', 'name: itemId', 'name: itemId', 'x-ms-apimTemplateParameter.newPath: /v2/{shelfId}/{itemId}']],
  ['a path parameter, at its declaration', ['definition', '- name: shelfId', '- name: shelf¦Id'], 'shelf', ['/shelves/{shelf}/items/{id}:', 'name: shelf', 'x-ms-apimTemplateParameter.newPath: /v2/{shelf}/{id}']],
  ['a query parameter of a called operation', ['definition', '- name: region', '- name: regi¦on'], 'area', ['name: area', 'area:', 'area:', 'area: west']],
  ['a header that a policy sets', ['definition', '- name: X-Trace', '- name: X-¦Trace'], 'X-Span', ['name: X-Span', 'x-ms-apimTemplateParameter.name: X-Span']],
  ['a parameter by its use in a policy', ['properties', "@queryParameters('region')", "@queryParameters('reg¦ion')"], 'area', ['parameter: area', 'name: area', "x-ms-apimTemplateParameter.value: @queryParameters('area')"]],
  ['a body, in references into it', ['definition', '- name: body', '- name: bo¦dy'], 'item', ['name: item', 'parameterReference: item/place']],
  ['a connection parameter', ['properties', 'region:\n      type', 're¦gion:\n      type'], 'area', ['area:', "x-ms-apimTemplateParameter.urlTemplate: https://@connectionParameters('area').shelf.com/@connectionParameters('token:tenantId')/@connectionParameters('area')"]],
  ['a connection parameter, in an expression', ['properties', "@connectionParameters('region').shelf", "@connectionParameters('region¦').shelf"], 'area', ['area:', "x-ms-apimTemplateParameter.urlTemplate: https://@connectionParameters('area').shelf.com/@connectionParameters('token:tenantId')/@connectionParameters('area')"]],
];

describe('rename', () => {
  for (const [name, [file, before, after, occurrence], newName, expected] of cases) {
    for (const [format, place] of inBothFormats(shelfWith(file, before, after, occurrence))) {
      test(`${name} (${format})`, () => {
        const prepared = prepareRename(place.connector, place.file, place.offset);
        assert.ok(prepared && 'range' in prepared, JSON.stringify(prepared));
        assert.ok(prepared.range.start <= place.offset && place.offset <= prepared.range.end);
        assert.deepEqual(changedLines(place.texts, renamed(place, newName)), expected);
      });
    }
  }

  test('there and back leaves every byte as it was', () => {
    for (const [name, [file, before, after, occurrence], newName] of cases) {
      for (const [format, place] of inBothFormats(shelfWith(file, before, after, occurrence))) {
        const prepared = prepareRename(place.connector, place.file, place.offset);
        assert.ok(prepared && 'range' in prepared);
        // Names of headers and claims are written in several cases: the way back makes them one.
        if (name.includes('header')) continue;
        const once = renamed(place, newName);
        const start = prepared.range.start + movedBy(place, newName, prepared.range.start);
        const back = marked({ ...once, [place.file]: `${once[place.file]?.slice(0, start)}¦${once[place.file]?.slice(start)}` }, format);
        assert.deepEqual(renamed(back, prepared.placeholder), place.texts, `${name} (${format})`);
      }
    }
  });
});

/** How far the edits before an offset move it. */
function movedBy({ connector, file, offset }: Marked, newName: string, at: number): number {
  const answer = renameEdits(connector, file, offset, newName);
  const edits = Array.isArray(answer) ? (answer as { file: string; edits: { range: { start: number; end: number }; newText: string }[] }[]).find((change) => change.file === file)?.edits ?? [] : [];
  return edits.filter(({ range }) => range.end < at).reduce((sum, { range, newText }) => sum + newText.length - (range.end - range.start), 0);
}

describe('quotes and escapes', () => {
  const one = (definition: string, newName: string, format: FileFormat): string | undefined => renamed(marked({ definition }, format), newName).definition;

  test('escapes beside the name in JSON stay', () => {
    assert.equal(
      one(String.raw`{"paths":{"\/a\/{i¦d}":{"get":{"parameters":[{"name":"\u0069d","in":"path"}]}}}}`, 'key', 'json'),
      String.raw`{"paths":{"\/a\/{key}":{"get":{"parameters":[{"name":"key","in":"path"}]}}}}`,
    );
  });

  test('references keep their way of escaping', () => {
    assert.equal(
      one('{"definitions":{"My ¦Type":{"properties":{"a":{"$ref":"#/definitions/My%20Type"},"b":{"$ref":"#/definitions/My Type"},"c":{"$ref":"#/definitions/My%20Type/properties/a"}}}}}', 'a/b ~c', 'json'),
      '{"definitions":{"a/b ~c":{"properties":{"a":{"$ref":"#/definitions/a~1b%20~0c"},"b":{"$ref":"#/definitions/a~1b ~0c"},"c":{"$ref":"#/definitions/a~1b%20~0c/properties/a"}}}}}',
    );
  });

  test('a percent sign is no escape of its own', () => {
    assert.equal(
      one('{"definitions":{"R¦ate":{"properties":{"a":{"$ref":"#/definitions/Rate"}}}}}', '5%20', 'json'),
      '{"definitions":{"5%20":{"properties":{"a":{"$ref":"#/definitions/5%2520"}}}}}',
    );
  });

  test('each string keeps its quotes in YAML, and gets some where the name needs them', () => {
    const definition = (id: string): string => `paths:\n  /a:\n    get:\n      operationId: ${id} # kept\n      parameters:\n        - name: x\n          x-ms-dynamic-list: {operationId: "A"}\n        - name: y\n          x-ms-dynamic-list:\n            operationId: 'A'\n`;
    assert.equal(one(definition('A¦'), '12', 'yaml'), definition('"12"').replace('"A"', '"12"').replace("'A'", "'12'"));
  });

  test('a reference in data is left alone, a property called example is not', () => {
    const text = (name: string): string => `definitions:\n  ${name}:\n    example:\n      $ref: '#/definitions/A'\n    properties:\n      example:\n        $ref: '#/definitions/${name.replace('¦', '')}'\n`;
    assert.equal(one(text('¦A'), 'B', 'yaml'), text('B'));
  });
});

describe('anchors and aliases', () => {
  test('text that an alias repeats is edited once, where it is written', () => {
    const text = (name: string): string => `paths:\n  /a/{${name}}:\n    parameters: &list\n      - name: ${name.replace('¦', '')}\n        in: path\n    get:\n      operationId: A\n  /b/{${name.replace('¦', '')}}:\n    parameters: *list\n    get:\n      operationId: B\n`;
    assert.equal(renamed(marked({ definition: text('i¦d') }, 'yaml'), 'key').definition, text('key'));
  });

  test('an alias of the name follows by itself', () => {
    const text = (id: string): string => `paths:\n  /a:\n    get:\n      operationId: &a ${id}\nx-ms-capabilities:\n  testConnection:\n    operationId: *a\n`;
    assert.equal(renamed(marked({ definition: text('Fi¦rst') }, 'yaml'), 'Second').definition, text('Second'));
  });

  test('an alias of a text that means something else is written out', () => {
    const text = (id: string, use: string): string => `paths:\n  /a:\n    get:\n      summary: &a First\n      operationId: ${id}\nx-ms-capabilities:\n  testConnection:\n    operationId: ${use}\n`;
    assert.equal(renamed(marked({ definition: text('Fi¦rst', '*a') }, 'yaml'), 'Second').definition, text('Second', 'Second'));
  });
});

describe('refusals', () => {
  const refusals: readonly (readonly [string, readonly [Files, string, string, number?], string, RegExp])[] = [
    ['an operation of that name', ['definition', 'operationId: GetItem', 'operationId: Get¦Item'], 'putITEM', /There is an operation "PutItem" already/],
    ['a definition of that name', ['definition', "'#/definitions/Item'", "'#/definitions/It¦em'"], 'shelf', /There is a definition "Shelf" already/],
    ['a path parameter of that name', ['definition', '/items/{id}', '/items/{¦id}'], 'ShelfId', /has a path parameter "shelfId" already/],
    ['a query parameter of that name', ['definition', '- name: region', '- name: regi¦on'], 'lang', /has a query parameter "lang" already/],
    ['a connection parameter of that name', ['properties', 'region:\n      type', 're¦gion:\n      type'], 'Token', /There is a connection parameter "token" already/],
    ['an empty name', ['definition', 'operationId: GetItem', 'operationId: Get¦Item'], '', /empty/],
    ['an operation id with a quote', ['definition', 'operationId: GetItem', 'operationId: Get¦Item'], 'Get"Item', /letters, digits/],
    ['a path parameter with a brace', ['definition', '/items/{id}', '/items/{¦id}'], 'a}b', /must not contain }/],
    ['a header with a blank', ['definition', '- name: X-Trace', '- name: X-¦Trace'], 'X Trace', /no blanks/],
    ['a control character', ['definition', "'#/definitions/Item'", "'#/definitions/It¦em'"], 'a\nb', /control characters/],
    ['what the service looks for', ['properties', '    token:\n', '    to¦ken:\n'], 'login', /look for OAuth settings under the name "token"/],
    ['what the service makes', ['properties', 'token:TenantId:', 'token:Ten¦antId:'], 'token:Tenant', /made by the service/],
    ['what nothing declares', ['definition', "'#/definitions/Item'", "'#/definitions/Go¦ne'"], 'Here', /Nothing is declared under the name "Gone"/],
  ];
  for (const [name, [file, before, after, occurrence], newName, expected] of refusals) {
    test(name, () => {
      for (const [, place] of inBothFormats(shelfWith(file, before, after, occurrence))) assert.match(refusal(place, newName), expected);
    });
  }

  test('two paths that would become one', () => {
    const definition = 'paths:\n  /a/{i¦d}:\n    get: {operationId: A, parameters: [{name: id, in: path}]}\n  /a/{key}:\n    post: {operationId: B, parameters: [{name: key, in: path}]}\n';
    assert.match(refusal(marked({ definition }, 'yaml'), 'key'), /The path would become \/a\/{key}, which exists already/);
  });

  test('a policy that reads the name for another operation too', () => {
    const texts = shelfWith('properties', '- GetItem\n        x-ms-apimTemplateParameter.name', '- GetItem\n          - ListShelves\n        x-ms-apimTemplateParameter.name');
    for (const [, place] of inBothFormats({ ...texts, properties: texts.properties?.replace("@queryParameters('region')", "@queryParameters('reg¦ion')") })) {
      assert.match(refusal(place, 'area'), /for other operations as well: (GetItem|ListShelves)/);
    }
  });

  test('prepare says at once what will be refused', () => {
    for (const [, place] of inBothFormats(shelfWith('properties', 'token:TenantId:', 'token:Ten¦antId:'))) {
      const prepared = prepareRename(place.connector, place.file, place.offset);
      assert.ok(prepared && 'refusal' in prepared);
    }
  });

  test('nothing to rename where nothing is named', () => {
    for (const [, place] of inBothFormats(shelfWith('definition', 'summary: Get an item', 'summary: Get ¦an item'))) {
      assert.equal(prepareRename(place.connector, place.file, place.offset), undefined);
      assert.equal(renameEdits(place.connector, place.file, place.offset, 'x'), undefined);
    }
  });
});

test('a comparison in a script that ignores case follows', () => {
  const definition = (id: string): string => `paths: {/a: {get: {operationId: ${id}}}}`;
  const script = (id: string): string => `if (Context.OperationId.Equals("${id}", StringComparison.OrdinalIgnoreCase)) {} if (Context.OperationId == "GETITEM") {}`;
  const place = marked({ definition: definition('Get¦Item'), script: script('getitem') }, 'yaml');
  const after = renamed(place, 'ReadItem');
  assert.deepEqual(after, { definition: definition('ReadItem'), script: script('ReadItem') });
  const fromScript = marked({ definition: definition('GetItem'), script: script('get¦item') }, 'yaml');
  assert.deepEqual(renamed(fromScript, 'ReadItem'), after);
});

test('an operation is renamed in lists, dictionaries and by variables of a script; what only may be it is to be confirmed', () => {
  const script = (id: string, cursor = ''): string => `var names = new[] { "${id}", "PutItem" }; var id = Context.OperationId; if (id == "${id}") {} Handle("${id}${cursor}"); body["GetItem"] = 1;`;
  const definition = (id: string): string => `paths: {/a: {get: {operationId: ${id}}, put: {operationId: PutItem}}}`;
  const place = marked({ definition: definition('Get¦Item'), script: script('GetItem') }, 'yaml');
  assert.deepEqual(renamed(place, 'ReadItem'), { definition: definition('ReadItem'), script: script('ReadItem') });
  const unsure = ({ connector, file, offset }: Marked): unknown[] => {
    const answer = renameEdits(connector, file, offset, 'ReadItem');
    return answer && !('refusal' in answer) ? answer.filter((changes) => changes.file === 'script').flatMap(({ edits }) => edits.map((edit) => edit.unsure)) : [];
  };
  assert.deepEqual(unsure(place), [undefined, undefined, true]);
  // Whoever begins there means it.
  assert.deepEqual(unsure(marked({ definition: definition('GetItem'), script: script('GetItem', '¦') }, 'yaml')), [undefined, undefined, undefined]);
});

test('parameters that several sets have are one', () => {
  const properties = (name: string): string => JSON.stringify({
    properties: { connectionParameterSets: { values: [
      { name: 'key', parameters: { [name]: { type: 'string' }, [`${name.replace('¦', '')}:part`]: { type: 'string' } } },
      { name: 'other', parameters: { [name.replace('¦', '')]: { type: 'string' } } },
    ] }, policyTemplateInstances: [{ templateId: 'dynamichosturl', parameters: { 'x-ms-apimTemplateParameter.urlTemplate': `https://@connectionParameters('${name.replace('¦', '')}:part','')` } }] },
  });
  assert.equal(renamed(marked({ properties: properties('ho¦st') }, 'json'), 'server').properties, properties('server'));
});

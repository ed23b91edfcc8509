import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { completionsAt, type Completion } from '../../../../src/authoring/features/completion.ts';
import type { ConnectorTexts } from '../../../../src/authoring/model/build-model.ts';
import type { FileFormat } from '../../../../src/connector/connector.ts';
import { applyTextEdits } from '../../../../src/connector/edit-sequence.ts';
import { parseDocument, toValue } from '../../../../src/connector/syntax-tree.ts';
import { inBothFormats, marked, type Marked } from './marked-connector.ts';
import { shelf, shelfWith } from './shelf.ts';

type Files = 'definition' | 'properties' | 'script';

function offered({ connector, file, offset }: Marked): Completion[] {
  return completionsAt(connector, file, offset).toSorted((left, right) => (left.sortText < right.sortText ? -1 : 1));
}

/** The text with a completion taken, places to fill in left empty. */
function taken(place: Marked, label: string): string {
  const completion = offered(place).find((candidate) => candidate.label === label);
  assert.ok(completion, `${label} is not offered`);
  const text = place.texts[place.file] ?? '';
  const { range, insertText, snippet } = completion;
  assert.ok(range.start <= place.offset && place.offset <= range.end, 'the range is around the cursor');
  assert.ok(!text.slice(range.start, range.end).includes('\n'), 'the range is on one line');
  const written = snippet ? insertText.replaceAll(/\$\{\d+:([^}]*)\}|\$\{\d+\|([^,|]*)[^}]*\|\}|\$\d+/g, '$1$2').replaceAll(/\\([\\$}])/g, '$1') : insertText;
  return applyTextEdits(text, [{ range, newText: written }]);
}

/** The value at a path of the file with a completion taken. */
function valueAfter(place: Marked, label: string, format: FileFormat, path: readonly (string | number)[]): unknown {
  const text = taken(place, label);
  const document = parseDocument(text, format);
  assert.deepEqual(document.problems.filter(({ severity }) => severity === 'error'), [], text);
  return path.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | undefined)?.[key], document.root && toValue(document.root));
}

interface Case {
  readonly name: string;
  readonly at: readonly [file: Files, before: string, after: string, occurrence?: number];
  /** All labels, in order. */
  readonly labels?: readonly string[];
  /** Some of them. */
  readonly some?: readonly string[];
  readonly none?: readonly string[];
  /** What is taken, and the value that comes of it at a path. */
  readonly take: readonly [label: string, path: readonly (string | number)[], value: unknown];
}

const listShelves = ['paths', '/shelves', 'get'];
const getItem = ['paths', '/shelves/{shelfId}/items/{id}', 'get'];
const dynamicValues = ['paths', '/shelves/{shelfId}/items/{id}', 'parameters', 0, 'x-ms-dynamic-values'];
const policies = ['properties', 'policyTemplateInstances'];
const oauth = ['properties', 'connectionParameters', 'token', 'oAuthSettings'];

const cases: readonly Case[] = [
  { name: 'definitions for a schema', at: ['definition', "'#/definitions/Item'", "'¦'"], labels: ['Item', 'Shelf'], take: ['Shelf', [...getItem, 'responses', '200', 'schema'], { $ref: '#/definitions/Shelf' }] },
  { name: 'definitions, half typed', at: ['definition', "'#/definitions/Item'", "'#/definitions/It¦'"], labels: ['Item', 'Shelf'], take: ['Item', [...getItem, 'responses', '200', 'schema'], { $ref: '#/definitions/Item' }] },
  { name: 'shared parameters for a parameter', at: ['definition', "'#/parameters/Language'", "'¦'"], labels: ['Language'], take: ['Language', [...listShelves, 'parameters', 1], { $ref: '#/parameters/Language' }] },
  { name: 'shared responses for a response', at: ['definition', "'#/responses/Failure'", "'¦'"], labels: ['Failure'], take: ['Failure', [...listShelves, 'responses', 'default'], { $ref: '#/responses/Failure' }] },
  { name: 'operations for a dynamic extension', at: ['definition', 'operationId: ListShelves', "operationId: '¦'", 2], labels: ['ListShelves', 'GetItem', 'PutItem'], take: ['GetItem', [...dynamicValues, 'operationId'], 'GetItem'] },
  { name: 'operations for the test connection', at: ['definition', 'operationId: ListShelves', 'operationId: Li¦', 4], labels: ['ListShelves', 'GetItem', 'PutItem'], take: ['ListShelves', ['x-ms-capabilities', 'testConnection', 'operationId'], 'ListShelves'] },
  { name: 'operations of a policy, without those it has', at: ['properties', '- GetItem\n          - PutItem', "- GetItem\n          - '¦'"], labels: ['ListShelves', 'PutItem'], take: ['ListShelves', [...policies, 1, 'parameters', 'x-ms-apimTemplate-operationName'], ['GetItem', 'ListShelves']] },
  { name: 'operations of a script', at: ['properties', 'scriptOperations:\n    - GetItem', "scriptOperations:\n    - 'Ge¦'"], labels: ['GetItem', 'ListShelves', 'PutItem'], take: ['PutItem', ['properties', 'scriptOperations'], ['PutItem']] },
  { name: 'parameters of the caller', at: ['definition', 'parameter: region', "parameter: '¦'"], labels: ['region', 'X-Trace', 'id', 'parts', 'place', 'shelf'], take: ['region', [...dynamicValues, 'parameters', 'region'], { parameter: 'region' }] },
  { name: 'fields of the body of the caller, by path', at: ['definition', 'parameterReference: body/place', "parameterReference: '¦'"], some: ['shelfId', 'id', 'body/place', 'body/shelf', 'body/parts/place'], none: ['place', 'body'], take: ['body/place', ['definitions', 'Item', 'properties', 'shelf', 'x-ms-dynamic-list', 'parameters', 'region'], { parameterReference: 'body/place' }] },
  { name: 'collections of the answer', at: ['definition', 'value-collection: value', "value-collection: '¦'"], labels: ['value'], take: ['value', [...dynamicValues, 'value-collection'], 'value'] },
  { name: 'fields of the items', at: ['definition', 'value-path: key', "value-path: '¦'"], labels: ['key', 'title'], take: ['key', [...dynamicValues, 'value-path'], 'key'] },
  { name: 'titles of the items', at: ['definition', 'itemTitlePath: title', "itemTitlePath: 't¦'"], labels: ['key', 'title'], take: ['title', ['definitions', 'Item', 'properties', 'shelf', 'x-ms-dynamic-list', 'itemTitlePath'], 'title'] },
  { name: 'required fields', at: ['definition', '- key\n', "- '¦'\n"], labels: ['key', 'title'], take: ['title', ['definitions', 'Shelf', 'required'], ['title']] },
  { name: 'tags that other operations have', at: ['definition', '      tags:\n        - items\n', "      tags:\n        - '¦'\n"], labels: [], take: ['', [], undefined] },
  { name: 'security definitions', at: ['definition', '- api_key: []', "- 'a¦': []", 2], labels: ['api_key', 'sign_in'], take: ['sign_in', ['security', 0], { sign_in: [] }] },
  { name: 'scopes of a security definition', at: ['definition', '- api_key: []', "- sign_in: ['¦']", 2], labels: ['shelf.read'], take: ['shelf.read', ['security', 0], { sign_in: ['shelf.read'] }] },
  { name: 'connection parameters in an expression', at: ['properties', "@connectionParameters('region').shelf", "@connectionParameters('¦').shelf"], labels: ['region', 'token', 'token:TenantId', 'token:loginUri', 'token:resourceUri', 'token:clientId'], take: ['token', [...policies, 0, 'parameters', 'x-ms-apimTemplateParameter.urlTemplate'], "https://@connectionParameters('token').shelf.com/@connectionParameters('token:tenantId')/@connectionParameters('region')"] },
  { name: 'expressions behind an @', at: ['properties', "@connectionParameters('region').shelf", '@con¦.shelf'], some: ["@connectionParameters('region')", "@headers('X-Trace')"], take: ["@connectionParameters('region')", [...policies, 0, 'parameters', 'x-ms-apimTemplateParameter.urlTemplate'], "https://@connectionParameters('region').shelf.com/@connectionParameters('token:tenantId')/@connectionParameters('region')"] },
  { name: 'query parameters of the policy\'s operations', at: ['properties', "@queryParameters('region')", "@queryParameters('r¦')"], labels: ['region'], take: ['region', [...policies, 2, 'parameters', 'x-ms-apimTemplateParameter.value'], "@queryParameters('region')"] },
  { name: 'path parameters in the path of a policy', at: ['properties', '/v2/{shelfId}/{id}', '/v2/{¦}/{id}'], labels: ['id', 'shelfId'], take: ['shelfId', [...policies, 1, 'parameters', 'x-ms-apimTemplateParameter.newPath'], '/v2/{shelfId}/{id}'] },
  { name: 'path parameters in a path, the missing one first', at: ['definition', '/items/{id}', '/items/{i¦}'], labels: ['id', 'shelfId'], take: ['id', ['paths', '/shelves/{shelfId}/items/{id}', 'get', 'operationId'], 'GetItem'] },
  { name: 'names that the path asks for, the undeclared one first', at: ['definition', '- name: id\n', "- name: '¦'\n"], labels: ['id', 'shelfId'], take: ['id', [...getItem, 'parameters', 0, 'name'], 'id'] },
  { name: 'policy templates', at: ['properties', 'templateId: setheader', "templateId: 'set¦'"], some: ['setheader', 'dynamichosturl', 'moveproperties'], take: ['setheader', [...policies, 2, 'templateId'], 'setheader'] },
  { name: 'parameters of the template that are not given', at: ['properties', 'x-ms-apimTemplateParameter.existsAction: skip', "'x-ms¦': skip"], labels: ['x-ms-apimTemplateParameter.existsAction'], take: ['x-ms-apimTemplateParameter.existsAction', [...policies, 2, 'parameters', 'x-ms-apimTemplateParameter.existsAction'], 'skip'] },
  { name: 'values of a policy parameter', at: ['properties', 'existsAction: skip', "existsAction: '¦'"], labels: ['append', 'override', 'skip'], take: ['override', [...policies, 2, 'parameters', 'x-ms-apimTemplateParameter.existsAction'], 'override'] },
  { name: 'sections of a template', at: ['properties', 'policySection: Request', "policySection: '¦'"], labels: ['Failure', 'Request', 'Response'], take: ['Response', [...policies, 2, 'parameters', 'x-ms-apimTemplate-policySection'], 'Response'] },
  { name: 'identity providers', at: ['properties', 'identityProvider: aad', "identityProvider: '¦'"], some: ['aad', 'oauth2', 'oauth2generic', 'GitHub'], take: ['oauth2', [...oauth, 'identityProvider'], 'oauth2'] },
  { name: 'custom parameters that are not given', at: ['properties', 'loginUri:\n', "'l¦':\n"], some: ['loginUri', 'grantType'], none: ['tenantId', 'resourceUri'], take: ['loginUri', [...oauth, 'customParameters', 'loginUri'], { value: 'https://login.microsoftonline.com' }] },
  { name: 'values of a custom parameter', at: ['properties', 'value: common', "value: '¦'"], labels: ['common'], take: ['common', [...oauth, 'customParameters', 'tenantId'], { value: 'common' }] },
  { name: 'APIs of Microsoft', at: ['properties', 'value: https://graph.microsoft.com', "value: '¦'"], some: ['https://vault.azure.net'], take: ['https://graph.microsoft.com/', [...oauth, 'customParameters', 'resourceUri'], { value: 'https://graph.microsoft.com/' }] },
  { name: 'scopes of the chosen API', at: ['properties', '- User.Read\n', "- 'Mail¦'\n"], some: ['Mail.Send', 'User.Read', 'shelf.read'], none: ['Financials.ReadWrite.All'], take: ['Mail.Send', [...oauth, 'scopes'], ['Mail.Send']] },
  { name: 'extensions of an operation', at: ['definition', 'x-ms-visibility: internal', "'x-ms-¦': internal"], some: ['x-ms-visibility', 'x-ms-trigger'], none: ['x-ms-summary', 'x-ms-url-encoding'], take: ['x-ms-visibility', [...listShelves, 'x-ms-visibility'], 'internal'] },
  { name: 'values of an extension', at: ['definition', 'x-ms-visibility: internal', "x-ms-visibility: '¦'"], labels: ['advanced', 'important', 'internal'], take: ['important', [...listShelves, 'x-ms-visibility'], 'important'] },
];

describe('completion', () => {
  for (const { name, at: [file, before, after, occurrence], labels, some, none, take: [label, path, value] } of cases) {
    for (const [format, place] of inBothFormats(shelfWith(file, before, after, occurrence))) {
      test(`${name} (${format})`, () => {
        const found = offered(place).map((completion) => completion.label);
        if (labels) assert.deepEqual(found, labels);
        for (const wanted of some ?? []) assert.ok(found.includes(wanted), `${wanted} is not among ${found.join(', ')}`);
        for (const unwanted of none ?? []) assert.ok(!found.includes(unwanted), `${unwanted} is offered`);
        if (label !== '') assert.deepEqual(valueAfter(place, label, format, path), value);
      });
    }
  }

  test('operations say what they are', () => {
    const [[, place]] = inBothFormats(shelfWith('definition', 'operationId: ListShelves', "operationId: '¦'", 2));
    const [first] = offered(place);
    assert.equal(first?.detail, 'GET /shelves – List shelves');
    assert.equal(first?.documentation, '**List shelves**\n\nLists all shelves\\.\n\n*internal*');
  });

  test('a script gets operations where it compares them', () => {
    for (const [, place] of inBothFormats(shelfWith('script', '"GetItem"', '"Ge¦"'))) {
      assert.deepEqual(offered(place).map(({ label }) => label), ['GetItem', 'ListShelves', 'PutItem']);
      assert.match(taken(place, 'PutItem'), /OperationId == "PutItem"\)/);
    }
    for (const line of ['if (Context.OperationId == "¦', 'if ("¦".Equals(this.Context.OperationId)) {}', 'switch (this.Context.OperationId) {\n  case "Ge¦":\n}', 'var x = Context.OperationId switch { "¦" => 1 };',
      'void Is(string operationId) { if (operationId.Equals("¦")) {} }', 'var id = Context.OperationId; switch (id) { case "¦": break; }', 'var names = new List<string> { "GetItem", "¦" };',
      'var calls = new Dictionary<string, int> { ["¦"] = 1 }; calls.TryGetValue(Context.OperationId, out var call);', 'const string Get = "¦"; if (Context.OperationId == Get) {}']) {
      const place = marked({ ...shelf, script: line }, 'yaml');
      assert.deepEqual(offered(place).map(({ label }) => label), ['GetItem', 'ListShelves', 'PutItem'], line);
    }
    for (const [, place] of inBothFormats(shelfWith('script', 'return null', 'var text = "¦"; return null'))) assert.deepEqual(offered(place), []);
    for (const line of ['var words = new[] { "¦", "other" };', 'var a = body["¦"];', 'Handle("¦");']) assert.deepEqual(offered(marked({ ...shelf, script: line }, 'yaml')), [], line);
  });

  test('nothing in prose, in comments, in settings, in a broken or empty file', () => {
    for (const [, place] of inBothFormats(shelfWith('definition', 'summary: Get an item', 'summary: Get ¦an item'))) assert.deepEqual(offered(place), []);
    assert.deepEqual(offered(marked({ definition: '# ¦\nswagger: "2.0"\n' }, 'yaml')).filter(({ kind }) => kind !== 'extension'), []);
    assert.deepEqual(offered(marked({ settings: '{ "¦" }' }, 'json')), []);
    assert.deepEqual(offered(marked({ definition: '¦' }, 'json')), []);
    assert.deepEqual(offered(marked({ definition: '[¦' }, 'json')), []);
  });
});

/** Text that is being typed: what stands there, what is taken, and the text that comes of it, whole. */
const typing: readonly (readonly [string, FileFormat, Files, string, string, string])[] = [
  ['a value that is missing', 'json', 'definition', '{"definitions":{"A":{"items":{"$ref": ¦}}}}', 'A', '{"definitions":{"A":{"items":{"$ref": "#/definitions/A"}}}}'],
  ['right behind the colon', 'json', 'definition', '{"definitions":{"A":{"items":{"$ref":¦}}}}', 'A', '{"definitions":{"A":{"items":{"$ref": "#/definitions/A"}}}}'],
  ['with a comma where more follows', 'json', 'definition', '{"definitions":{"A":{"items":{"$ref": ¦\n"x": 1}}}}', 'A', '{"definitions":{"A":{"items":{"$ref": "#/definitions/A",\n"x": 1}}}}'],
  ['without quotes', 'json', 'definition', '{"definitions":{"A":{"items":{"$ref": A¦}}}}', 'A', '{"definitions":{"A":{"items":{"$ref": "#/definitions/A"}}}}'],
  ['without the closing quote', 'json', 'definition', '{"definitions":{"A":{"items":{"$ref": "#/¦\n}}}}', 'A', '{"definitions":{"A":{"items":{"$ref": "#/definitions/A"\n}}}}'],
  ['a value that is missing', 'yaml', 'definition', 'definitions:\n  A:\n    items:\n      $ref: ¦\n', 'A', 'definitions:\n  A:\n    items:\n      $ref: "#/definitions/A"\n'],
  ['right behind the colon', 'yaml', 'definition', 'definitions:\n  A:\n    items:\n      $ref:¦\n    type: x\n', 'A', 'definitions:\n  A:\n    items:\n      $ref: "#/definitions/A"\n    type: x\n'],
  ['what YAML takes for a comment', 'yaml', 'definition', 'definitions:\n  A:\n    items:\n      $ref: #/def¦\n', 'A', 'definitions:\n  A:\n    items:\n      $ref: "#/definitions/A"\n'],
  ['without the closing quote', 'yaml', 'definition', 'definitions:\n  A:\n    items:\n      $ref: "#/¦\n    type: x\n', 'A', 'definitions:\n  A:\n    items:\n      $ref: "#/definitions/A"\n    type: x\n'],
  ['in double quotes', 'yaml', 'definition', 'definitions:\n  A"B:\n    items:\n      $ref: "¦"\n', 'A"B', 'definitions:\n  A"B:\n    items:\n      $ref: "#/definitions/A\\"B"\n'],
  ['in single quotes', 'yaml', 'definition', "definitions:\n  A'B:\n    items:\n      $ref: '¦'\n", "A'B", "definitions:\n  A'B:\n    items:\n      $ref: '#/definitions/A''B'\n"],
  ['a key without a value', 'json', 'definition', '{"paths":{"/a":{"get":{"x-ms-vis¦"}}}}', 'x-ms-visibility', '{"paths":{"/a":{"get":{"x-ms-visibility": "important"}}}}'],
  ['a key in front of its quote', 'json', 'definition', '{"paths":{"/a":{"get":{¦"x-ms": "batch"}}}}', 'x-ms-trigger', '{"paths":{"/a":{"get":{"x-ms-trigger": "batch"}}}}'],
  ['a value behind its quote', 'json', 'definition', '{"definitions":{"A":{"items":{"$ref": "#/"¦}}}}', 'A', '{"definitions":{"A":{"items":{"$ref": "#/definitions/A"}}}}'],
  ['a key between others', 'json', 'definition', '{"paths":{"/a":{"get":{"tags": [], ¦ "summary": ""}}}}', 'x-ms-trigger', '{"paths":{"/a":{"get":{"tags": [], "x-ms-trigger": "single", "summary": ""}}}}'],
  ['a key without quotes', 'json', 'definition', '{"paths":{"/a":{"get":{x-ms-v¦}}}}', 'x-ms-visibility', '{"paths":{"/a":{"get":{"x-ms-visibility": "important"}}}}'],
  ['a key that has its value', 'json', 'definition', '{"paths":{"/a":{"get":{"x-ms¦": "batch"}}}}', 'x-ms-trigger', '{"paths":{"/a":{"get":{"x-ms-trigger": "batch"}}}}'],
  ['a key on a line of its own', 'yaml', 'definition', 'paths:\n  /a:\n    get:\n      summary: x\n      ¦\n', 'x-ms-visibility', 'paths:\n  /a:\n    get:\n      summary: x\n      x-ms-visibility: "important"\n'],
  ['a key without its colon', 'yaml', 'definition', 'paths:\n  /a:\n    get:\n      summary: x\n      x-ms-v¦\n', 'x-ms-visibility', 'paths:\n  /a:\n    get:\n      summary: x\n      x-ms-visibility: "important"\n'],
  ['a key before others', 'yaml', 'definition', 'paths:\n  /a:\n    get:\n      x-ms-v¦\n      summary: x\n', 'x-ms-visibility', 'paths:\n  /a:\n    get:\n      x-ms-visibility: "important"\n      summary: x\n'],
  ['the first key of an object', 'yaml', 'definition', 'paths:\n  /a:\n    get:\n      x-ms-v¦\n', 'x-ms-visibility', 'paths:\n  /a:\n    get:\n      x-ms-visibility: "important"\n'],
  ['the first key of an empty object', 'yaml', 'definition', 'paths:\n  /a:\n    get:\n      ¦\n', 'x-ms-trigger', 'paths:\n  /a:\n    get:\n      x-ms-trigger: "single"\n'],
  ['a key in braces of YAML', 'yaml', 'definition', 'paths:\n  /a:\n    get: {¦}\n', 'x-ms-trigger', 'paths:\n  /a:\n    get: {x-ms-trigger: "single"}\n'],
  ['the first item of a list', 'yaml', 'definition', 'definitions:\n  A:\n    properties: {x: {}}\n    required:\n      ¦\n', 'x', 'definitions:\n  A:\n    properties: {x: {}}\n    required:\n      - x\n'],
  ['another item, with its dash', 'yaml', 'definition', 'definitions:\n  A:\n    properties: {x: {}, y: {}}\n    required:\n      - x\n      ¦\n', 'y', 'definitions:\n  A:\n    properties: {x: {}, y: {}}\n    required:\n      - x\n      - y\n'],
  ['another item, behind its dash', 'yaml', 'definition', 'definitions:\n  A:\n    properties: {x: {}, y: {}}\n    required:\n      - x\n      -¦\n', 'y', 'definitions:\n  A:\n    properties: {x: {}, y: {}}\n    required:\n      - x\n      - y\n'],
  ['an item half typed', 'yaml', 'definition', 'definitions:\n  A:\n    properties: {xx: {}}\n    required:\n      - x¦\n', 'xx', 'definitions:\n  A:\n    properties: {xx: {}}\n    required:\n      - xx\n'],
  ['a list behind its key', 'yaml', 'definition', 'definitions:\n  A:\n    properties: {x: {}}\n    required: ¦\n', 'x', 'definitions:\n  A:\n    properties: {x: {}}\n    required: [x]\n'],
  ['a list behind its key', 'json', 'definition', '{"definitions":{"A":{"properties":{"x":{}},"required": ¦}}}', 'x', '{"definitions":{"A":{"properties":{"x":{}},"required": ["x"]}}}'],
  ['an item of an empty list', 'json', 'definition', '{"definitions":{"A":{"properties":{"x":{}},"required": [¦]}}}', 'x', '{"definitions":{"A":{"properties":{"x":{}},"required": ["x"]}}}'],
  ['a security scheme as the first key of an item', 'yaml', 'definition', 'securityDefinitions:\n  key: {type: apiKey}\nsecurity:\n  - ¦\n', 'key', 'securityDefinitions:\n  key: {type: apiKey}\nsecurity:\n  - key: []\n'],
  ['an object behind a key', 'yaml', 'properties', 'properties:\n  connectionParameters:\n    token:\n      oAuthSettings:\n        identityProvider: oauth2\n        customParameters:\n          ¦\n', 'tokenUrl', 'properties:\n  connectionParameters:\n    token:\n      oAuthSettings:\n        identityProvider: oauth2\n        customParameters:\n          tokenUrl:\n\tvalue: "https://auth.example.com/token"\n'],
  ['an object behind a key', 'json', 'properties', '{"properties":{"connectionParameters":{"token":{"oAuthSettings":{"identityProvider":"oauth2","customParameters":{¦}}}}}}', 'tokenUrl', '{"properties":{"connectionParameters":{"token":{"oAuthSettings":{"identityProvider":"oauth2","customParameters":{"tokenUrl": {\n\t"value": "https://auth.example.com/token"\n}}}}}}}'],
  ['a brace that is not closed', 'json', 'definition', '{"paths":{"/a/{¦":{"parameters":[{"name":"id","in":"path"}]}}}', 'id', '{"paths":{"/a/{id}":{"parameters":[{"name":"id","in":"path"}]}}}'],
  ['an argument with what the caller has', 'json', 'definition', '{"paths":{"/a":{"get":{"operationId":"A","parameters":[{"name":"q","in":"query"}]}},"/b":{"get":{"operationId":"B","parameters":[{"name":"q","in":"query"},{"name":"r","in":"query","x-ms-dynamic-values":{"operationId":"A","parameters":{¦}}}]}}}}', 'q', '{"paths":{"/a":{"get":{"operationId":"A","parameters":[{"name":"q","in":"query"}]}},"/b":{"get":{"operationId":"B","parameters":[{"name":"q","in":"query"},{"name":"r","in":"query","x-ms-dynamic-values":{"operationId":"A","parameters":{"q": {\n\t"parameter": "q"\n}}}}]}}}}'],
  ['an expression as the beginning of a text', 'yaml', 'properties', "properties:\n  connectionParameters: {host: {}}\n  policyTemplateInstances:\n    - templateId: dynamichosturl\n      parameters:\n        x-ms-apimTemplateParameter.urlTemplate: ¦\n", "@connectionParameters('host')", "properties:\n  connectionParameters: {host: {}}\n  policyTemplateInstances:\n    - templateId: dynamichosturl\n      parameters:\n        x-ms-apimTemplateParameter.urlTemplate: \"@connectionParameters('host')\"\n"],
  ['a name in doubled quotes', 'yaml', 'properties', "properties:\n  connectionParameters: {host: {}}\n  policyTemplateInstances:\n    - parameters:\n        x-ms-apimTemplateParameter.urlTemplate: 'https://@connectionParameters(''h¦'')'\n", 'host', "properties:\n  connectionParameters: {host: {}}\n  policyTemplateInstances:\n    - parameters:\n        x-ms-apimTemplateParameter.urlTemplate: 'https://@connectionParameters(''host'')'\n"],
  ['a policy parameter with a choice', 'yaml', 'properties', 'properties:\n  policyTemplateInstances:\n    - templateId: SetHeader\n      parameters:\n        ¦\n', 'x-ms-apimTemplateParameter.existsAction', 'properties:\n  policyTemplateInstances:\n    - templateId: SetHeader\n      parameters:\n        x-ms-apimTemplateParameter.existsAction: "override"\n'],
];

describe('completion of text that is being typed', () => {
  for (const [name, format, file, text, label, expected] of typing) {
    test(`${name} (${format})`, () => {
      const texts: ConnectorTexts = { [file]: text };
      assert.equal(taken(marked(texts, format), label), expected);
    });
  }

  test('placeholders are places to fill in, and what is literal stays so', () => {
    const place = marked({ definition: '{"paths":{"/a":{"get":{¦}}}}' }, 'json');
    const trigger = offered(place).find(({ label }) => label === 'x-ms-trigger');
    assert.equal(trigger?.insertText, '"x-ms-trigger": "${1|single,batch|}"');
    assert.equal(trigger?.snippet, true);
    const plain = offered(marked({ definition: 'definitions: {A$1: {items: {$ref: ¦}}}' }, 'yaml'))[0];
    assert.equal(plain?.insertText, '"#/definitions/A$1"');
    assert.equal(plain?.snippet, undefined);
  });

  test('what is typed is found: the filter is what stands in the range', () => {
    for (const [, format, file, text, label] of typing) {
      const place = marked({ [file]: text }, format);
      const completion = offered(place).find((candidate) => candidate.label === label);
      const typed = (place.texts[file] ?? '').slice(completion?.range.start, place.offset);
      const filter = completion?.filterText ?? completion?.label ?? '';
      let at = 0;
      for (const character of filter.toLowerCase()) if (character === typed[at]?.toLowerCase()) at++;
      assert.equal(at, typed.length, `${typed} is not in ${filter}`);
    }
  });
});

test('the shelf is without a fault to begin with', () => {
  assert.deepEqual(parseDocument(shelf.definition ?? '', 'yaml').problems, []);
  assert.deepEqual(parseDocument(shelf.properties ?? '', 'yaml').problems, []);
});

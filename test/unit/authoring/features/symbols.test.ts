import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { documentSymbols, namedSymbols, workspaceSymbols, type DocumentSymbol } from '../../../../src/authoring/features/symbols.ts';
import { connectorOfTexts, inBothFormats } from './marked-connector.ts';
import { shelf, shelfWith } from './shelf.ts';

const [[, json], [, yaml]] = inBothFormats(shelfWith('definition', 'summary: Get an item', 'summary: Get an item¦'));

function outline(symbols: readonly DocumentSymbol[], depth = 0): string[] {
  return symbols.flatMap(({ name, kind, detail, children }) => [`${'  '.repeat(depth)}${kind}: ${name}${detail === '' ? '' : ` (${detail})`}`, ...outline(children, depth + 1)]);
}

function assertNested(symbols: readonly DocumentSymbol[], start: number, end: number): void {
  for (const { range, nameRange, children, name } of symbols) {
    assert.ok(name !== '');
    assert.ok(start <= range.start && range.end <= end && range.start <= nameRange.start && nameRange.end <= range.end, name);
    assertNested(children, range.start, range.end);
  }
}

describe('document symbols', () => {
  const definition = [
    'group: paths',
    '  path: /shelves',
    '    operation: GET ListShelves (List shelves)',
    '      parameter: region (query, required)',
    '      parameter: lang (query)',
    '      response: 200 (object)',
    '      response: default',
    '  path: /shelves/{shelfId}/items/{id}',
    '    operation: GET GetItem (Get an item)',
    '      parameter: id (path, required)',
    '      parameter: region (query)',
    '      parameter: X-Trace (header)',
    '      response: 200 (Item)',
    '    operation: PUT PutItem (Put an item)',
    '      parameter: id (path, required)',
    '      parameter: body (body)',
    '      response: 200',
    'group: definitions',
    '  definition: Shelf (object)',
    '  definition: Item (object)',
    'group: parameters',
    '  parameter: Language (query)',
    'group: responses',
    '  response: Failure (Failed)',
    'group: securityDefinitions',
    '  security: api_key (apiKey)',
    '  security: sign_in (oauth2)',
  ];
  const properties = [
    'group: connectionParameters',
    '  connectionParameter: region (string)',
    '  connectionParameter: token (aad)',
    '  connectionParameter: token:TenantId (string)',
    'group: scriptOperations',
    '  script: GetItem',
    'group: policyTemplateInstances',
    '  policy: Host (dynamichosturl)',
    '  policy: Route (routerequesttoendpoint · GetItem, PutItem)',
    '  policy: Trace (setheader · GetItem)',
  ];
  for (const [format, { connector, texts }] of [['json', json], ['yaml', yaml]] as const) {
    test(`of both files (${format})`, () => {
      assert.deepEqual(outline(documentSymbols(connector, 'definition')), definition);
      assert.deepEqual(outline(documentSymbols(connector, 'properties')), properties);
      assertNested(documentSymbols(connector, 'definition'), 0, texts.definition?.length ?? 0);
      assertNested(documentSymbols(connector, 'properties'), 0, texts.properties?.length ?? 0);
    });
  }

  test('parameter sets are groups of their own', () => {
    const texts = { properties: JSON.stringify({ properties: { connectionParameterSets: { values: [{ name: 'key', parameters: { a: { type: 'string' } } }, { parameters: { b: { type: 'string' } } }] } } }) };
    assert.deepEqual(outline(documentSymbols(connectorOfTexts(texts, 'json'), 'properties')), ['group: connectionParameterSets', '  group: key', '    connectionParameter: a (string)', '  group: Set 2', '    connectionParameter: b (string)']);
  });

  test('what an alias repeats is not drawn out of its place', () => {
    const definition = 'paths:\n  /a: &a\n    get:\n      operationId: A\n  /b: *a\n  "": {get: {}}\n';
    const { length } = definition;
    const symbols = documentSymbols(connectorOfTexts({ definition }, 'yaml'), 'definition');
    assertNested(symbols, 0, length);
    assert.deepEqual(outline(symbols), ['group: paths', '  path: /a', '    operation: GET A', '  path: /b', '  path: (empty)', '    operation: GET']);
  });

  test('none of a missing or broken file', () => {
    assert.deepEqual(documentSymbols(connectorOfTexts({ definition: '[' }, 'json'), 'definition'), []);
    assert.deepEqual(documentSymbols(connectorOfTexts(shelf, 'yaml'), 'settings'), []);
  });
});

describe('symbols beside VS Code\'s own outline', () => {
  test('are what that has no name for, at their place and nowhere around a cursor', () => {
    const { connector, texts } = json;
    const operations = namedSymbols(connector, 'definition');
    assert.deepEqual(outline(operations), ['operation: ListShelves (GET /shelves)', 'operation: GetItem (GET /shelves/{shelfId}/items/{id})', 'operation: PutItem (PUT /shelves/{shelfId}/items/{id})']);
    assert.deepEqual(outline(namedSymbols(connector, 'properties')), ['policy: Host (dynamichosturl)', 'policy: Route (routerequesttoendpoint · GetItem, PutItem)', 'policy: Trace (setheader · GetItem)']);
    for (const { name, range } of operations) {
      assert.equal(texts.definition?.slice(range.start).startsWith(`${name}"`), true);
      assert.equal(range.end, range.start);
    }
  });

  test('have a name in any case', () => {
    const definition = JSON.stringify({ paths: { '/a': { get: {}, post: { operationId: ' ' } } } });
    const properties = JSON.stringify({ properties: { connectionParameterSets: { values: [{ name: 'key' }, { name: '' }] }, policyTemplateInstances: [{}, { title: '', templateId: 'setheader' }] } });
    const connector = connectorOfTexts({ definition, properties }, 'json');
    assert.deepEqual(outline(namedSymbols(connector, 'definition')), ['operation: GET /a', 'operation: POST /a']);
    assert.deepEqual(outline(namedSymbols(connector, 'properties')), ['group: key', 'group: Set 2', 'policy: Policy', 'policy: setheader (setheader)']);
    assert.deepEqual(namedSymbols(connector, 'settings'), []);
  });
});

describe('workspace symbols', () => {
  const names = (query: string): string[] => workspaceSymbols([yaml.connector, json.connector], query).map(({ name, kind }) => `${kind} ${name}`);

  test('letters in order, whatever lies between, of every connector', () => {
    assert.deepEqual(names('gitm'), ['operation GetItem', 'operation GetItem']);
    assert.deepEqual(names('zz'), []);
  });

  test('what begins with the query comes first, then what holds it', () => {
    assert.deepEqual(names('item').slice(0, 4), ['definition Item', 'definition Item', 'operation GetItem', 'operation GetItem']);
    assert.deepEqual(names('LISTS'), ['operation ListShelves', 'operation ListShelves']);
  });

  test('everything without a query, bounded', () => {
    assert.equal(names('').length, 10);
    assert.equal(workspaceSymbols([yaml.connector], '', 3).length, 3);
  });

  test('the range is the name, and the container says which connector', () => {
    const [symbol] = workspaceSymbols([yaml.connector], 'PutItem');
    assert.equal(yaml.texts.definition?.slice(symbol?.range.start, symbol?.range.end), 'PutItem');
    assert.equal(symbol?.container, 'Shelf · PUT /shelves/{shelfId}/items/{id}');
    assert.equal(symbol?.uri, 'file:///connectors/Shelf/apiDefinition.swagger.yaml');
  });
});

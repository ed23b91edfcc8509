/** A hundred kilobytes of one thing, where a rule that compares all with all would take its time. */
import { describe, test } from 'node:test';
import { stringify } from 'yaml';
import { cleanDefinition, cleanProperties } from './clean-connector.ts';
import { look } from './fuzz/look-at-connector.ts';

/** As long as the JSON of one is, as many of them make a hundred kilobytes. */
function many<Item>(make: (index: number) => Item): Item[] {
  return Array.from({ length: Math.ceil(100_000 / ((JSON.stringify(make(0)) ?? '').length + 12)) }, (_, index) => make(index));
}

function named(prefix: string, values: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(values.map((value, index) => [`${prefix}${index}`, value]));
}

const answer = { responses: { 200: { description: 'OK' } } };
const operation = { operationId: 'GetItem', summary: 'Get an item', description: 'Gets one item of the shelf.', ...answer };

function withOperation(parts: object): object {
  return { ...cleanDefinition, paths: { '/items': { post: { ...operation, ...parts } } } };
}

function withSchema(schema: unknown, definitions: object = {}): object {
  return { ...withOperation({ parameters: [{ name: 'body', in: 'body', schema }], responses: { 200: { description: 'OK', schema } } }), definitions };
}

function chain(length: number, link: (next: unknown, index: number) => unknown): object {
  return Object.fromEntries(Array.from({ length }, (_, index) => [`Link${index}`, link({ $ref: `#/definitions/Link${index + 1}` }, index)]));
}

const start = { $ref: '#/definitions/Link0' };

const definitions: Readonly<Record<string, () => object>> = {
  'paths': () => ({ ...cleanDefinition, paths: named('/items/', many((index) => ({ get: { ...operation, operationId: `GetItem${index}` } }))) }),
  'paths of many segments': () => ({ ...cleanDefinition, paths: { [many(() => '/{a}').join('').slice(0, 50_000)]: { get: operation } } }),
  'equivalent paths': () => ({ ...cleanDefinition, paths: Object.fromEntries(many((index) => [`/items/{id${index}}/parts`, { get: { ...operation, operationId: `Get${index}` } }])) }),
  'operations of one id': () => ({ ...cleanDefinition, paths: named('/a', many(() => ({ get: operation }))) }),
  'operations of nearly one id': () => ({ ...cleanDefinition, paths: named('/a', many((index) => ({ get: { ...operation, operationId: index % 2 === 0 ? `getitem${index}` : `GetItem${index - 1}` } }))) }),
  'operations without anything': () => ({ ...cleanDefinition, paths: named('/a', many(() => ({ get: {} }))) }),
  'parameters': () => withOperation({ parameters: many((index) => ({ name: `p${index}`, in: 'query', type: 'string' })) }),
  'parameters of one name': () => withOperation({ parameters: many(() => ({ name: 'p', in: 'query', type: 'string' })) }),
  'parameters of the path': () => ({ ...cleanDefinition, paths: { [`/${many((index) => `{p${index}}`).slice(0, 2_000).join('/')}`]: { get: { ...operation, parameters: many((index) => ({ name: `q${index}`, in: 'path', type: 'string', required: true })) } } } }),
  'bodies': () => withOperation({ parameters: many((index) => ({ name: `p${index}`, in: 'body', schema: { type: 'object' } })) }),
  'references to one parameter': () => ({ ...withOperation({ parameters: many(() => ({ $ref: '#/parameters/p' })) }), parameters: { p: { name: 'p', in: 'query', type: 'string' } } }),
  'references that lead nowhere': () => ({ ...withSchema({ type: 'object', properties: named('p', many((index) => ({ $ref: `#/definitions/Itm${index}` }))) }), definitions: named('Item', many(() => ({ type: 'object' }))) }),
  'responses': () => withOperation({ responses: Object.fromEntries(many((index) => [String(100 + index), { description: 'OK', schema: { type: 'string' } }])) }),
  'properties': () => withSchema({ type: 'object', properties: named('p', many(() => ({ type: 'string' }))) }),
  'properties without a type': () => withSchema({ properties: named('p', many(() => ({}))) }),
  'required names': () => withSchema({ type: 'object', required: many((index) => `p${index}`), properties: {} }),
  'the same required name': () => withSchema({ type: 'object', required: many(() => 'p'), properties: { p: { type: 'string' } } }),
  'values of an enum': () => withSchema({ type: 'string', enum: many((index) => `v${index}`) }),
  'the same value in an enum': () => withSchema({ type: 'string', enum: many(() => 'v') }),
  'objects in an enum': () => withSchema({ type: 'object', enum: many(() => ({ a: [1] })) }),
  'labels of an enum': () => withSchema({ 'type': 'string', 'enum': ['a'], 'x-ms-enum-values': many((index) => ({ displayName: 'A', value: `v${index}` })) }),
  'allOf': () => withSchema({ allOf: many(() => ({ $ref: '#/definitions/Part' })) }, { Part: { type: 'object', properties: named('p', many(() => ({ type: 'string' })).slice(0, 1_000)) } }),
  'a chain of references': () => withSchema(start, chain(2_500, (next) => next)),
  'a chain of properties': () => withSchema(start, chain(1_500, (next) => ({ type: 'object', properties: { next } }))),
  'a chain of allOf': () => withSchema(start, chain(2_000, (next) => ({ allOf: [next] }))),
  'schemas that hold the next three times': () => withSchema(start, chain(60, (next) => ({ type: 'object', properties: { a: next, b: next, c: next } }))),
  'schemas of the next three times': () => withSchema(start, chain(60, (next) => ({ type: 'object', allOf: [next, next, next] }))),
  'lists of both': () => withSchema(start, chain(60, (next) => ({ type: 'object', allOf: [next, { properties: { a: next, b: { type: 'array', items: { allOf: [next] } } } }], additionalProperties: next }))),
  'circles': () => withSchema(start, Object.fromEntries(many((index) => [`Link${index}`, { type: 'object', allOf: [{ $ref: `#/definitions/Link${(index * 7 + 1) % 900}` }], properties: { a: { $ref: `#/definitions/Link${(index * 5 + 3) % 900}` } } }]))),
  'nested objects': () => withSchema(Array.from({ length: 110 }).reduce((inner) => ({ type: 'object', properties: { a: inner } }), { type: 'string' })),
  'nested lists': () => withSchema(Array.from({ length: 110 }).reduce((inner) => ({ type: 'array', items: inner }), { type: 'string' })),
  'definitions that nobody uses': () => ({ ...cleanDefinition, definitions: named('Item', many(() => ({ type: 'object' }))) }),
  'misspelt extensions': () => withSchema({ type: 'object', properties: named('p', many(() => ({ 'type': 'string', 'x-ms-sumary': 'P' }))) }),
  'unknown extensions': () => ({ ...cleanDefinition, ...named('x-ms-unknown-', many(() => 1)) }),
  'unknown properties': () => ({ ...cleanDefinition, ...named('unknown', many(() => 1)) }),
  'tags': () => ({ ...withOperation({ tags: many((index) => `t${index}`) }), tags: many((index) => ({ name: `t${index}` })) }),
  'dynamic values of operations that are not there': () => ({
    ...cleanDefinition,
    paths: named('/a', many((index) => ({ get: { ...operation, operationId: `ListItems${index}`, parameters: [{ 'name': 'p', 'in': 'query', 'type': 'string', 'x-ms-dynamic-values': { 'operationId': `ListItms${index}`, 'value-path': 'id', 'value-title': 'name' } }] } }))),
  }),
  'dynamic values of one operation': () => ({
    ...cleanDefinition,
    paths: { '/list': { get: { ...operation, operationId: 'ListItems', responses: { 200: { description: 'OK', schema: { type: 'object', properties: named('p', many(() => ({ type: 'string' })).slice(0, 1_000)) } } } } }, '/a': { get: { ...operation, parameters: many((index) => ({ 'name': `p${index}`, 'in': 'query', 'type': 'string', 'x-ms-dynamic-values': { 'operationId': 'ListItems', 'value-collection': `valeu${index}`, 'value-path': 'id', 'parameters': { a: { parameter: `p${index + 1}` } } } })) } } },
  }),
  'capabilities': () => ({ ...cleanDefinition, 'x-ms-capabilities': { ...named('c', many(() => ({ operationId: 'GetItme' }))) } }),
  'webhooks': () => ({
    ...cleanDefinition,
    paths: named('/hooks', many((index) => ({ 'post': { ...operation, 'operationId': `OnItem${index}`, 'x-ms-trigger': 'single', 'parameters': [{ name: 'body', in: 'body', schema: { type: 'object', properties: { url: { 'type': 'string', 'x-ms-notification-url': true } } } }] }, 'x-ms-notification-content': { schema: { type: 'object' } } }))),
  }),
  'security schemes': () => ({ ...cleanDefinition, securityDefinitions: named('key', many(() => ({ type: 'apiKey', in: 'header', name: 'X-Key' }))), security: many((index) => ({ [`kee${index}`]: [] })) }),
  'scopes': () => ({ ...cleanDefinition, securityDefinitions: { api_key: { type: 'oauth2', flow: 'accessCode', authorizationUrl: 'https://a.com', tokenUrl: 'https://a.com', scopes: named('scope', many(() => 'Scope')) } } }),
  'metadata': () => ({ ...cleanDefinition, 'x-ms-connector-metadata': many((index) => ({ propertyName: `Websit${index}`, propertyValue: 'https://a.com' })) }),
  'categories': () => ({ ...cleanDefinition, 'x-ms-connector-metadata': [{ propertyName: 'Categories', propertyValue: many(() => 'Productivty').join(';') }] }),
  'schemes': () => ({ ...cleanDefinition, schemes: many(() => 'http') }),
  'a long text': () => ({ ...cleanDefinition, info: { ...cleanDefinition.info, title: 'Api Connector '.repeat(3_000), description: 'a{b@(c) power automate '.repeat(3_000) } }),
  'a text without spaces': () => ({ ...cleanDefinition, host: 'a.'.repeat(30_000), basePath: '/{'.repeat(10_000), info: { ...cleanDefinition.info, description: 'eyJ'.repeat(10_000) } }),
  'hexadecimal digits': () => withSchema({ type: 'string', description: '0123456789abcdef'.repeat(6_000), default: 'A1b2'.repeat(1_000) }),
  'braces and quotes': () => withSchema({ type: 'string', description: '{"\'(['.repeat(15_000) }),
};

const policies = (instances: unknown): object => ({ properties: { ...cleanProperties.properties, policyTemplateInstances: instances } });
const parameters = (named: object): object => ({ properties: { ...cleanProperties.properties, connectionParameters: named } });
const oauth = (settings: object): object => parameters({ token: { type: 'oauthSetting', oAuthSettings: { identityProvider: 'aad', clientId: '1', scopes: [], redirectMode: 'Global', ...settings } } });

const properties: Readonly<Record<string, () => object>> = {
  'policies': () => policies(many((index) => ({ templateId: 'setheader', title: 'Header', parameters: { 'x-ms-apimTemplateParameter.name': 'a', 'x-ms-apimTemplateParameter.value': `@headers('h${index}')`, 'x-ms-apimTemplateParameter.existsAction': 'override', 'x-ms-apimTemplate-policySection': 'Request' } }))),
  'policies without a template': () => policies(many(() => ({ templateId: 'setheadr', title: 'Header', parameters: {} }))),
  'policies that are none': () => policies(many(() => ({}))),
  'operations of a policy': () => policies([{ templateId: 'setheader', title: 'Header', parameters: { 'x-ms-apimTemplate-operationName': many((index) => `GetItm${index}`) } }]),
  'parameters of a policy': () => policies([{ templateId: 'setheader', title: 'Header', parameters: named('x-ms-apimTemplateParameter.nam', many(() => 'a')) }]),
  'expressions': () => policies([{ templateId: 'dynamichosturl', title: 'Host', parameters: { 'x-ms-apimTemplateParameter.urlTemplate': `https://${many((index) => `@connectionParameters('p${index}')`).join('')}` } }]),
  'open expressions': () => policies([{ templateId: 'dynamichosturl', title: 'Host', parameters: { 'x-ms-apimTemplateParameter.urlTemplate': "@connectionParameters('a".repeat(4_000) } }, { templateId: 'setheader', parameters: { 'x-ms-apimTemplateParameter.value': '@{'.repeat(40_000) } }]),
  'connection parameters': () => parameters(named('p', many(() => ({ type: 'string', uiDefinition: { displayName: 'P', constraints: { required: 'true' } } })))),
  'tokens': () => parameters(named('token:T', many(() => ({ type: 'string' })))),
  'sign-ins': () => parameters(named('token', many(() => ({ type: 'oauthSetting', oAuthSettings: { identityProvider: 'oauth2', clientId: '1', scopes: ['a'] } })))),
  'parameter sets': () => ({ properties: { ...cleanProperties.properties, connectionParameterSets: { uiDefinition: {}, values: many((index) => ({ name: `s${index}`, parameters: { p: { type: 'string' } } })) } } }),
  'scopes': () => oauth({ scopes: many((index) => `api://a/Scope${index}`) }),
  'customParameters': () => oauth({ customParameters: named('tenantI', many(() => ({ value: 'x' }))) }),
  'customParameters that differ in case': () => oauth({ customParameters: Object.fromEntries(Array.from({ length: 128 }, (_, index) => [[...'tenantI'].map((letter, bit) => ((index >> bit) & 1 ? letter.toUpperCase() : letter)).join(''), { value: 'x' }])) }),
  'script operations': () => ({ properties: { ...cleanProperties.properties, scriptOperations: many((index) => `GetItm${index}`) } }),
  'capabilities': () => ({ properties: { ...cleanProperties.properties, capabilities: many(() => 'actionss') } }),
  'unknown keys': () => ({ properties: { ...cleanProperties.properties, ...named('policyTemplateInstance', many(() => 1)) } }),
};

/** What looks like a script, of the length. */
const scripts: Readonly<Record<string, string>> = {
  'comparisons': `public class Script : ScriptBase { ${Array.from({ length: 2_000 }, (_, index) => `if (this.Context.OperationId == "GetItm${index}") {}`).join('\n')} }`,
  'cases': `public class Script : ScriptBase { switch (Context.OperationId) { ${Array.from({ length: 4_000 }, (_, index) => `case "Get${index}": break;`).join('\n')} } }`,
  'quotes': '"\\'.repeat(50_000),
  'words': 'Context.OperationId '.repeat(5_000),
  'classes': 'class Script : '.repeat(7_000),
  'switches': 'switch (Context.OperationId) { case '.repeat(3_000),
  'comments': '/* // '.repeat(16_000),
  'verbatim': '@$"{'.repeat(25_000),
};

/** In YAML the rules are the same: these are the ones that ask where a part of a text is written, and whose fixes move lines. */
const ALSO_IN_YAML: ReadonlySet<string> = new Set([
  'a long text', 'a text without spaces', 'categories', 'expressions', 'open expressions', 'braces and quotes', 'paths', 'parameters', 'allOf', 'the same value in an enum', 'unknown properties', 'unknown keys',
]);

for (const format of ['json', 'yaml'] as const) {
  const written = (data: unknown): string => (format === 'json' ? JSON.stringify(data, null, 2) : stringify(data, { aliasDuplicateObjects: false }));
  const sound = { definition: written(cleanDefinition), properties: written(cleanProperties) };
  describe(`a hundred kilobytes of one thing (${format})`, () => {
    for (const [file, makers] of [['definition', definitions], ['properties', properties]] as const) {
      for (const [name, make] of Object.entries(makers).filter(([name]) => format === 'json' || ALSO_IN_YAML.has(name) || process.env['FUZZ'] !== undefined)) {
        test(`${file}: ${name}`, async () => { await look({ ...sound, [file]: written(make()) }, format, true); });
      }
    }
  });
}

describe('a hundred kilobytes of script', () => {
  for (const [name, script] of Object.entries(scripts)) {
    test(name, async () => {
      await look({ definition: JSON.stringify(cleanDefinition), properties: JSON.stringify(cleanProperties), script }, 'json', true);
    });
  }
});

describe('aliases of YAML', () => {
  const bomb = (wrap: (inner: string) => string): string => ['b0: &b0 {type: string}', ...Array.from({ length: 20 }, (_, index) => `b${index + 1}: &b${index + 1} ${wrap(`*b${index}`)}`)].join('\n');
  for (const [name, wrap] of Object.entries<(inner: string) => string>({
    'lists of lists': (inner) => `[${Array(8).fill(inner).join(', ')}]`,
    'schemas of schemas': (inner) => `{type: object, properties: {${Array.from({ length: 8 }, (_, index) => `p${index}: ${inner}`).join(', ')}}}`,
    'merged': (inner) => `{<<: [${Array(8).fill(inner).join(', ')}], a: ${inner}}`,
  })) {
    test(name, async () => {
      const text = `${stringify(cleanDefinition)}${bomb(wrap)}\n`;
      await look({ definition: `${text}x-bomb: *b20\n`, properties: stringify(cleanProperties) }, 'yaml', true);
      await look({ definition: text.replace('definitions:\n', 'definitions:\n  Bomb: *b20\n'), properties: stringify(cleanProperties) }, 'yaml', true);
      await look({ definition: `${bomb(wrap)}\ndefinitions:\n  Bomb: *b20\n${stringify(cleanDefinition).replace(/^definitions:/m, 'x-definitions:')}`, properties: `${bomb(wrap)}\n${stringify(cleanProperties)}` }, 'yaml', true);
    });
  }
});

/** What the rules about files and the root of a definition say beside their examples, and how they mend texts. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkConnector } from '../../../../src/authoring/check.ts';
import { modelOfTexts } from '../../../../src/authoring/model/build-model.ts';
import { documentRules } from '../../../../src/authoring/rules/document/index.ts';
import { operationRules } from '../../../../src/authoring/rules/operations/index.ts';
import { applyTextEdits } from '../../../../src/connector/edit-sequence.ts';
import { cleanDefinition, partsOf } from '../clean-connector.ts';

const rules = [...documentRules, ...operationRules];
const { files, texts: { properties } } = partsOf({});

function findings(definition: string, format: 'json' | 'yaml' = 'json', more: { readonly properties?: string; readonly script?: string } = {}) {
  const connector = modelOfTexts({ ...files, definition: `${files.folder}/apiDefinition.swagger.${format}`, script: more.script === undefined ? undefined : `${files.folder}/script.csx` }, { definition, properties, ...more });
  return checkConnector(connector, rules, { profile: 'certify', rules: {} });
}

function said(definition: string, format: 'json' | 'yaml' = 'json'): string[] {
  return findings(definition, format).map(({ rule, severity }) => `${rule} ${severity}`);
}

/** The text after the best fix of the first finding, or of a rule's first one, and whether that may be applied unseen. */
function mended(definition: string, format: 'json' | 'yaml' = 'json', by?: string): { readonly text: string; readonly safe: boolean } | undefined {
  const fix = findings(definition, format).find(({ rule }) => by === undefined || rule === by)?.fixes?.()[0];
  return fix && { text: applyTextEdits(definition, fix.changes[0]?.edits ?? []), safe: fix.safe };
}

/** The clean definition with members of its root changed; undefined takes one away. */
function withRoot(members: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...cleanDefinition, ...members }, null, 2);
}

describe('syntax', () => {
  const clean = JSON.stringify(cleanDefinition, null, 2);

  test('a missing comma is put in, and safe where that makes the file whole', () => {
    assert.deepEqual(mended(clean.replace('"2.0",', '"2.0"')), { text: clean, safe: true });
    assert.equal(mended(clean.replace('"2.0",', '"2.0"').slice(0, -3))?.safe, false);
  });

  test('brackets that are missing at the end are put in', () => {
    const cut = clean.slice(0, clean.lastIndexOf(']'));
    const { text } = mended(cut) ?? { text: '' };
    assert.deepEqual(JSON.parse(text), cleanDefinition);
    assert.equal(mended('{ "swagger": "2.0"')?.text, '{ "swagger": "2.0"}');
    assert.deepEqual(said('{ "swagger": "2.0"'), ['document-syntax error']);
  });

  test('a bracket that is missing inside is put where indentation says', () => {
    const list = JSON.stringify({ ...cleanDefinition, info: { ...cleanDefinition.info, 'x-ms-keywords': ['shelf', 'copies'] } }, null, 2);
    assert.deepEqual(mended(list.replace('"copies"\n    ]\n', '"copies"\n')), { text: list, safe: true });
  });

  test('a raw tab in a text becomes an escape', () => {
    assert.deepEqual(mended(clean.replace('Gets one', 'Gets\tone')), { text: clean.replace('Gets one', 'Gets\\tone'), safe: true });
  });

  test('a broken file has twenty findings at most, and its follow-up errors no end', () => {
    assert.equal(said('{ x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x }'.replaceAll('x', '"a" 1,')).filter((line) => line.startsWith('document-syntax')).length, 20);
  });

  test('YAML is read as YAML: comments and a byte order mark are fine, tags and merge keys are not', () => {
    const yaml = '\uFEFF# The shelf\n' + clean;
    assert.deepEqual(said(yaml, 'yaml'), []);
    assert.deepEqual(said(clean.replace('{', '{ <<: { a: 1 },'), 'yaml').filter((line) => line.startsWith('document')), ['document-syntax error']);
  });

  test('comments go with their line where they have it to themselves', () => {
    const start = '{\n  // The version\n  "swagger"';
    assert.deepEqual(mended(clean.replace('{\n  "swagger"', start)), { text: clean, safe: true });
    assert.deepEqual(mended(clean.replace('"2.0",', '"2.0", // for good')), { text: clean, safe: true });
    assert.equal(mended(clean.replace('"2.0",', '"2.0", /* connector-studio-disable host-missing */'))?.safe, false);
  });

  test('equal duplicates are a warning and lose their first safely, others are an error', () => {
    const twice = clean.replace('"host"', '"swagger": "2.0",\n  "host"');
    assert.deepEqual(said(twice), ['duplicate-key warning']);
    assert.deepEqual(mended(twice)?.safe, true);
    assert.deepEqual(JSON.parse(mended(twice)?.text ?? ''), cleanDefinition);
    const other = clean.replace('"host"', '"host": "other.contoso.com",\n  "host"');
    assert.deepEqual(said(other), ['duplicate-key error']);
    assert.deepEqual(mended(other), { text: clean, safe: false });
  });

  test('duplicates in YAML are mended as well', () => {
    assert.equal(mended('swagger: "2.0"\nhost: a.contoso.com\nhost: b.contoso.com\n', 'yaml', 'duplicate-key')?.text, 'swagger: "2.0"\nhost: b.contoso.com\n');
  });

  test('an empty file is empty whether JSON or YAML, and a broken one is not', () => {
    for (const text of ['', ' \n']) for (const format of ['json', 'yaml'] as const) assert.deepEqual(said(text, format), ['file-object error']);
    assert.deepEqual(said('# nothing yet\n', 'yaml'), ['file-object error']);
    assert.deepEqual(said('}'), ['document-syntax error']);
    assert.deepEqual(said('- a', 'yaml'), ['file-object error']);
  });
});

describe('files', () => {
  test('what is named and cannot be read is said to be so, settings included', () => {
    const connector = modelOfTexts({ ...files, settings: `${files.folder}/settings.json` }, { definition: JSON.stringify(cleanDefinition) });
    assert.deepEqual(checkConnector(connector, documentRules, { profile: 'build', rules: {} }).map(({ file, rule }) => `${file} ${rule}`), ['properties file-missing', 'settings file-missing']);
  });

  test('a missing definition has no place to be shown at', () => {
    const connector = modelOfTexts({ ...files, definition: undefined }, { properties });
    assert.deepEqual(checkConnector(connector, documentRules, { profile: 'build', rules: {} }).map(({ uri, rule }) => [uri, rule]), [[undefined, 'file-missing']]);
  });
});

describe('the version', () => {
  test('OpenAPI 3 is explained by one finding, whatever else is OpenAPI 3 about the document', () => {
    const openapi = { openapi: '3.0.3', info: { title: 'Shelf', version: '1' }, servers: [], components: { schemas: {} }, paths: { '/items': { get: { operationId: 'GetItems', summary: 'Get items', description: 'Gets items.', requestBody: {}, responses: { 200: { description: 'OK', content: {} } } } } } };
    assert.deepEqual(findings(JSON.stringify(openapi)).filter(({ severity }) => severity === 'error').map(({ rule }) => rule), ['swagger-version']);
  });

  test('a number and a longer version are the same in other signs', () => {
    assert.deepEqual(mended(withRoot({ swagger: 2 })), { text: withRoot({}), safe: true });
    assert.deepEqual(mended(withRoot({ swagger: '2.0.0' })), { text: withRoot({}), safe: true });
    assert.deepEqual(mended(withRoot({ swagger: '1.2' })), { text: withRoot({}), safe: false });
    assert.equal(mended('swagger: 2.0\nhost: a.contoso.com\n', 'yaml', 'swagger-version')?.text, 'swagger: "2.0"\nhost: a.contoso.com\n');
  });
});

describe('properties of OpenAPI 2.0', () => {
  test('what is misspelt is not missing as well', () => {
    assert.deepEqual(said(JSON.stringify(cleanDefinition).replace('"host"', '"Host"')), ['property-unknown error']);
    assert.deepEqual(said(JSON.stringify(cleanDefinition).replace('"schemes"', '"scheme"')), ['property-unknown error']);
    assert.deepEqual(said(JSON.stringify(cleanDefinition).replace('"operationId"', '"operationID"')), ['property-unknown error']);
  });

  test('another case is mended unseen, another word is not', () => {
    assert.equal(mended(JSON.stringify(cleanDefinition).replace('"basePath"', '"basepath"'))?.safe, true);
    assert.equal(mended(JSON.stringify(cleanDefinition).replace('"schemes"', '"scheme"'))?.safe, false);
  });

  test('a member of the root that stands in a path moves there', () => {
    const { security, ...rest } = cleanDefinition;
    const misplaced = { ...rest, paths: { '/items/{id}': { ...rest.paths['/items/{id}'], security } } };
    assert.deepEqual(JSON.parse(mended(JSON.stringify(misplaced))?.text ?? ''), { ...rest, security });
  });

  test('extensions are left alone, with a small x', () => {
    assert.deepEqual(said(withRoot({ 'x-note': 1 })), []);
    assert.deepEqual(mended(withRoot({ 'X-note': 1 })), { text: withRoot({ 'x-note': 1 }), safe: true });
  });
});

describe('OpenAPI 3 in a definition of OpenAPI 2.0', () => {
  test('basic and bearer become what OpenAPI 2.0 calls them', () => {
    const scheme = (value: object): unknown => (JSON.parse(mended(withRoot({ securityDefinitions: { api_key: value } }))?.text ?? '') as { readonly securityDefinitions: { readonly api_key: unknown } }).securityDefinitions.api_key;
    assert.deepEqual(scheme({ type: 'http', scheme: 'basic', description: 'Name and password' }), { type: 'basic', description: 'Name and password' });
    assert.deepEqual(scheme({ type: 'http', scheme: 'bearer' }), { type: 'apiKey', in: 'header', name: 'Authorization' });
  });

  test('a field that is called nullable or oneOf is none of it', () => {
    assert.deepEqual(said(withRoot({ definitions: { Item: { type: 'object', properties: { nullable: { type: 'boolean' }, oneOf: { type: 'string' }, type: { type: 'string' } } } } })), []);
  });

  test('a list of types loses null, and needs a choice where there are several', () => {
    const item = (type: unknown) => withRoot({ definitions: { Item: { type: 'object', properties: { name: { type } } } } });
    assert.deepEqual(JSON.parse(mended(item(['string', 'null']))?.text ?? ''), JSON.parse(item('string')));
    assert.equal(mended(item(['string', 'number'])), undefined);
  });
});

describe('host', () => {
  test('a protocol goes, and a path moves to the base path', () => {
    assert.deepEqual(mended(withRoot({ host: 'https://shelf.contoso.com/' })), { text: withRoot({}), safe: true });
    assert.deepEqual(mended(withRoot({ host: 'shelf.contoso.com/api' })), { text: withRoot({ basePath: '/api/v1' }), safe: false });
  });

  test('ports, addresses of the cloud and environment variables are fine', () => {
    for (const host of ['shelf.contoso.com:8443', 'shelf-prod.azurewebsites.net', '10.0.0.7', '@environmentVariables("new_Host")', 'latest.contoso.com', 'qa.com', 'mockster.dev']) assert.deepEqual(said(withRoot({ host })), [], host);
  });

  test('a placeholder does no harm where a policy or a script sets the address', () => {
    const definition = withRoot({ host: 'www.example.com' });
    assert.deepEqual(said(definition), ['host-placeholder warning']);
    assert.deepEqual(findings(definition, 'json', { script: 'public class Script : ScriptBase { }' }), []);
    const policy = { templateId: 'DynamicHostUrl', title: 'Host', parameters: { 'x-ms-apimTemplateParameter.urlTemplate': 'https://@connectionParameters(\'site\')' } };
    const parsed = JSON.parse(properties ?? '') as { readonly properties: object };
    assert.deepEqual(findings(definition, 'json', { properties: JSON.stringify({ properties: { ...parsed.properties, policyTemplateInstances: [policy] } }) }), []);
  });
});

describe('schemes', () => {
  test('an http behind https goes unseen, one before it does not: the platform takes the first', () => {
    assert.deepEqual(mended(withRoot({ schemes: ['https', 'http'] })), { text: withRoot({ schemes: ['https'] }), safe: true });
    assert.deepEqual(mended(withRoot({ schemes: ['http', 'https'] })), { text: withRoot({ schemes: ['https'] }), safe: false });
  });
});

describe('size', () => {
  const padded = (indent: number): string => `${withRoot({}).replace('\n', `\n${' '.repeat(indent)}`)}`;

  test('what only indentation makes too long is an information, more than 1 MB a warning', () => {
    assert.deepEqual(said(padded(10)), []);
    assert.deepEqual(said(padded(500_000)), ['definition-size information']);
    assert.deepEqual(said(padded(1_000_000)), ['definition-size warning']);
    assert.deepEqual(said(withRoot({ 'x-note': 'text '.repeat(100_000) })), ['definition-size warning']);
  });
});

/** Providers, APIs and extensions: each catalogue against itself and against what published connectors really use. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { extension, extensions, type ExtensionPlace } from '../../../../src/authoring/catalogue/extensions.ts';
import { customParameter, identityProvider, identityProviders } from '../../../../src/authoring/catalogue/identity-providers.ts';
import { microsoftApi, microsoftApis } from '../../../../src/authoring/catalogue/microsoft-apis.ts';
import { connectionParametersOf } from '../../../../src/connector/connection-parameters.ts';
import { fieldOf, isObject } from '../../../../src/connector/json-value.ts';
import { parseDocument, toValue } from '../../../../src/connector/syntax-tree.ts';

const corpus = fileURLToPath(new URL('../../../../../shared/corpus/', import.meta.url));
const skip = existsSync(corpus) ? false : 'no published connectors at ../shared/corpus';
const SENTENCE = /^[A-Z].*\.$/;
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function dataOf(pattern: string): { file: string; data: unknown }[] {
  return globSync(pattern, { cwd: corpus }).map((file) => {
    const { root } = parseDocument(readFileSync(`${corpus}/${file}`, 'utf8'), 'json');
    return { file, data: root && toValue(root) };
  });
}

describe('identity providers', () => {
  test('are unique and found in any case, and so are their parameters', () => {
    assert.equal(new Set(identityProviders.map(({ name }) => name.toLowerCase())).size, identityProviders.length);
    const aad = identityProvider('AAD');
    assert.ok(aad);
    assert.equal(aad.name, 'aad');
    assert.equal(customParameter(aad, 'ResourceUri')?.name, 'resourceUri');
    assert.equal(identityProvider('docusign')?.name, 'DocuSign');
    assert.equal(identityProvider('okta'), undefined);
  });

  test('describe themselves in sentences, with an example of each closed value', () => {
    for (const { name, description, customParameters } of identityProviders) {
      assert.match(description, SENTENCE, name);
      for (const parameter of customParameters) {
        assert.match(parameter.description, SENTENCE, `${name}.${parameter.name}`);
        assert.ok(!parameter.values || parameter.values.includes(parameter.example), `${name}.${parameter.name}`);
      }
    }
  });

  test('are those of published connectors, with the parameters these set', { skip }, () => {
    let seen = 0;
    for (const { file, data } of dataOf('**/apiProperties.json')) {
      for (const { parameter, oauth } of connectionParametersOf(fieldOf(data, 'properties'))) {
        if (!oauth) continue;
        const settings = fieldOf(parameter, 'oAuthSettings');
        const provider = identityProvider(String(fieldOf(settings, 'identityProvider')));
        assert.ok(provider, file);
        // Free names, for a provider whose hosts differ by region.
        const free = isObject(fieldOf(settings, 'additionalParameters'));
        for (const key of Object.keys(fieldOf(settings, 'customParameters') ?? {})) {
          assert.ok(free || customParameter(provider, key), `${file}: ${provider.name} has ${key}`);
        }
        seen++;
      }
    }
    assert.ok(seen > 20);
  });
});

describe('Microsoft APIs', () => {
  test('have GUIDs of their own, https URIs and scopes in sentences', () => {
    assert.equal(new Set(microsoftApis.map(({ appId }) => appId)).size, microsoftApis.length);
    for (const { name, appId, resourceUri, scopes, documentation } of microsoftApis) {
      assert.match(appId, GUID, name);
      assert.ok(resourceUri === appId || resourceUri.startsWith('https://'), name);
      assert.match(documentation, /^https:\/\/learn\.microsoft\.com\//, name);
      assert.equal(new Set(scopes.map((scope) => scope.name)).size, scopes.length, name);
      for (const scope of scopes) assert.match(scope.description, SENTENCE, `${name} ${scope.name}`);
    }
  });

  test('are found by URI with or without slash, by application id, and by the host of an organization', () => {
    assert.equal(microsoftApi('https://GRAPH.microsoft.com')?.name, 'Microsoft Graph');
    assert.equal(microsoftApi('00000003-0000-0000-C000-000000000000')?.name, 'Microsoft Graph');
    assert.equal(microsoftApi('https://management.core.windows.net')?.name, 'Azure Resource Manager');
    assert.equal(microsoftApi('https://org1.crm9.dynamics.com/')?.name, 'Dataverse');
    assert.equal(microsoftApi('https://fabrikam.sharepoint.com')?.name, 'SharePoint Online');
    assert.equal(microsoftApi('https://graph.microsoft.com.example.com'), undefined);
    assert.equal(microsoftApi('api://my-app'), undefined);
  });
});

/** Misspelt in published connectors: these must not be in the catalogue, so that a rule can find them. */
const MISSPELT = ['x-ms-summary title', 'x-ms-visibilty', 'x-ms-enum-value', 'x-ms-summmary', 'x-ms-sumamry', 'x-ms-visbility', 'x-ms-api-annotations', 'x-ms  -summary', 'x-ms-visibiltiy', 'x-ms-summary:', 'x-ms-tooltip', 'x-ms-description'];

describe('extensions', () => {
  test('are unique, found in any case, described in sentences, and none is a misspelling', () => {
    assert.equal(new Set(extensions.map(({ name }) => name)).size, extensions.length);
    assert.equal(extension('X-MS-Summary')?.name, 'x-ms-summary');
    for (const { name, description, places } of extensions) {
      assert.match(description, SENTENCE, name);
      assert.ok(places.length > 0, name);
    }
    for (const name of MISSPELT) assert.equal(extension(name), undefined, name);
  });

  test('are those of published connectors, at the places where these have them', { skip }, () => {
    let seen = 0;
    for (const { file, data } of dataOf('**/*.swagger.json')) {
      for (const [name, place, value] of extensionsOf(data)) {
        if (MISSPELT.includes(name)) continue;
        const known = extension(name);
        assert.ok(known, `${file}: ${name}`);
        const wanted: readonly ExtensionPlace[] = [...known.places, ...(known.seenOn ?? [])];
        assert.ok(wanted.includes(place), `${file}: ${name} on ${place}`);
        // Wrong in two connectors: a number as title, and the name of an operation alone.
        if (known.valueKind !== 'any' && known.name !== 'x-ms-summary' && !known.name.startsWith('x-ms-dynamic')) {
          const kind = Array.isArray(value) ? 'array' : typeof value;
          assert.ok(kind === known.valueKind || known.name === 'x-ms-openai-manifest', `${file}: ${name} is ${kind}`);
        }
        seen++;
      }
    }
    assert.ok(seen > 1000);
  });
});

type Found = readonly [name: string, place: ExtensionPlace, value: unknown];

function* extensionsOf(definition: unknown): Generator<Found> {
  if (!isObject(definition)) return;
  yield* own(definition, 'root');
  yield* own(definition.info, 'info');
  yield* each(definition.definitions, schema);
  yield* each(definition.parameters, parameter);
  yield* each(definition.responses, response);
  yield* each(definition.securityDefinitions, (value) => own(value, 'securityScheme'));
  yield* each(definition.paths, function* (item): Generator<Found> {
    yield* own(item, 'pathItem');
    yield* each(fieldOf(item, 'parameters'), parameter);
    const content = fieldOf(item, 'x-ms-notification-content');
    yield* own(content, 'notificationContent');
    yield* schema(fieldOf(content, 'schema'));
    for (const method of ['get', 'put', 'post', 'delete', 'options', 'head', 'patch']) {
      const operation = fieldOf(item, method);
      yield* own(operation, 'operation');
      yield* each(fieldOf(operation, 'parameters'), parameter);
      yield* each(fieldOf(operation, 'responses'), response);
    }
  });
}

function* own(value: unknown, place: ExtensionPlace): Generator<Found> {
  if (!isObject(value)) return;
  for (const [key, item] of Object.entries(value)) if (key.startsWith('x-ms')) yield [key, place, item];
}

function* each(container: unknown, visit: (value: unknown) => Generator<Found>): Generator<Found> {
  for (const value of Object.values(container ?? {})) yield* visit(value);
}

function* parameter(value: unknown): Generator<Found> {
  const place = fieldOf(value, 'in');
  if (typeof place !== 'string') return;
  yield* own(value, `parameter:${place}` as ExtensionPlace);
  yield* schema(fieldOf(value, 'schema'));
}

function* response(value: unknown): Generator<Found> {
  yield* own(value, 'response');
  yield* schema(fieldOf(value, 'schema'));
  yield* each(fieldOf(value, 'headers'), (header) => own(header, 'header'));
}

function* schema(value: unknown): Generator<Found> {
  if (!isObject(value)) return;
  yield* own(value, 'schema');
  yield* each(value.properties, schema);
  yield* schema(value.items);
  yield* schema(value.additionalProperties);
  yield* each(value.allOf, schema);
}

/** The schemas as texts for people and as data for editors: complete, valid, and at one with the catalogue. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Ajv } from 'ajv';
import type { JSONSchema } from 'vscode-json-languageservice';
import { parseDocument } from '../../../../src/connector/syntax-tree.ts';
import { extensions } from '../../../../src/authoring/catalogue/extensions.ts';
import { identityProviders } from '../../../../src/authoring/catalogue/identity-providers.ts';
import { policyTemplates } from '../../../../src/authoring/catalogue/policy-templates.ts';
import { CAPABILITIES, CONNECTION_PARAMETER_TYPES, REDIRECT_MODES } from '../../../../src/authoring/catalogue/property-keys.ts';
import { checkSchema, schemaService } from '../../../../src/authoring/schema/check-schema.ts';
import { compileGate } from '../../../../src/authoring/schema/schema-gate.ts';
import { SCHEMA_KINDS, loadSchemas } from '../../../../src/authoring/schema/schema-kind.ts';
import { fillIn, readSnippet } from '../../../../src/authoring/schema/snippet-text.ts';

const schemas = await loadSchemas();

type Part = JSONSchema & { readonly doNotSuggest?: boolean; readonly markdownEnumDescriptions?: readonly string[] };

/** Every schema inside a schema, with where it stands. */
function* partsOf(schema: unknown, path = '#'): Generator<{ readonly part: Part; readonly path: string }> {
  if (Array.isArray(schema)) {
    for (const [index, item] of schema.entries()) yield* partsOf(item, `${path}/${index}`);
  } else if (typeof schema === 'object' && schema !== null) {
    yield { part: schema as Part, path };
    for (const [key, value] of Object.entries(schema)) {
      if (['default', 'defaultSnippets', 'enum', 'const', 'examples', 'required'].includes(key)) continue;
      if (['properties', 'patternProperties', 'definitions'].includes(key)) {
        for (const [name, member] of Object.entries(value as object)) yield* partsOf(member, `${path}/${key}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
      } else yield* partsOf(value, `${path}/${key}`);
    }
  }
}

function at(root: JSONSchema, reference: string): Part {
  return reference.split('/').slice(1).reduce<unknown>((part, segment) => (part as Record<string, unknown>)[decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~')], root) as Part;
}

function follow(root: JSONSchema, part: Part): Part {
  return part.$ref === undefined ? part : { ...at(root, part.$ref), ...part, $ref: at(root, part.$ref).$ref };
}

/** Values that completion offers, however deep among alternatives. */
function offered(part: Part): unknown[] {
  return [...(part.enum ?? []), ...(part.anyOf ?? []).flatMap((alternative) => offered(alternative as Part))];
}

/** A snippet's body as the data it gives when nobody types anything. */
function filled(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(filled);
  if (typeof body === 'object' && body !== null) return Object.fromEntries(Object.entries(body).map(([key, value]) => [filled(key), filled(value)]));
  if (typeof body !== 'string') return body;
  const bare = body.startsWith('^');
  const { text, placeholders } = readSnippet(bare ? body.slice(1) : body);
  return bare ? JSON.parse(fillIn(text, placeholders)) : fillIn(text, placeholders);
}

for (const kind of SCHEMA_KINDS) {
  const root = schemas[kind];
  describe(`the schema of ${kind}`, () => {
    test('is valid draft-07 without remote references', () => {
      const ajv = new Ajv({ strict: false, validateFormats: false });
      assert.ok(ajv.validateSchema(root), JSON.stringify(ajv.errors));
      ajv.compile(root);
      assert.equal(root.$schema, 'http://json-schema.org/draft-07/schema#');
      for (const { part, path } of partsOf(root)) if (part.$ref !== undefined) assert.match(part.$ref, /^#\//, path);
    });

    test('explains each property', () => {
      for (const { part, path } of partsOf(root)) {
        for (const [name, property] of Object.entries(part.properties ?? {}) as [string, Part][]) {
          // Conditions ask; they are shown to nobody.
          if (/\/if$/.test(path)) continue;
          assert.ok(follow(root, property).markdownDescription, `${path}/properties/${name}`);
        }
      }
    });

    test('explains each known value, one by one', () => {
      for (const { part, path } of partsOf(root)) {
        if (part.markdownEnumDescriptions) assert.equal(part.markdownEnumDescriptions.length, part.enum?.length, path);
      }
    });

    test('loses no explanation to the target of a reference, which the JSON service prefers', () => {
      for (const { part, path } of partsOf(root)) {
        if (part.$ref !== undefined && part.markdownDescription !== undefined) assert.equal(at(root, part.$ref).markdownDescription, undefined, path);
      }
    });

    test('has snippets that it accepts itself', () => {
      let count = 0;
      for (const { part, path } of partsOf(root)) {
        if (!part.defaultSnippets?.length) continue;
        const gate = compileGate({ ...part, definitions: root.definitions, properties: part.properties ?? {} });
        for (const { label, body } of part.defaultSnippets) {
          const { root: node } = parseDocument(JSON.stringify(filled(body)), 'json');
          assert.ok(node && gate(node), `${path}: ${label}`);
          count++;
        }
      }
      assert.ok(count > 0);
    });

    test('links to documentation by https', () => {
      for (const { part, path } of partsOf(root)) {
        for (const [, link] of (part.markdownDescription ?? '').matchAll(/\]\(([^)]*)\)/g)) assert.match(link ?? '', /^https:\/\//, path);
      }
    });
  });
}

describe('the schemas and the catalogue', () => {
  const definitions = schemas.definition.definitions as Record<string, Part>;
  const HOLDERS: Readonly<Record<string, Part>> = { root: schemas.definition, notificationContent: definitions['x-ms-notification-content'] as Part };
  const holderOf = (place: string): Part => HOLDERS[place] ?? (definitions[place.split(':')[0] ?? ''] as Part);

  test('the definition has each extension at each of its places, with its values', () => {
    for (const { name, places, values } of extensions) {
      for (const place of places) {
        const property = holderOf(place).properties?.[name] as Part | undefined;
        assert.ok(property, `${name} at ${place}`);
        if (values && !follow(schemas.definition, property).doNotSuggest) assert.deepEqual(offered(follow(schemas.definition, property)), values, name);
      }
    }
  });

  test('the documented extensions link to learn.microsoft.com', () => {
    for (const { name, places, undocumented } of extensions) {
      const property = holderOf(places[0] ?? '').properties?.[name] as Part;
      if (!undocumented) assert.match(follow(schemas.definition, property).markdownDescription ?? '', /https:\/\/learn\.microsoft\.com\//, name);
    }
  });

  test('the properties offer what the catalogue knows', () => {
    const { connector, connectionParameter, oAuthSettings, policyTemplateInstance } = schemas.properties.definitions as Record<string, Part>;
    const property = (part: Part | undefined, name: string): Part => part?.properties?.[name] as Part;
    assert.deepEqual(offered(property(policyTemplateInstance, 'templateId')), policyTemplates.map(({ id }) => id));
    assert.deepEqual(offered(property(oAuthSettings, 'identityProvider')), identityProviders.map(({ name }) => name));
    assert.deepEqual(offered(property(oAuthSettings, 'redirectMode')).sort(), [...REDIRECT_MODES].sort());
    assert.deepEqual(offered(property(connector, 'capabilities').items as Part), CAPABILITIES);
    const types = offered(property(connectionParameter, 'type'));
    // A feature of Logic Apps' own connectors, which custom connectors do not have.
    assert.deepEqual(CONNECTION_PARAMETER_TYPES.filter((type) => !types.includes(type)), ['managedIdentity']);
  });

  test('each policy and identity provider is recognized in any case, and so are its parameters', async () => {
    const service = await schemaService();
    const explained = async (data: unknown, key: string): Promise<string> => {
      const document = parseDocument(JSON.stringify(data), 'json');
      return (await service.hover(document, 'properties', document.text.indexOf(`"${key}"`) + 1))?.markdown ?? '';
    };
    const spellings = [(text: string): string => text, (text: string): string => text.toUpperCase(), (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)];
    for (const spell of spellings) {
      for (const { id, parameters } of policyTemplates) {
        for (const { name, description } of parameters) {
          const key = spell(`x-ms-apimTemplateParameter.${name}`);
          assert.ok((await explained({ properties: { policyTemplateInstances: [{ templateId: spell(id), parameters: { [key]: '' } }] } }, key)).includes(description), `${spell(id)} ${key}`);
        }
      }
      for (const { name, customParameters } of identityProviders) {
        for (const { name: parameter, description } of customParameters) {
          const key = spell(parameter);
          assert.ok((await explained({ properties: { connectionParameters: { token: { oAuthSettings: { identityProvider: spell(name), customParameters: { [key]: { value: '' } } } } } } }, key)).includes(description), `${spell(name)} ${key}`);
        }
      }
    }
  });

  test('unknown values and keys are accepted', async () => {
    const text = JSON.stringify({
      properties: {
        connectionParameters: { a: { type: 'else', else: 1, oAuthSettings: { identityProvider: 'else', redirectMode: 'else', clientAssertionType: 'else', customParameters: { else: { value: 'x' } } } } },
        capabilities: ['else'],
        policyTemplateInstances: [{ templateId: 'else', parameters: { else: 1 } }],
        else: 1,
      },
    });
    assert.deepEqual(await checkSchema(parseDocument(text, 'json'), 'properties'), []);
  });
});

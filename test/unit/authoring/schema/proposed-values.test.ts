/** Keys that VS Code's JSON service completes come with colon and value: without, the text would be broken. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { schemaService, type SchemaKind } from '../../../../src/authoring/schema/check-schema.ts';

const operation = (inside: string): string => `{"paths": {"/a": {"get": {${inside}}}}}`;
const oauth = (inside: string): string => `{"properties": {"connectionParameters": {"token": {"type": "oauthSetting", "oAuthSettings": {${inside}}}}}}`;
const policy = (inside: string): string => `{"properties": {"policyTemplateInstances": [{${inside}}]}}`;

/** Objects in which a key is typed, and keys that are offered there among others. */
const places: readonly (readonly [SchemaKind, text: string, ...keys: string[]])[] = [
  ['definition', '{¦}', 'swagger', 'info', 'paths', 'definitions'],
  ['definition', '{"info": {¦}}', 'title', 'contact', 'x-ms-api-annotation'],
  ['definition', '{"info": {"x-ms-api-annotation": {¦}}}', 'status'],
  ['definition', '{"paths": {"/a": {¦}}}', 'get', 'post'],
  ['definition', operation('¦'), 'operationId', 'x-ms-visibility', 'x-ms-trigger', 'responses'],
  ['definition', operation('"parameters": [{¦}]'), 'name', 'in', 'x-ms-url-encoding', 'x-ms-notification-url'],
  ['definition', operation('"parameters": [{"in": "query", ¦}]'), 'type', 'format', 'default'],
  ['definition', operation('"parameters": [{"in": "body", ¦}]'), 'schema'],
  ['definition', operation('"responses": {"200": {¦}}'), 'description', 'schema', 'headers'],
  ['definition', operation('"responses": {"200": {"headers": {"a": {¦}}}}'), 'type', 'x-ms-visibility'],
  ['definition', operation('"x-ms-trigger-metadata": {¦}'), 'kind', 'mode'],
  ['definition', '{"definitions": {"A": {¦}}}', '$ref', 'type', 'format', 'properties', 'allOf', 'x-ms-visibility'],
  // The most written place of all: fields of an object.
  ['definition', '{"definitions": {"A": {"properties": {"b": {¦}}}}}', 'type', 'x-ms-summary', 'x-ms-dynamic-values'],
  ['definition', '{"definitions": {"A": {"allOf": [{¦}]}}}', '$ref', 'properties'],
  ['definition', '{"securityDefinitions": {"a": {¦}}}', 'type'],
  ['definition', '{"x-ms-connector-metadata": [{¦}]}', 'propertyName', 'propertyValue'],
  ['properties', '{¦}', 'properties'],
  ['properties', '{"properties": {¦}}', 'connectionParameters', 'iconBrandColor', 'policyTemplateInstances', 'scriptOperations'],
  ['properties', '{"properties": {"connectionParameters": {"a": {¦}}}}', 'type', 'oAuthSettings', 'uiDefinition'],
  ['properties', oauth('¦'), 'identityProvider', 'clientId', 'redirectMode', 'customParameters'],
  ['properties', oauth('"identityProvider": "aad", "customParameters": {¦}'), 'loginUri', 'grantType', 'resourceUri'],
  ['properties', oauth('"identityProvider": "oauth2generic", "customParameters": {"tokenUrlQueryStringTemplate": {¦}}'), 'value'],
  ['properties', policy('¦'), 'templateId', 'title', 'parameters'],
  ['properties', policy('"templateId": "setheader", "parameters": {¦}'), 'x-ms-apimTemplateParameter.name', 'x-ms-apimTemplateParameter.existsAction', 'x-ms-apimTemplate-policySection', 'x-ms-apimTemplate-operationName'],
];

describe('keys that the schemas offer', () => {
  for (const [kind, text, ...keys] of places) {
    test(`come with colon and value in ${text}`, async () => {
      const offset = text.indexOf('¦');
      const found = (await (await schemaService()).completeJson(text.replace('¦', ''), kind, offset)).filter((completion) => completion.kind === 'property');
      for (const key of keys) assert.ok(found.some(({ label }) => label === key), `${key} is not among ${found.map(({ label }) => label).join(', ')}`);
      assert.deepEqual(found.filter(({ snippet }) => !/^"(?:[^"\\]|\\.)+": \S/.test(snippet)).map(({ label }) => label), []);
    });
  }

  test('leave the choice where there is one, each value once', async () => {
    const service = await schemaService();
    const offeredAt = async (text: string) => service.completeJson(text.replace('¦', ''), 'definition', text.indexOf('¦'));
    const key = (await offeredAt(operation('¦'))).find(({ label }) => label === 'x-ms-visibility');
    assert.equal(key?.snippet, '"x-ms-visibility": $1');
    const values = await offeredAt(operation('"x-ms-visibility": ¦'));
    assert.deepEqual(values.map(({ label }) => label), ['important', 'advanced', 'internal']);
    assert.ok(values.every(({ markdown }) => markdown), 'a value has lost its description');
  });
});

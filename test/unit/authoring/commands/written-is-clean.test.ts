/** The rules have nothing against what the commands write, but for what its author must fill in. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { policyTemplates } from '../../../../src/authoring/catalogue/policy-templates.ts';
import { checkConnector } from '../../../../src/authoring/check.ts';
import { addOperation, type OperationForm } from '../../../../src/authoring/commands/add-operation.ts';
import { addPolicyEdits } from '../../../../src/authoring/commands/add-policy.ts';
import { addSecurityEdits, type SecurityForm } from '../../../../src/authoring/commands/add-security.ts';
import { importOpenApi } from '../../../../src/authoring/commands/import-openapi.ts';
import { modelOfTexts } from '../../../../src/authoring/model/build-model.ts';
import { rules } from '../../../../src/authoring/rules/index.ts';
import { newConnectorFiles } from '../../../../src/connector/new-connector.ts';
import { parseDocument } from '../../../../src/connector/syntax-tree.ts';
import { applyTextEdits } from '../../../../src/connector/text-edits.ts';
import { people31, pets20, shop30 } from './openapi-samples.ts';

const files = { folder: 'file:///c', folderName: 'c', definition: 'file:///c/apiDefinition.swagger.json', properties: 'file:///c/apiProperties.json' };
const TENANT = '33e01921-4d64-4f8c-a055-5bdaffd5e33d';

/** The rules that speak, without what only the author knows. */
function spoken(definition: string, properties: string, expected: readonly string[] = []): string[] {
  return checkConnector(modelOfTexts(files, { definition, properties }), rules, { profile: 'build', rules: {} })
    .filter(({ severity, rule }) => severity !== 'hint' && severity !== 'information' && !expected.includes(rule))
    .map(({ rule, message }) => `${rule}: ${message}`);
}

function blank(): [string, string] {
  const [definition, properties] = newConnectorFiles({ template: 'blank', title: 'Shelf', description: 'Looks after the items on a shelf and their owners.', format: 'json', host: 'shelf.contoso.com' });
  return [definition?.content ?? '', properties?.content ?? ''];
}

const operations: readonly OperationForm[] = [
  { kind: 'action', method: 'get', path: '/items/{id}', summary: 'Get an item', description: 'Gets an item.' },
  { kind: 'action', method: 'post', path: '/items', summary: 'Add an item', description: 'Adds an item.', body: true, parameters: [{ name: 'dry', in: 'query', type: 'boolean' }] },
  { kind: 'webhookTrigger', method: 'post', path: '/hooks', summary: 'When an item is added', description: 'Fires for each new item.' },
  { kind: 'pollingTrigger', method: 'get', path: '/new', summary: 'When there are new items', description: 'Fires for new items.' },
  { kind: 'pollingTrigger', method: 'get', path: '/changed', summary: 'When items change', description: 'Fires for changed items.', firesFor: 'answer' },
];

const forms: readonly SecurityForm[] = [
  { kind: 'none' },
  { kind: 'apiKey', name: 'X-Key', in: 'header' },
  { kind: 'basic' },
  { kind: 'oauth', identityProvider: 'aad', clientId: TENANT, scopes: ['User.Read'], customParameters: { resourceUri: 'https://graph.microsoft.com/' } },
  { kind: 'oauth', identityProvider: 'oauth2', clientId: 'c', scopes: ['read'], customParameters: { authorizationUrl: 'https://a.contoso.com/a', tokenUrl: 'https://a.contoso.com/t', refreshUrl: 'https://a.contoso.com/t' } },
  { kind: 'managedIdentity', block: { clientId: TENANT, tenantId: TENANT, loginUri: 'https://login.microsoftonline.com', resourceUri: 'https://graph.microsoft.com/', scopes: ['User.Read'], issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`, audience: 'api://AzureADTokenExchange', subject: '' } },
];

describe('the rules have nothing against', () => {
  test('added operations and ways to sign in', () => {
    const [empty, properties] = blank();
    const definition = operations.reduce((text, form) => applyTextEdits(text, addOperation(parseDocument(text, 'json'), form).edits), empty);
    assert.deepEqual(spoken(definition, properties), []);
    for (const form of forms) {
      const edits = addSecurityEdits({ definition: parseDocument(definition, 'json'), properties: parseDocument(properties, 'json') }, form, { replace: true });
      assert.deepEqual(spoken(applyTextEdits(definition, edits.definition), applyTextEdits(properties, edits.properties)), [], JSON.stringify(form));
    }
  });

  test('added policies', () => {
    const [definition, properties] = blank();
    for (const { id, parameters } of policyTemplates) {
      const values = Object.fromEntries(parameters.filter(({ required }) => required).map(({ name, kind }) => [name, kind === 'object' ? {} : kind === 'number' ? 401 : name === 'urlTemplate' ? 'https://a.contoso.com' : '/x']));
      const after = applyTextEdits(properties, addPolicyEdits(parseDocument(properties, 'json'), { templateId: id, parameters: values }));
      assert.deepEqual(spoken(definition, after), [], id);
    }
  });

  test('imported documents', () => {
    // The samples' hosts are those of examples, one is called by http, and the client id is not in the document.
    const authors = ['host-placeholder', 'schemes-https', 'client-id-missing'];
    for (const text of [JSON.stringify(shop30), people31, pets20]) {
      const { definition, properties } = importOpenApi(text);
      assert.deepEqual(spoken(JSON.stringify(definition, null, 2), JSON.stringify(properties, null, 2), authors), []);
    }
  });
});

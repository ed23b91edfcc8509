import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lensesOf, type Lens } from '../../../../src/authoring/features/lenses.ts';
import { referencesAt } from '../../../../src/authoring/features/references.ts';
import { nodeAt, parseDocument } from '../../../../src/connector/syntax-tree.ts';
import { connectorOfTexts, inBothFormats } from './marked-connector.ts';
import { shelfWith } from './shelf.ts';

const both = inBothFormats(shelfWith('definition', 'summary: Get an item', 'summary: Get an item¦'));

function said(lens: Lens): string {
  switch (lens.kind) {
    case 'references':
      return `${lens.of} ${lens.name}: ${lens.count}`;
    case 'testOperation':
      return `test ${lens.operationId}`;
    case 'credential':
      return `${lens.credential}${lens.deployed ? ', deployed' : ''}`;
    default:
      return lens.kind;
  }
}

describe('lenses', () => {
  for (const [format, { connector, texts }] of both) {
    test(`operations can be tested, and all is counted (${format})`, () => {
      const lenses = lensesOf(connector, 'definition');
      assert.deepEqual(lenses.map(said), [
        'test ListShelves', 'operation ListShelves: 3', 'test GetItem', 'operation GetItem: 4', 'test PutItem', 'operation PutItem: 1', 'definition Shelf: 1', 'definition Item: 3',
      ]);
      for (const lens of lenses) {
        if (lens.kind !== 'references') continue;
        // The counts are those of the references themselves.
        const at = lens.of === 'definition' ? lens.range.start : connector.definition?.operationsById.get(lens.name)?.[0]?.idNode?.range.start ?? 0;
        assert.equal(referencesAt(connector, 'definition', at, false).length, lens.count, lens.name);
      }
    });

    test(`a security block with a secret or nothing can go without (${format})`, () => {
      const lenses = lensesOf(connector, 'properties');
      assert.deepEqual(lenses.map(said), ['none', 'configureManagedIdentity']);
      const [lens] = lenses;
      assert.ok(lens && 'pointer' in lens);
      const document = parseDocument(texts.properties ?? '', format);
      assert.equal(nodeAt(document.root, lens.pointer)?.kind, 'object');
      assert.match((texts.properties ?? '').slice(lens.range.start, lens.range.end), /token/);
    });
  }

  test('triggers are not tested', () => {
    const [[, { connector }]] = inBothFormats(shelfWith('definition', 'operationId: GetItem', "operationId: GetItem\n      x-ms-trigger: 'single¦'"));
    assert.ok(!lensesOf(connector, 'definition').some((lens) => lens.kind === 'testOperation' && lens.operationId === 'GetItem'));
  });

  const block = (settings: object): Lens[] => lensesOf(connectorOfTexts({ properties: JSON.stringify({ properties: { connectionParameters: { token: { type: 'oauthSetting', oAuthSettings: settings } } } }) }, 'json'), 'properties');

  test('managed identity is shown and can be verified', () => {
    const settings = { identityProvider: 'aad', clientId: 'x', clientAssertionType: 'GenericFederatedIdentityCredential', customParameters: { grantType: { value: 'authorization_code_with_federated_identity_credentials' } } };
    assert.deepEqual(block(settings).map(said), ['managedIdentity', 'verifyManagedIdentity', 'configureManagedIdentity']);
    const deployed = { ...settings, properties: { FederatedIdentityCredentials: { Issuer: 'https://login.microsoftonline.com/t/v2.0', Subject: '/eid1/c/pub/t/x/a/y/z' } } };
    assert.deepEqual(block(deployed).map(said), ['managedIdentity, deployed', 'verifyManagedIdentity', 'configureManagedIdentity']);
  });

  test('other providers than Entra have no managed identity', () => {
    assert.deepEqual(block({ identityProvider: 'oauth2', clientSecret: 'x' }).map(said), ['secret']);
  });

  test('none of a broken file', () => {
    assert.deepEqual(lensesOf(connectorOfTexts({ definition: '{', properties: '[]' }, 'json'), 'properties'), []);
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chooseCredential, credentialDescription, credentialNameOf } from '../../../src/identity/federated-credential.ts';

const VALUES = { issuer: 'https://login.example/t/v2.0', subject: '/eid1/S', audience: 'api://A' };
const credential = (name: string, change: object = {}): Parameters<typeof chooseCredential>[0][number] => ({ name, issuer: VALUES.issuer, subject: VALUES.subject, audiences: [VALUES.audience], ...change });
const choose = (existing: Parameters<typeof chooseCredential>[0]): string => {
  const { action, name, why } = chooseCredential(existing, VALUES, 'connector-x');
  return [action, name, why].filter(Boolean).join(' ');
};

test('a credential is kept, adopted, changed or created, never doubled', () => {
  assert.equal(choose([]), 'create connector-x');
  assert.equal(choose([credential('connector-x')]), 'keep connector-x');
  assert.equal(choose([credential('by-hand')]), 'keep by-hand adopted');
  assert.equal(choose([credential('by-hand', { audiences: ['api://a'] })]), 'change by-hand drifted');
  assert.equal(choose([credential('connector-x', { subject: '/eid1/old' })]), 'change connector-x drifted');
  assert.equal(choose([credential('connector-x', { subject: '/eid1/s' })]), 'change connector-x caseOnly');
  assert.equal(choose([credential('by-hand', { subject: '/EID1/s' })]), 'change by-hand caseOnly');
  // Where ours has drifted and another one is right, changing ours would break the pair's uniqueness.
  assert.equal(choose([credential('connector-x', { subject: '/eid1/old' }), credential('by-hand')]), 'keep by-hand adopted');
});

test('a flexible credential without subject is left alone', () => {
  assert.equal(choose([credential('flexible', { subject: null })]), 'create connector-x');
});

test('the name is one that Graph takes, the same for the same connector, another for another', () => {
  assert.equal(credentialNameOf('ms-20graph-5f1'), 'connector-ms-20graph-5f1');
  fc.assert(fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 }), (left, right) => {
    const name = credentialNameOf(left);
    assert.match(name, /^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/);
    assert.equal(name, credentialNameOf(left));
    if (left !== right) assert.notEqual(name, credentialNameOf(right));
  }));
});

test('the description stays within 600 characters', () => {
  assert.equal(credentialDescription('x'.repeat(700), 'e').length, 600);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { redactPeople } from '../../../src/connector/redact-people.ts';

test('names and addresses of people go, ids stay, and so does what the author wrote', () => {
  const person = { id: '03043611-d01e-4e58-9fbe-1a18ecb861d8', displayName: 'Mina Park', email: 'mina@woodgrove.example', type: 'User', tenantId: 't', userPrincipalName: 'mina@woodgrove.example' };
  const hidden = { ...person, displayName: '<redacted>', email: '<redacted>', userPrincipalName: '<redacted>' };
  assert.deepEqual(redactPeople({
    displayName: 'MS Graph', description: 'Write to help@contoso.example', createdBy: person,
    metadata: { createdBy: JSON.stringify(person), modifiedBy: 'Mina Park <mina@woodgrove.example>', environmentName: 'Default-x' },
    contact: { name: 'Contoso', email: 'help@contoso.example' }, permissions: [{ principal: person }],
  }), {
    displayName: 'MS Graph', description: 'Write to help@contoso.example', createdBy: hidden,
    metadata: { createdBy: JSON.stringify(hidden), modifiedBy: 'Mina Park <<redacted>>', environmentName: 'Default-x' },
    contact: { name: 'Contoso', email: 'help@contoso.example' }, permissions: [{ principal: hidden }],
  });
});

test('nothing else changes, whatever the data', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => { assert.deepEqual(redactPeople({ a: value }), { a: value }); }));
});

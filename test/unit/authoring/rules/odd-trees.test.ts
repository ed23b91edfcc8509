/** Rules of apiProperties, security and identity on trees of every wrong shape: they say something or nothing, and never throw. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkConnector } from '../../../../src/authoring/check.ts';
import { modelOfTexts } from '../../../../src/authoring/model/build-model.ts';
import { identityRules } from '../../../../src/authoring/rules/identity/index.ts';
import { managedIdentityExample } from '../../../../src/authoring/rules/identity/managed-identity-example.ts';
import { propertiesRules } from '../../../../src/authoring/rules/properties/index.ts';
import { securityRules } from '../../../../src/authoring/rules/security/index.ts';
import { applyTextEdits } from '../../../../src/connector/edit-sequence.ts';
import { cleanDefinition, partsOf } from '../clean-connector.ts';

const rules = [...propertiesRules, ...securityRules, ...identityRules];
const sound = JSON.parse(partsOf(managedIdentityExample()).texts.properties ?? '') as unknown;

/** All paths into a value, its root apart. */
function pathsOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [path] : [];
  const below = Array.isArray(value) ? value.map((item: unknown, index) => [index, item] as const) : Object.entries(value);
  return [...(path.length > 0 ? [path] : []), ...below.flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

function replacedAt(value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  copy[key] = replacedAt(copy[key], rest, by);
  return copy;
}

const ODD: readonly unknown[] = [null, true, 7, '', 'text', [], {}, [null], [[]], { value: {} }, { value: [] }];

function lookAt(texts: { readonly definition?: string; readonly properties?: string }, format: 'json' | 'yaml'): void {
  const { files } = partsOf({}, format);
  const connector = modelOfTexts(files, texts);
  for (const { file, range, message, fixes } of checkConnector(connector, rules, { profile: 'certify', rules: {} })) {
    const text = (file === 'definition' ? texts.definition : texts.properties) ?? '';
    assert.ok(range.start >= 0 && range.start <= range.end && range.end <= text.length, `${message} at ${range.start}–${range.end}`);
    assert.match(message, /[.!?]$/);
    for (const { changes } of fixes?.() ?? []) for (const change of changes) applyTextEdits((change.file === 'definition' ? texts.definition : texts.properties) ?? '', change.edits);
  }
}

for (const format of ['json', 'yaml'] as const) {
  describe(`every value replaced by every kind (${format})`, () => {
    test('apiProperties with managed identity', () => {
      for (const path of pathsOf(sound)) for (const odd of ODD) lookAt({ properties: JSON.stringify(replacedAt(sound, path, odd), null, 2), definition: JSON.stringify(cleanDefinition) }, format);
    });

    test('security of the definition', () => {
      for (const path of pathsOf({ securityDefinitions: { a: { type: 'oauth2', flow: 'implicit', scopes: { read: '' }, tokenUrl: 'https://a.b' } }, security: [{ b: [] }] })) {
        for (const odd of ODD) lookAt({ definition: JSON.stringify(replacedAt({ securityDefinitions: { a: { type: 'oauth2', flow: 'implicit', scopes: { read: '' }, tokenUrl: 'https://a.b' } }, security: [{ b: [] }] }, path, odd)), properties: JSON.stringify(sound) }, format);
      }
    });
  });
}

test('any data at all', () => {
  fc.assert(fc.property(fc.json({ maxDepth: 6 }), fc.json({ maxDepth: 6 }), (properties, definition) => lookAt({ properties, definition }, 'json')), { numRuns: 200 });
});

test('an empty file, and a root that is no object', () => {
  for (const properties of ['', '[]', '7', 'null', '"text"', '{}']) lookAt({ properties }, 'json');
});

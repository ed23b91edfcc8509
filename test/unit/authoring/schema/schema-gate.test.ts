/** The gate against those it stands before: VS Code's JSON service, and ajv as a second opinion. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Ajv } from 'ajv';
import { compileGate } from '../../../../src/authoring/schema/schema-gate.ts';
import { SCHEMA_KINDS, loadSchemas } from '../../../../src/authoring/schema/schema-kind.ts';
import { SchemaService } from '../../../../src/authoring/schema/schema-service.ts';
import { documentOf, samples, withEachReplaced } from './samples.ts';

const schemas = await loadSchemas();
const service = await SchemaService.create();
const ajv = new Ajv({ strict: false, logger: false, formats: { uri: /^[^:/?#]+:/, email: /^[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}$/, color: true } });

describe('the schema gate', () => {
  for (const kind of SCHEMA_KINDS) {
    const gate = compileGate(schemas[kind]);

    test(`passes a ${kind} without fault`, async () => {
      const document = documentOf(samples[kind], 'json');
      assert.deepEqual(await service.validate(document, kind), []);
      assert.ok(document.root && gate(document.root));
    });

    for (const [name, replacement] of [['null', null], ['a number', 1.5], ['a text', 'x'], ['an empty text', ''], ['true', true], ['an object', { x: 1 }], ['a list', [1, 1]]] as const) {
      test(`finds what the JSON service finds in a ${kind}, and ajv as well: ${name} in each place`, async () => {
        const validate = ajv.compile(schemas[kind]);
        let refused = 0;
        for (const changed of withEachReplaced(samples[kind], replacement)) {
          const document = documentOf(changed, 'json');
          assert.ok(document.root);
          const problems = await service.validate(document, kind);
          const passes = gate(document.root);
          assert.equal(passes, problems.length === 0, `${JSON.stringify(changed)}\n${JSON.stringify(problems)}`);
          assert.equal(passes, validate(changed), `${JSON.stringify(changed)}\n${JSON.stringify(validate.errors)}`);
          if (!passes) refused++;
        }
        assert.ok(refused > 0 || name === 'a text' || name === 'an empty text' || (kind === 'settings' && name === 'null'), 'nothing was refused');
      });
    }
  }

  test('refuses a schema with a keyword that it does not know', () => {
    assert.throws(() => compileGate({ properties: { a: { multipleOf: 2 } } }), /multipleOf/);
    assert.throws(() => compileGate({ items: [{ type: 'string' }] }), /tuples/);
    assert.throws(() => compileGate({ format: 'ipv4' }), /ipv4/);
  });

  test('refuses a reference that leads nowhere', () => {
    assert.throws(() => compileGate({ $ref: '#/definitions/none' }), /#\/definitions\/none/);
  });

  test('follows schemas that refer to themselves', () => {
    const gate = compileGate({ definitions: { tree: { type: 'object', additionalProperties: { $ref: '#/definitions/tree' } } }, $ref: '#/definitions/tree' });
    const passes = (data: unknown): boolean | undefined => {
      const { root } = documentOf(data, 'json');
      return root && gate(root);
    };
    assert.equal(passes({ a: { b: { c: {} } } }), true);
    assert.equal(passes({ a: { b: { c: 1 } } }), false);
  });
});

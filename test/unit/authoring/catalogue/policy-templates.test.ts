/** The catalogue against itself and against what published connectors really use. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { POLICY_PARAMETER_PREFIX, POLICY_SECTION_KEY, policyParameter, policyTemplate, policyTemplates } from '../../../../src/authoring/catalogue/policy-templates.ts';
import { parseDocument, toValue } from '../../../../src/connector/syntax-tree.ts';

const corpus = fileURLToPath(new URL('../../../../../shared/corpus/', import.meta.url));
const skip = existsSync(corpus) ? false : 'no published connectors at ../shared/corpus';

test('ids are unique and found in any case', () => {
  assert.equal(new Set(policyTemplates.map(({ id }) => id)).size, policyTemplates.length);
  assert.equal(policyTemplate('SetHeader')?.id, 'setheader');
  assert.equal(policyTemplate('setHeader'), policyTemplate('setheader'));
  assert.equal(policyTemplate('constructor'), undefined);
});

test('parameters are found by key and by bare name', () => {
  const template = policyTemplate('setheader');
  assert.ok(template);
  assert.equal(policyParameter(template, 'x-ms-apimTemplateParameter.existsAction'), policyParameter(template, 'existsaction'));
  assert.equal(policyParameter(template, 'x-ms-apimTemplate-operationName'), undefined);
});

test('every description is a sentence, every default is one of the values', () => {
  for (const template of policyTemplates) {
    assert.match(template.description, /^[A-Z].*\.$/, template.id);
    for (const { name, description, values, default: standard } of template.parameters) {
      assert.match(description, /^[A-Z].*\.$/, `${template.id}.${name}`);
      assert.ok(!values || standard === undefined || values.includes(standard), `${template.id}.${name}`);
    }
  }
});

describe('published connectors', { skip }, () => {
  test('use no template, parameter, value or section that the catalogue does not know, and lack no required one', () => {
    let seen = 0;
    for (const file of globSync('**/apiProperties.json', { cwd: corpus })) {
      const root = parseDocument(readFileSync(`${corpus}/${file}`, 'utf8'), 'json').root;
      const properties = (root && (toValue(root) as { properties?: { policyTemplateInstances?: { templateId: string; type?: string; parameters: Record<string, unknown> }[] } }).properties) ?? {};
      for (const { templateId, type, parameters } of properties.policyTemplateInstances ?? []) {
        const template = policyTemplate(templateId);
        assert.ok(template, `${file}: ${templateId}`);
        assert.equal(type, template.type, `${file}: ${templateId}`);
        for (const [key, value] of Object.entries(parameters)) {
          if (key === POLICY_SECTION_KEY) {
            // Two connectors give dynamichosturl a section, which Microsoft's schema refuses.
            assert.ok(template.id === 'dynamichosturl' || (template.sections as readonly unknown[]).includes(value), `${file}: ${templateId} in ${String(value)}`);
          } else if (key.startsWith(POLICY_PARAMETER_PREFIX)) {
            const parameter = policyParameter(template, key);
            assert.ok(parameter, `${file}: ${templateId} has ${key}`);
            assert.ok(!parameter.values || parameter.values.includes(String(value)), `${file}: ${key} = ${String(value)}`);
            const kind = parameter.kind === 'object' || parameter.kind === 'number' ? parameter.kind : 'string';
            assert.equal(typeof value, kind, `${file}: ${key}`);
          }
        }
        for (const { name, required } of template.parameters) {
          assert.ok(!required || Object.hasOwn(parameters, POLICY_PARAMETER_PREFIX + name), `${file}: ${templateId} lacks ${name}`);
        }
        seen++;
      }
    }
    assert.ok(seen > 100);
  });
});

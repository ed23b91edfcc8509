import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { policyTemplates } from '../../../../src/authoring/catalogue/policy-templates.ts';
import { addPolicyEdits, policyProblems, type PolicyForm } from '../../../../src/authoring/commands/add-policy.ts';
import { parseDocument, toValue } from '../../../../src/connector/syntax-tree.ts';
import { applyTextEdits } from '../../../../src/connector/text-edits.ts';

const corpus = fileURLToPath(new URL('../../../../../shared/corpus/', import.meta.url));
const skip = existsSync(corpus) ? false : 'no published connectors at ../shared/corpus';

const header: PolicyForm = { templateId: 'setheader', parameters: { name: 'Accept', value: 'application/json' } };

interface Policy {
  readonly templateId: string;
  readonly title: string;
  readonly type?: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

function added(text: string, form: PolicyForm, format: 'json' | 'yaml' = 'json'): { text: string; policies: readonly Policy[] } {
  const after = applyTextEdits(text, addPolicyEdits(parseDocument(text, format), form));
  const { root, problems } = parseDocument(after, format);
  assert.deepEqual(problems, []);
  const data = root && (toValue(root) as { properties: { policyTemplateInstances: readonly Policy[] } });
  return { text: after, policies: data?.properties.policyTemplateInstances ?? [] };
}

describe('a policy', () => {
  test('is appended, with its section and operations first', () => {
    const text = '{\n  "properties": {\n    "policyTemplateInstances": [\n      { "templateId": "SetHeader" }\n    ]\n  }\n}\n';
    const { policies } = added(text, { ...header, title: 'Ask for JSON', operations: ['GetUser'], section: 'Response' });
    assert.deepEqual(policies, [{ templateId: 'SetHeader' }, {
      templateId: 'setheader',
      title: 'Ask for JSON',
      parameters: {
        'x-ms-apimTemplate-operationName': ['GetUser'],
        'x-ms-apimTemplate-policySection': 'Response',
        'x-ms-apimTemplateParameter.name': 'Accept',
        'x-ms-apimTemplateParameter.value': 'application/json',
      },
    }]);
  });

  test('makes the list where there is none, in JSON and YAML, and keeps everything else', () => {
    assert.equal(added('properties:\n  # colour\n  iconBrandColor: "#123456" # mine\n', header, 'yaml').text, [
      'properties:', '  # colour', '  iconBrandColor: "#123456" # mine', '  policyTemplateInstances:', '    - templateId: setheader', '      title: Set HTTP header', '      parameters:',
      '        x-ms-apimTemplate-policySection: Request', '        x-ms-apimTemplateParameter.name: Accept', '        x-ms-apimTemplateParameter.value: application/json', '',
    ].join('\n'));
    assert.equal(added('{}', header).policies.length, 1);
    assert.equal(added('{"properties":{"PolicyTemplateInstances":[]}}', header).text.includes('policyTemplateInstances'), false, 'the spelling of the file');
  });

  test('of a polling trigger has its type and an object', () => {
    const { policies } = added('{}', { templateId: 'PollingTrigger', operations: ['OnNew'], parameters: { triggerConfig: { since: '@{triggerBody().next}' }, triggerDataPath: '@triggerBody().data' } });
    assert.deepEqual(policies[0], {
      templateId: 'pollingtrigger',
      title: 'Polling trigger',
      type: 'PollingTrigger',
      parameters: {
        'x-ms-apimTemplate-operationName': ['OnNew'],
        'x-ms-apimTemplateParameter.triggerConfig': { since: '@{triggerBody().next}' },
        'x-ms-apimTemplateParameter.triggerDataPath': '@triggerBody().data',
      },
    });
  });

  test('has no section where the template has none, a number where it takes one, and nothing that is left empty', () => {
    assert.deepEqual(added('{}', { templateId: 'setconnectionstatustounauthenticated', parameters: { statusCode: '401' } }).policies[0]?.parameters, { 'x-ms-apimTemplateParameter.statusCode': 401 });
    assert.deepEqual(Object.keys(added('{}', { templateId: 'routerequesttoendpoint', parameters: { newPath: '/a', httpMethod: '' } }).policies[0]?.parameters ?? {}), ['x-ms-apimTemplateParameter.newPath']);
    const { policies } = added('{}', { templateId: 'stringreplace', parameters: { propertyParentPath: '@body()', sourceString: '.', replacementString: '', newPropertyPath: '@body().a' } });
    assert.equal(policies[0]?.parameters['x-ms-apimTemplateParameter.replacementString'], '', 'a required text may be empty where nothing is a sensible replacement');
  });

  test('of every template can be added from the examples of its parameters', () => {
    for (const { id, parameters } of policyTemplates) {
      const values = Object.fromEntries(parameters.filter(({ required }) => required).map(({ name, kind, example }) => [name, kind === 'object' ? {} : example ?? 'x']));
      const { policies } = added('{"properties":{}}', { templateId: id, parameters: values });
      assert.equal(policies[0]?.templateId, id);
    }
  });
});

describe('the form', () => {
  const problems = (form: Partial<PolicyForm>, ids?: readonly string[]): string[] => policyProblems({ ...header, ...form }, ids).map(({ field, message }) => `${field}: ${message}`);

  test('says what is wrong with each entry, and what to enter', () => {
    assert.deepEqual(problems({}), []);
    assert.deepEqual(problems({ operations: ['A'] }, ['A']), []);
    const cases: readonly [Partial<PolicyForm>, RegExp][] = [
      [{ templateId: 'nothing' }, /^templateId: /],
      [{ parameters: { name: 'A' } }, /^value: Enter header value, such as application\/json/],
      [{ parameters: { name: 'A', value: '' } }, /^value: Enter/],
      [{ parameters: { name: 'A', value: 'x', existsAction: 'replace' } }, /^existsAction: .*override, skip, append/],
      [{ parameters: { name: 'A', value: 'x', nmae: 'y' } }, /^nmae: .*name, value, existsAction/],
      [{ templateId: 'setproperty', section: 'Failure', parameters: { newPropertyParentPathTemplate: 'a', newPropertySubPathTemplate: 'b', propertyValuePathTemplate: 'c' } }, /^section: .*Request or Response/],
      [{ templateId: 'dynamichosturl', section: 'Request', parameters: { urlTemplate: 'https://a' } }, /^section: .*Leave the section out/],
      [{ templateId: 'pollingtrigger', parameters: { triggerConfig: 'x', triggerDataPath: 'y' } }, /^triggerConfig: .*object/],
      [{ templateId: 'setconnectionstatustounauthenticated', parameters: { statusCode: 'x' } }, /^statusCode: .*number/],
    ];
    for (const [form, expected] of cases) {
      const found = problems(form);
      assert.equal(found.length, 1, found.join(' '));
      assert.match(found[0] ?? '', expected);
    }
    assert.match(problems({ operations: ['B'] }, ['b'])[0] ?? '', /^operations: .*no operation B/);
    assert.throws(() => addPolicyEdits(parseDocument('{}', 'json'), { ...header, templateId: 'x' }), { name: 'RefusedFormError' });
  });

  test('an empty or broken file is refused', () => {
    for (const text of ['', '[]', '{"properties":{']) assert.throws(() => addPolicyEdits(parseDocument(text, 'json'), header), { name: 'DocumentNotEditableError' }, text);
  });
});

describe('published connectors', { skip }, () => {
  test('each takes one more policy and keeps those it has', () => {
    let seen = 0;
    for (const file of globSync('**/apiProperties.json', { cwd: corpus })) {
      const text = readFileSync(corpus + file, 'utf8');
      const { root, problems } = parseDocument(text, 'json');
      if (!root || problems.length > 0) continue;
      const before = (toValue(root) as { properties: { policyTemplateInstances?: readonly Policy[] } }).properties.policyTemplateInstances ?? [];
      const { policies } = added(text, header);
      assert.deepEqual(policies.slice(0, -1), before, file);
      assert.equal(policies.at(-1)?.templateId, 'setheader');
      seen++;
    }
    assert.ok(seen > 100);
  });
});

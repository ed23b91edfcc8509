import { POLICY_PARAMETER_PREFIX, policyParameter, policyTemplate } from '../../catalogue/policy-templates.ts';
import { insertMember } from '../../fixes/node-edits.ts';
import type { Fix, Rule } from '../../rule.ts';
import { misspeltKeys } from './policy-keys.ts';
import { headerPolicy, withPolicies } from './policy-example.ts';

export const policyParameterMissing: Rule = {
  id: 'policy-parameter-missing',
  severity: 'error',
  profile: 'build',
  title: 'A policy has the parameters that its template needs.',
  explanation: 'The service refuses a policy that lacks a required parameter of its template.',
  source: '`required` of each template in paconn-apiProperties.schema.json; learn.microsoft.com, custom connectors, policy templates. None of 770 published policies lacks one.',
  published: 0,
  bad: withPolicies(headerPolicy({ value: undefined })),
  good: withPolicies(headerPolicy()),
  check: ({ properties }, report) => {
    for (const { templateId, templateIdNode, parameters, parametersMember } of properties?.policies ?? []) {
      const template = templateId === undefined ? undefined : policyTemplate(templateId);
      // What is known of the others is what a connector or two set, not what the service needs.
      if (!properties || !template || template.seenInTheWild || !templateIdNode) continue;
      const meant = misspeltKeys(template, parametersMember);
      for (const { name, required, default: standard, example } of template.parameters) {
        // A misspelt key is one fault, and policy-parameter-unknown says it.
        if (!required || parameters.has(name.toLowerCase()) || meant.some(({ near }) => policyParameter(template, near)?.name === name)) continue;
        const value = standard ?? '';
        const object = parametersMember?.value.kind === 'object' ? parametersMember.value : undefined;
        const fixes = (): Fix[] => (standard === undefined || !object ? [] : [{ title: `Add "${name}": "${value}"`, safe: true, changes: [{ file: 'properties', edits: insertMember(properties.document, object, POLICY_PARAMETER_PREFIX + name, value) }] }]);
        const such = example === undefined ? '' : ` such as ${example}`;
        report({ file: 'properties', range: parametersMember?.keyRange ?? templateIdNode.range, message: `The policy template "${template.id}" needs the parameter "${POLICY_PARAMETER_PREFIX}${name}". Add it with a value${such}.`, fixes });
      }
    }
  },
};

import { policyParameter, policyTemplate } from '../../catalogue/policy-templates.ts';
import { renameKey } from '../../fixes/node-edits.ts';
import type { Fix, Rule } from '../../rule.ts';
import { headerPolicy, withPolicies } from './policy-example.ts';
import { isKnownKey, misspeltKeys } from './policy-keys.ts';

export const policyParameterUnknown: Rule = {
  id: 'policy-parameter-unknown',
  severity: 'warning',
  profile: 'build',
  title: 'A policy has only parameters that its template knows.',
  explanation: 'A parameter of another name is left out of account. Where it is a required one that is misspelt, the service refuses the policy for lack of it, so that this is an error then.',
  source: '`additionalProperties: false` of each template in paconn-apiProperties.schema.json; no published policy has another parameter.',
  published: 0,
  bad: withPolicies(headerPolicy({ existsAction: undefined, existAction: 'override' })),
  good: withPolicies(headerPolicy()),
  check: ({ properties }, report) => {
    for (const { templateId, parametersMember } of properties?.policies ?? []) {
      const template = templateId === undefined ? undefined : policyTemplate(templateId);
      if (!properties || !template) continue;
      const misspelt = new Map(misspeltKeys(template, parametersMember).map(({ member, near }) => [member, near]));
      for (const member of parametersMember?.value.members ?? []) {
        if (isKnownKey(template, member.key)) continue;
        const near = misspelt.get(member);
        if (near === undefined) {
          report({ file: 'properties', range: member.keyRange, severity: 'hint', message: `The policy template "${template.id}" is not known to have "${member.key}". It has ${template.parameters.map(({ name }) => name).join(', ')}.` });
          continue;
        }
        const parameter = policyParameter(template, near);
        const severity = parameter?.required && !template.seenInTheWild ? 'error' : undefined;
        const fixes = (): Fix[] => [{ title: `Rename to "${near}"`, safe: near.toLowerCase() === member.key.toLowerCase(), changes: [{ file: 'properties', edits: renameKey(properties.document, member, near) }] }];
        report({ file: 'properties', range: member.keyRange, severity, message: `The policy template "${template.id}" does not know "${member.key}". Is "${near}" meant?`, fixes });
      }
    }
  },
};

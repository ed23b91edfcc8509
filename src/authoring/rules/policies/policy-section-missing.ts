import { POLICY_SECTION_KEY, policyTemplate } from '../../catalogue/policy-templates.ts';
import { insertMember } from '../../fixes/node-edits.ts';
import type { Fix, Rule } from '../../rule.ts';
import { headerPolicy, withPolicies } from './policy-example.ts';
import { misspeltKeys } from './policy-keys.ts';

export const policySectionMissing: Rule = {
  id: 'policy-section-missing',
  severity: 'warning',
  profile: 'build',
  title: 'A policy that can run on request or response says on which.',
  explanation: 'Templates that can change the request or the response need `x-ms-apimTemplate-policySection` to know which one is meant.',
  source: '`required` in paconn-apiProperties.schema.json; every published policy of such a template has it.',
  published: 0,
  bad: withPolicies(headerPolicy({ 'x-ms-apimTemplate-policySection': undefined })),
  good: withPolicies(headerPolicy()),
  check: ({ properties }, report) => {
    for (const { templateId, templateIdNode, section, parametersMember } of properties?.policies ?? []) {
      const template = templateId === undefined ? undefined : policyTemplate(templateId);
      const owner = parametersMember?.value;
      if (!properties || !template || !templateIdNode || template.sections.length === 0 || section || owner?.kind !== 'object') continue;
      if (misspeltKeys(template, parametersMember).some(({ near }) => near === POLICY_SECTION_KEY)) continue;
      const fixes = (): Fix[] => template.sections.map((value) => ({ title: `Run it in the section "${value}"`, safe: false, changes: [{ file: 'properties', edits: insertMember(properties.document, owner, POLICY_SECTION_KEY, value) }] }));
      report({ file: 'properties', range: parametersMember?.keyRange ?? templateIdNode.range, message: `This policy does not say where it runs. Add "${POLICY_SECTION_KEY}" with ${template.sections.join(' or ')}.`, fixes });
    }
  },
};

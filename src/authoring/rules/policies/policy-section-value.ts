import { POLICY_SECTION_KEY, policyTemplate, type PolicySection } from '../../catalogue/policy-templates.ts';
import { removeMember, replaceScalar } from '../../fixes/node-edits.ts';
import { memberLike, textOf } from '../../model/nodes.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';
import { headerPolicy, withPolicies } from './policy-example.ts';

const SECTIONS: readonly PolicySection[] = ['Request', 'Response', 'Failure'];

export const policySectionValue: Rule = {
  id: 'policy-section-value',
  severity: 'warning',
  profile: 'build',
  title: 'A policy runs in a section that its template has.',
  explanation: '`x-ms-apimTemplate-policySection` says whether a policy runs on the request, the response or a failure. Templates that change the body know request and response; those that route the request, such as `dynamichosturl`, have no choice and take no section.',
  source: 'paconn-apiProperties.schema.json, policySection of each template; one certified connector gives `dynamichosturl` a section, so that is information only.',
  published: 1,
  bad: withPolicies(headerPolicy({ 'x-ms-apimTemplate-policySection': 'Requests' })),
  good: withPolicies(headerPolicy({ 'x-ms-apimTemplate-policySection': 'Request' })),
  check: ({ properties }, report) => {
    for (const { templateId, section, parametersMember } of properties?.policies ?? []) {
      const template = templateId === undefined ? undefined : policyTemplate(templateId);
      if (!properties || !section) continue;
      const { document } = properties;
      if (template && template.sections.length === 0) {
        const owner = parametersMember?.value;
        const member = memberLike(owner, POLICY_SECTION_KEY);
        if (!owner || !member) continue;
        const fixes = (): Fix[] => [{ title: 'Remove the section', safe: true, changes: [{ file: 'properties', edits: removeMember(document, owner, member) }] }];
        report({ file: 'properties', range: member.keyRange, severity: 'information', tag: 'unnecessary', message: `The policy template "${template.id}" has no sections to choose from, so this says nothing. Remove it.`, fixes });
        continue;
      }
      const allowed = template?.sections ?? SECTIONS;
      const value = textOf(section);
      if (value !== undefined && allowed.some((one) => one.toLowerCase() === value.toLowerCase())) continue;
      const near = value === undefined ? undefined : nearest(value, allowed);
      const offers = section.kind === 'object' || section.kind === 'array' ? [] : near === undefined ? allowed : [near];
      const fixes = (): Fix[] => offers.map((offer) => ({ title: `Write "${offer}"`, safe: offer.toLowerCase() === value?.toLowerCase(), changes: [{ file: 'properties', edits: replaceScalar(document, section, offer) }] }));
      const what = value === undefined ? 'The section of a policy must be text.' : `There is no section "${value}"${template ? ` for the policy template "${template.id}"` : ''}.`;
      report({ file: 'properties', range: section.kind === 'object' || section.kind === 'array' ? { start: section.range.start, end: section.range.start + 1 } : section.range, message: `${what} Write ${allowed.join(' or ')}.`, fixes });
    }
  },
};

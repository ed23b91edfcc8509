import { policyTemplate, policyTemplates } from '../../catalogue/policy-templates.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';
import { headerPolicy, withPolicies } from './policy-example.ts';

const IDS = policyTemplates.map(({ id }) => id);

export const policyTemplateUnknown: Rule = {
  id: 'policy-template-unknown',
  severity: 'warning',
  profile: 'build',
  title: 'A policy names a template that exists.',
  explanation: 'The `templateId` says what a policy does. Microsoft adds templates without telling, so an id that is merely unknown is a hint; one that differs from a known id by a slip of the keyboard is a warning.',
  source: 'learn.microsoft.com, custom connectors, policy templates; enum of paconn-apiProperties.schema.json. The published connectors counted here use three templates that the schema lacks and this list has.',
  published: 3,
  bad: withPolicies({ ...headerPolicy(), templateId: 'setheadre' }),
  good: withPolicies(headerPolicy()),
  check: ({ properties }, report) => {
    for (const { node, templateId, templateIdNode } of properties?.policies ?? []) {
      if (!properties || (templateId !== undefined && policyTemplate(templateId))) continue;
      if (templateId === undefined || !templateIdNode) {
        report({ file: 'properties', range: templateIdNode?.range ?? { start: node.range.start, end: node.range.start + 1 }, message: 'This policy has no templateId, so nothing says what it does. Name a policy template.' });
        continue;
      }
      const near = nearest(templateId, IDS);
      if (near === undefined) {
        report({ file: 'properties', range: templateIdNode.range, severity: 'hint', message: `The policy template "${templateId}" is not known here. Check the id against the documentation of policy templates.` });
        continue;
      }
      const fixes = (): Fix[] => [{ title: `Write "${near}"`, safe: near.toLowerCase() === templateId.toLowerCase(), changes: [{ file: 'properties', edits: replaceScalar(properties.document, templateIdNode, near) }] }];
      report({ file: 'properties', range: templateIdNode.range, message: `There is no policy template "${templateId}". Is "${near}" meant?`, fixes });
    }
  },
};

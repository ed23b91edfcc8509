import { policyTemplate } from '../../catalogue/policy-templates.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import type { Fix, Rule } from '../../rule.ts';
import { headerPolicy, withPolicies } from './policy-example.ts';

export const policyTemplateCase: Rule = {
  id: 'policy-template-case',
  severity: 'hint',
  profile: 'build',
  title: 'The `templateId` of a policy is in lower case.',
  explanation: 'The service finds a template whatever the case of its id, but Microsoft\'s schema and the maker portal write lower case, and other tools compare it to the letter.',
  source: 'Enum of paconn-apiProperties.schema.json; the published connectors counted here write SetProperty, dynamicHostUrl and the like, and work.',
  published: 12,
  bad: withPolicies({ ...headerPolicy(), templateId: 'SetHeader' }),
  good: withPolicies(headerPolicy()),
  check: ({ properties }, report) => {
    for (const { templateId, templateIdNode } of properties?.policies ?? []) {
      const template = templateId === undefined ? undefined : policyTemplate(templateId);
      if (!properties || !template || !templateIdNode || template.id === templateId) continue;
      const fixes = (): Fix[] => [{ title: `Write "${template.id}"`, safe: true, changes: [{ file: 'properties', edits: replaceScalar(properties.document, templateIdNode, template.id) }] }];
      report({ file: 'properties', range: templateIdNode.range, message: `The template id "${templateId}" works, but it is written "${template.id}" everywhere else.`, fixes });
    }
  },
};

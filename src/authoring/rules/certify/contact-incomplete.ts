import { filledText } from '../../model/nodes.ts';
import type { Rule } from '../../rule.ts';
import { contactOf } from './contact.ts';

const FIELDS = ['name', 'url', 'email'] as const;

export const contactIncomplete: Rule = {
  id: 'contact-incomplete',
  severity: 'information',
  profile: 'certify',
  title: 'The contact has a name, a URL and an email address.',
  explanation: 'The submission guide asks for one value of each: the name of the support team, the URL of the support site and the support email.',
  source: 'learn.microsoft.com, custom connectors, certification-submission, product metadata. Of the published connectors, 78 have no url, 22 no email and 5 no name.',
  published: 78,
  bad: { definition: '{ "info": { "contact": { "url": null } } }' },
  good: { definition: '{ "info": { "contact": { "name": "Shelf support", "url": "https://shelf.contoso.com/support", "email": "support@contoso.com" } } }' },
  check: ({ definition }, report) => {
    const { member, node } = contactOf(definition) ?? {};
    if (!member) return;
    const missing = FIELDS.filter((field) => filledText(node, field) === undefined);
    if (missing.length > 0) report({ file: 'definition', range: member.keyRange, message: `The contact lacks ${missing.join(' and ')}. Certification asks for name, url and email.` });
  },
};

import type { Rule } from '../../rule.ts';
import { mayLackContent } from './lost-content.ts';
import { contactOf } from './contact.ts';

export const contactMissing: Rule = {
  id: 'contact-missing',
  severity: 'warning',
  profile: 'certify',
  title: 'A connector for certification has a contact.',
  explanation: '`info.contact` tells users of the published connector where to get help; it is shown on its documentation page.',
  source: 'Certification validator ("The \'contact\' property is required", PowerPlatformConnectors pull requests 683 and 1095); learn.microsoft.com, custom connectors, certification-submission.',
  published: 48,
  bad: { definition: '{ "info": { "contact": null } }' },
  good: { definition: '{ "info": { "contact": { "name": "Shelf support", "url": "https://shelf.contoso.com/support", "email": "support@contoso.com" } } }' },
  check: ({ definition }, report) => {
    const contact = contactOf(definition);
    if (definition && contact && !contact.node && !mayLackContent(definition.document)) report({ file: 'definition', range: contact.info.keyRange, message: 'Certification asks for a contact. Add "contact" with name, url and email to info.' });
  },
};

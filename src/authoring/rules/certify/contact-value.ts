import { filledText, valueOf } from '../../model/nodes.ts';
import type { Rule } from '../../rule.ts';
import { contactOf } from './contact.ts';
import { isAbsoluteUrl } from './web-address.ts';

export const contactValue: Rule = {
  id: 'contact-value',
  severity: 'warning',
  profile: 'certify',
  title: 'URL and email of the contact are what they are called.',
  explanation: 'The validator refuses an email that is no address of ASCII characters, and a URL that is not absolute.',
  source: 'Certification validator, ContactEmailNotValid and UrlNotValid (learn.microsoft.com, custom connectors, certification-swagger-validator-rules).',
  bad: { definition: '{ "info": { "contact": { "email": "support at contoso.com" } } }' },
  good: { definition: '{ "info": { "contact": { "email": "support@contoso.com" } } }' },
  check: ({ definition }, report) => {
    const { node } = contactOf(definition) ?? {};
    const email = filledText(node, 'email');
    const emailNode = valueOf(node, 'email');
    if (emailNode && email !== undefined && !isEmail(email)) report({ file: 'definition', range: emailNode.range, message: `"${email}" is no email address. Write one of ASCII characters, such as support@contoso.com.` });
    const url = filledText(node, 'url');
    const urlNode = valueOf(node, 'url');
    if (urlNode && url !== undefined && !isAbsoluteUrl(url)) report({ file: 'definition', range: urlNode.range, message: `"${url}" is no absolute URL. Begin it with https://.` });
  },
};

function isEmail(text: string): boolean {
  return /^[\x21-\x3f\x41-\x7e]+@[\w-]+(?:\.[\w-]+)+$/.test(text.trim());
}

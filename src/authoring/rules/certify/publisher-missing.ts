import { memberLike, textOf } from '../../model/nodes.ts';
import type { Rule } from '../../rule.ts';
import { mayLackContent } from './lost-content.ts';

export const publisherMissing: Rule = {
  id: 'publisher-missing',
  severity: 'warning',
  profile: 'certify',
  title: 'A connector for certification names its publisher.',
  explanation: '`publisher` is the company or person that answers for the connector; it stands beside the title wherever the connector is listed.',
  source: 'learn.microsoft.com, custom connectors, certification-submission, publisher and stackOwner; reviews in PowerPlatformConnectors pull requests 719, 731 and 1323.',
  published: 63,
  bad: { properties: '{ "properties": { "publisher": null } }' },
  good: { properties: '{ "properties": { "publisher": "Contoso" } }' },
  check: ({ properties }, report) => {
    if (!properties?.node || mayLackContent(properties.document)) return;
    const member = memberLike(properties.node, 'publisher');
    if (textOf(member?.value)?.trim()) return;
    const { start } = properties.node.range;
    const range = member?.value.range ?? memberLike(properties.root, 'properties')?.keyRange ?? { start, end: start + 1 };
    report({ file: 'properties', range, message: 'Certification asks for the publisher. Add "publisher" with the name of your company, or your own.' });
  },
};

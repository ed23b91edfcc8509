import { memberLike, textOf } from '../../model/nodes.ts';
import type { Rule } from '../../rule.ts';
import { mayLackContent } from './lost-content.ts';

export const stackOwnerMissing: Rule = {
  id: 'stack-owner-missing',
  severity: 'warning',
  profile: 'certify',
  title: 'A connector for certification names the owner of the service behind it.',
  explanation: '`stackOwner` is the company whose service the connector calls: the publisher itself, or another one for an independent publisher. `paconn update` does not take the property, so many add it for the submission only.',
  source: 'learn.microsoft.com, custom connectors, certification-submission, publisher and stackOwner; README of paconn, limitations.',
  published: 89,
  bad: { properties: '{ "properties": { "stackOwner": null } }' },
  good: { properties: '{ "properties": { "stackOwner": "Contoso" } }' },
  check: ({ properties }, report) => {
    if (!properties?.node || mayLackContent(properties.document)) return;
    const member = memberLike(properties.node, 'stackOwner');
    if (textOf(member?.value)?.trim()) return;
    const { start } = properties.node.range;
    const range = member?.value.range ?? memberLike(properties.root, 'properties')?.keyRange ?? { start, end: start + 1 };
    report({ file: 'properties', range, message: 'Certification asks for the owner of the service. Add "stackOwner" with the name of the company whose service is called.' });
  },
};

import { removeMember } from '../../fixes/node-edits.ts';
import { memberLike, textOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';

export const stackOwnerWithPaconn: Rule = {
  id: 'stack-owner-with-paconn',
  severity: 'hint',
  profile: 'build',
  title: '`stackOwner` stands in the way of `paconn update`.',
  explanation: 'Certification asks for `stackOwner`, and nearly every published connector has it, but `paconn update` sends it to the service, which answers "Could not find member \'stackOwner\' on object of type \'ApiPropertiesDefinition\'". Said only where settings.json names a connector, so that it is likely to be updated with paconn. *Deploy Connector* leaves the key out by itself.',
  source: 'tools/paconn-cli README, limitations; microsoft/PowerPlatformConnectors#754 and #614.',
  bad: { settings: '{ "connectorId": "shared_shelf", "environment": "Default-00000000-0000-0000-0000-000000000001" }' },
  good: { settings: '{ "environment": "Default-00000000-0000-0000-0000-000000000001" }' },
  check: ({ properties, documents }, report) => {
    const { settings } = documents;
    const member = memberLike(properties?.node, 'stackOwner');
    if (!properties?.node || !member || !textOf(memberLike(settings?.root, 'connectorId')?.value)) return;
    const { document, node } = properties;
    const fixes = (): Fix[] => [{ title: 'Remove "stackOwner"', safe: false, changes: [{ file: 'properties', edits: removeMember(document, node, member) }] }];
    report({ file: 'properties', range: member.keyRange, message: '"paconn update" fails while "stackOwner" is here, yet certification asks for it. Remove it while you update with paconn; Deploy Connector leaves it out by itself.', fixes });
  },
};

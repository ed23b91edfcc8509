import { definitionFix } from '../../fixes/definition-fix.ts';
import { moveMember } from '../../fixes/move-member.ts';
import { removeMember } from '../../fixes/node-edits.ts';
import { memberOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { CONTENT } from './notification-content-missing.ts';
import { NOTIFICATION, withWebhook } from './trigger-example.ts';

export const notificationContentMisplaced: Rule = {
  id: 'notification-content-misplaced',
  severity: 'error',
  profile: 'build',
  title: '`x-ms-notification-content` stands on the path, beside the operation.',
  explanation: 'Within the operation it is not read, and the webhook has no outputs.',
  source: 'learn.microsoft.com, custom connectors, "Use a webhook as a trigger"; all 694 in published connectors stand on the path.',
  published: 0,
  bad: withWebhook({ path: { [CONTENT]: undefined }, operation: { [CONTENT]: NOTIFICATION } }),
  good: withWebhook({}),
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const { node, path, member: method } of definition.operations) {
      const member = memberOf(node, CONTENT);
      if (!member) continue;
      const fixes = (): Fix[] => {
        const edits = path.notificationContent ? removeMember(document, node, member) : moveMember(document, node, member, ['paths', path.path]);
        if (edits.length === 0) return [];
        return [path.notificationContent ? definitionFix('Remove it here', false, edits) : definitionFix('Move it to the path', true, edits)];
      };
      report({ file: 'definition', range: member.keyRange, message: `"${CONTENT}" is not read within an operation. Move it to the path, beside "${method.key}".`, fixes });
    }
  },
};

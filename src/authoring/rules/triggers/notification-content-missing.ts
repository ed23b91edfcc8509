import { definitionFix } from '../../fixes/definition-fix.ts';
import { insertMember } from '../../fixes/node-edits.ts';
import { memberOf } from '../../model/nodes.ts';
import { webhooksOf } from '../../model/webhooks.ts';
import type { Fix, Rule } from '../../rule.ts';
import { withWebhook } from './trigger-example.ts';

export const CONTENT = 'x-ms-notification-content';

export const notificationContentMissing: Rule = {
  id: 'notification-content-missing',
  severity: 'error',
  profile: 'build',
  title: 'The path of a webhook trigger says what the service sends.',
  explanation: 'A trigger that gives the service a notification URL needs `x-ms-notification-content` beside it, on the path: its schema is what the flow gets when the webhook fires. Without it the trigger has no outputs, and is no webhook to the platform.',
  source: 'learn.microsoft.com, custom connectors, "Use a webhook as a trigger"; none of 643 published webhook triggers is without.',
  published: 0,
  bad: withWebhook({ path: { [CONTENT]: undefined } }),
  good: withWebhook({}),
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const [{ path, node, member, id, trigger }, [mark]] of webhooksOf(definition)) {
      // An action may share its schema with the trigger. In the operation the content has the wrong place, and a rule of its own.
      if (trigger === undefined || path.notificationContent || memberOf(node, CONTENT)) continue;
      const fixes = (): Fix[] => [definitionFix(`Add "${CONTENT}" to the path`, false, insertMember(definition.document, path.node, CONTENT, { description: 'What the service sends.', schema: { type: 'object', properties: {} } }))];
      report({
        file: 'definition',
        range: member.keyRange,
        message: `The trigger "${id ?? member.key}" registers a webhook, and its path does not say what the service will send. Add "${CONTENT}" with a schema beside "${member.key}".`,
        related: mark ? [{ file: 'definition', range: mark.member.keyRange, message: 'The notification URL is here.' }] : undefined,
        fixes,
      });
    }
  },
};

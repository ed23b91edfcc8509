import { removeFix } from '../../fixes/definition-fix.ts';
import { webhooksOf } from '../../model/webhooks.ts';
import type { Rule } from '../../rule.ts';
import { withWebhook } from './trigger-example.ts';

export const notificationContentUnused: Rule = {
  id: 'notification-content-unused',
  severity: 'warning',
  profile: 'build',
  title: 'A path with `x-ms-notification-content` has an operation that registers a webhook.',
  explanation: 'It says what the service sends to a notification URL. No operation of the path is a trigger or has a field for such a URL, so nothing is ever sent: `x-ms-trigger` or `x-ms-notification-url` was forgotten, or this was left over.',
  source: 'learn.microsoft.com, custom connectors, "Use a webhook as a trigger"; 6 of 1,034 published connectors have no trigger there, among them actions that wait for an answer and are right.',
  bad: withWebhook({ operation: { 'x-ms-trigger': undefined, 'x-ms-trigger-hint': undefined }, fields: { colour: { type: 'string', description: 'The colour.', 'x-ms-summary': 'Colour' } } }),
  good: withWebhook({}),
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const { notificationContent, operations, node } of definition.paths) {
      if (!notificationContent || operations.some((operation) => operation.trigger !== undefined || webhooksOf(definition).has(operation))) continue;
      report({
        file: 'definition',
        range: notificationContent.keyRange,
        // Nobody misses what an empty path would do.
        severity: operations.length === 0 ? 'information' : undefined,
        tag: 'unnecessary',
        message: operations.length === 0
          ? 'This path has no operation, so nothing registers for this content. Remove it, or add the trigger.'
          : 'No operation of this path is a trigger or has a field with "x-ms-notification-url", so this content never comes. Mark them, or remove it.',
        fixes: () => [removeFix(definition.document, node, notificationContent, false)],
      });
    }
  },
};

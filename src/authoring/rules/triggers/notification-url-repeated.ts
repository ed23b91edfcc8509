import { removeFix } from '../../fixes/definition-fix.ts';
import { webhooksOf } from '../../model/webhooks.ts';
import type { Rule } from '../../rule.ts';
import { URL_FIELD, withWebhook } from './trigger-example.ts';

export const notificationUrlRepeated: Rule = {
  id: 'notification-url-repeated',
  severity: 'error',
  profile: 'build',
  title: 'A webhook trigger has one field for the notification URL.',
  explanation: 'The platform has one address for each registration, and looks for the one field that takes it.',
  source: 'learn.microsoft.com, custom connectors, "Use a webhook as a trigger": select the parameter that should receive the callback URL; no published webhook has two.',
  published: 0,
  bad: withWebhook({ fields: { url: URL_FIELD, backup: URL_FIELD } }),
  good: withWebhook({}),
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const [operation, [first, ...others]] of webhooksOf(definition)) {
      if (operation.trigger === undefined) continue;
      for (const { member, owner } of others) {
        report({
          file: 'definition',
          range: member.keyRange,
          message: `The webhook trigger "${operation.id ?? operation.member.key}" has a second field for the notification URL. Leave the mark at one of them.`,
          related: first ? [{ file: 'definition', range: first.member.keyRange, message: 'The first one is here.' }] : undefined,
          fixes: () => [removeFix(definition.document, owner, member, false)],
        });
      }
    }
  },
};

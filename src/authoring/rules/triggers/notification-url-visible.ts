import { definitionFix, writeFix } from '../../fixes/definition-fix.ts';
import { insertMember } from '../../fixes/node-edits.ts';
import { textOf, valueOf } from '../../model/nodes.ts';
import { notificationUrls } from '../../model/webhooks.ts';
import type { Fix, Rule } from '../../rule.ts';
import { URL_FIELD, withWebhook } from './trigger-example.ts';

export const notificationUrlVisible: Rule = {
  id: 'notification-url-visible',
  severity: 'error',
  profile: 'build',
  title: 'The field for the notification URL is internal.',
  explanation: 'The platform fills it in. Where users see it, they are asked for an address that they do not have.',
  source: 'learn.microsoft.com, custom connectors, "Use a webhook as a trigger"; all 607 in published connectors are internal.',
  published: 0,
  bad: withWebhook({ fields: { url: { ...URL_FIELD, 'x-ms-visibility': 'important' } } }),
  good: withWebhook({}),
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const { owner, member } of notificationUrls(definition)) {
      const visibility = valueOf(owner, 'x-ms-visibility');
      if (textOf(visibility) === 'internal') continue;
      const isScalar = visibility?.value !== undefined;
      const fixes = (): Fix[] => [
        ...(visibility && isScalar ? [writeFix(document, visibility, 'internal', true)] : []),
        ...(visibility ? [] : [definitionFix('Hide it from users', true, insertMember(document, owner, 'x-ms-visibility', 'internal'))]),
      ];
      report({ file: 'definition', range: visibility && isScalar ? visibility.range : member.keyRange, message: 'The platform fills in the notification URL, and users must not see its field. Set "x-ms-visibility" to internal.', fixes });
    }
  },
};

import { definitionFix } from '../../fixes/definition-fix.ts';
import { insertMember } from '../../fixes/node-edits.ts';
import { memberLike, valueOf } from '../../model/nodes.ts';
import { isWebhookTrigger } from '../../model/webhooks.ts';
import type { Fix, Rule } from '../../rule.ts';
import { withWebhook } from './trigger-example.ts';

const HEADER = { type: 'string', description: 'The address at which the webhook is deleted.' };

export const webhookLocationUndocumented: Rule = {
  id: 'webhook-location-undocumented',
  severity: 'hint',
  profile: 'build',
  title: 'The answer to a webhook\'s registration has a `Location` header.',
  explanation: 'The service must send it, with the address for the DELETE; otherwise the platform cannot delete the webhook. Whether the definition says so changes nothing, and most do not: this reminds you to look at the service.',
  source: 'learn.microsoft.com, custom connectors, "Use a webhook as a trigger": "the API must include a Location HTTP header in the 201 response"; counted in published connectors.',
  published: 185,
  bad: withWebhook({ operation: { responses: { 201: { description: 'Created', schema: { $ref: '#/definitions/Item' } } } } }),
  good: withWebhook({}),
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const operation of definition.operations) {
      const good = operation.responses.filter(({ code }) => code.startsWith('2'));
      if (good.length === 0 || !isWebhookTrigger(definition, operation) || good.some(({ node }) => memberLike(valueOf(node, 'headers'), 'Location'))) continue;
      const created = good.find(({ code }) => code === '201') ?? good[0];
      // Not unseen: only who knows the service can say that it sends the header.
      const fixes = (): Fix[] => {
        if (created?.node.kind !== 'object') return [];
        const headers = valueOf(created.node, 'headers');
        const edits = headers ? insertMember(definition.document, headers, 'Location', HEADER) : insertMember(definition.document, created.node, 'headers', { Location: HEADER });
        return headers && headers.kind !== 'object' ? [] : [definitionFix('Add the header "Location"', false, edits)];
      };
      report({ file: 'definition', range: created?.member.keyRange ?? operation.member.keyRange, message: 'Does the service send a "Location" header with this answer? The platform needs it to delete the webhook. Document it under "headers".', fixes });
    }
  },
};

import { isWebhookTrigger } from '../../model/webhooks.ts';
import type { Rule } from '../../rule.ts';
import { withWebhook } from './trigger-example.ts';

export const webhookDeleteMissing: Rule = {
  id: 'webhook-delete-missing',
  severity: 'warning',
  profile: 'build',
  title: 'A connector with a webhook trigger has an operation that deletes the webhook.',
  explanation: 'When a flow is switched off, changed or deleted, the platform deletes its webhook by a DELETE to the address in the `Location` header of the registration. Where the connector has no DELETE operation, webhooks stay behind and call flows that are gone.',
  source: 'learn.microsoft.com, custom connectors, "Use a webhook as a trigger": "The OpenAPI definition must include a definition for how to delete the webhook"; counted in published connectors.',
  published: 38,
  bad: withWebhook({ paths: {} }),
  good: withWebhook({}),
  check: ({ definition }, report) => {
    if (!definition || definition.operations.some(({ method }) => method === 'delete')) return;
    for (const operation of definition.operations) {
      if (!isWebhookTrigger(definition, operation)) continue;
      report({ file: 'definition', range: operation.member.keyRange, message: `No operation deletes the webhook that "${operation.id ?? operation.member.key}" registers, so that it outlives the flow. Add a DELETE operation, which may be internal.` });
    }
  },
};

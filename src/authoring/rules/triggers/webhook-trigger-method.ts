import { webhooksOf } from '../../model/webhooks.ts';
import type { Rule } from '../../rule.ts';
import { URL_FIELD, withWebhook } from './trigger-example.ts';

const METHODS: ReadonlySet<string> = new Set(['post', 'put', 'patch']);

const urlParameter = { ...URL_FIELD, name: 'url', in: 'query' };
const subscription = { operationId: 'WhenItemAdded', summary: 'When an item is added', description: 'Fires when an item is added to the shelf.', 'x-ms-trigger': 'single', 'x-ms-trigger-hint': 'Add an item.', parameters: [urlParameter], responses: { 201: { description: 'Created', headers: { Location: { type: 'string', description: 'The webhook.' } }, schema: { $ref: '#/definitions/Item' } } } };

export const webhookTriggerMethod: Rule = {
  id: 'webhook-trigger-method',
  severity: 'error',
  profile: 'build',
  title: 'A webhook trigger registers by POST, PUT or PATCH.',
  explanation: 'Registering a webhook changes the service. The platform calls it when a flow is switched on, and deletes the webhook when it is switched off.',
  source: 'learn.microsoft.com, custom connectors, "Use a webhook as a trigger"; none of 643 published webhook triggers has another method.',
  published: 0,
  bad: withWebhook({ path: { post: undefined, get: subscription } }),
  good: withWebhook({ path: { post: subscription } }),
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const { trigger, method, member } of webhooksOf(definition).keys()) {
      if (trigger === undefined || METHODS.has(method)) continue;
      report({ file: 'definition', range: member.keyRange, message: `A webhook trigger cannot be registered by ${method.toUpperCase()}. Use POST, PUT or PATCH.` });
    }
  },
};

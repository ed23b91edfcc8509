/** Examples for the rules about triggers: a webhook that tells of new items, and a poll for them. */
import type { RuleExample } from '../../rule.ts';

type Json = Readonly<Record<string, unknown>>;

const item = { $ref: '#/definitions/Item' };
const url = { type: 'string', description: 'Where to send new items.', 'x-ms-summary': 'URL', 'x-ms-visibility': 'internal', 'x-ms-notification-url': true };

export const NOTIFICATION = { description: 'The new item.', schema: item };
export const URL_FIELD: Json = url;

export interface WebhookParts {
  /** Replace members of the POST; null takes one away. */
  readonly operation?: Json;
  /** Replace members of the path. */
  readonly path?: Json;
  readonly fields?: Json;
  /** Paths besides; by default the DELETE of a hook. */
  readonly paths?: Json;
}

export function withWebhook({ operation = {}, path = {}, fields = { url }, paths = { '/hooks/{id}': { delete: unsubscribe } } }: WebhookParts): RuleExample {
  const post = {
    operationId: 'WhenItemAdded',
    summary: 'When an item is added',
    description: 'Fires when an item is added to the shelf.',
    'x-ms-trigger': 'single',
    'x-ms-trigger-hint': 'Add an item to the shelf.',
    parameters: [{ name: 'body', in: 'body', required: true, description: 'The webhook.', 'x-ms-summary': 'Webhook', schema: { type: 'object', properties: fields } }],
    responses: { 201: { description: 'Created', headers: { Location: { type: 'string', description: 'The webhook.' } }, schema: item } },
    ...operation,
  };
  return { definition: JSON.stringify({ paths: { '/hooks': { 'x-ms-notification-content': NOTIFICATION, post, ...path }, ...paths } }) };
}

const unsubscribe = {
  operationId: 'DeleteHook',
  summary: 'Delete a webhook',
  description: 'Deletes a webhook.',
  'x-ms-visibility': 'internal',
  parameters: [{ name: 'id', in: 'path', required: true, type: 'string', description: 'The id of the webhook.', 'x-ms-summary': 'Webhook', 'x-ms-url-encoding': 'single' }],
  responses: { 200: { description: 'OK', schema: { type: 'object' } } },
};

const POLLED = 'WhenItemsChange';

/** A polling trigger; `policy` says whether the policy that polls is there. */
export function withPoll(operation: Json, policy: boolean): RuleExample {
  const get = {
    operationId: POLLED,
    summary: 'When items change',
    description: 'Fires when items of the shelf change.',
    'x-ms-trigger': 'batch',
    'x-ms-trigger-hint': 'Change an item.',
    responses: { 200: { description: 'OK', schema: { type: 'array', items: item } } },
    ...operation,
  };
  const policies = [{
    templateId: 'pollingtrigger',
    title: 'Poll',
    parameters: {
      'x-ms-apimTemplateParameter.triggerConfig': { value: 'changed' },
      'x-ms-apimTemplateParameter.triggerDataPath': '@body()',
      'x-ms-apimTemplate-operationName': [POLLED],
    },
  }];
  return {
    definition: JSON.stringify({ paths: { '/changes': { get } } }),
    ...(policy ? { properties: JSON.stringify({ properties: { policyTemplateInstances: policies } }) } : {}),
  };
}

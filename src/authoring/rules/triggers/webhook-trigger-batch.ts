import { writeFix } from '../../fixes/definition-fix.ts';
import { valueOf } from '../../model/nodes.ts';
import { webhooksOf } from '../../model/webhooks.ts';
import type { Rule } from '../../rule.ts';
import { withWebhook } from './trigger-example.ts';

export const webhookTriggerBatch: Rule = {
  id: 'webhook-trigger-batch',
  severity: 'error',
  profile: 'build',
  title: 'A webhook trigger is `single`.',
  explanation: 'Each notification is one event. `batch` is for polling triggers, whose answer is a list.',
  source: 'learn.microsoft.com, custom connectors, "Use a webhook as a trigger"; all 643 published webhook triggers are single.',
  published: 0,
  bad: withWebhook({ operation: { 'x-ms-trigger': 'batch' } }),
  good: withWebhook({}),
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const operation of webhooksOf(definition).keys()) {
      const node = operation.trigger === 'batch' ? valueOf(operation.node, 'x-ms-trigger') : undefined;
      if (node) report({ file: 'definition', range: node.range, message: 'A webhook trigger cannot be batch: each notification is one event. Write single.', fixes: () => [writeFix(definition.document, node, 'single', true)] });
    }
  },
};

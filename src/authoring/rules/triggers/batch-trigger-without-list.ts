import { writeFix } from '../../fixes/definition-fix.ts';
import type { DefinitionModel } from '../../model/connector-model.ts';
import { answersOf } from '../../model/dynamic-targets.ts';
import { valueOf } from '../../model/nodes.ts';
import { shapeOf } from '../../model/schema-paths.ts';
import { isWebhookTrigger } from '../../model/webhooks.ts';
import type { SyntaxNode } from '../../../connector/syntax-node.ts';
import type { Rule } from '../../rule.ts';
import { withPoll } from './trigger-example.ts';

export const batchTriggerWithoutList: Rule = {
  id: 'batch-trigger-without-list',
  severity: 'warning',
  profile: 'build',
  title: 'A batch trigger answers with a list.',
  explanation: 'It fires once for each item of the answer. The answer\'s schema is neither a list nor an object with one, so there is nothing to go through.',
  source: 'learn.microsoft.com, custom connectors, OpenAPI extensions, x-ms-trigger: "batch: Array response"; counted in published connectors.',
  published: 1,
  bad: withPoll({ responses: { 200: { description: 'OK', schema: { $ref: '#/definitions/Item' } } } }, true),
  good: withPoll({}, true),
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const operation of definition.operations) {
      if (operation.trigger !== 'batch' || isWebhookTrigger(definition, operation)) continue;
      const answers = answersOf(operation);
      const node = valueOf(operation.node, 'x-ms-trigger');
      if (!node || answers.length === 0 || answers.some((answer) => mayList(definition, answer))) continue;
      report({ file: 'definition', range: node.range, message: 'A batch trigger fires once for each item of a list, and the answer has none. Describe the list in the response, or write single.', fixes: () => [writeFix(definition.document, node, 'single', false)] });
    }
  },
};

function mayList(definition: DefinitionModel, answer: SyntaxNode): boolean {
  const shape = shapeOf(definition, answer);
  if (shape.kind === 'object') return shape.open || [...shape.fields.values()].some((field) => shapeOf(definition, field).kind !== 'scalar');
  return shape.kind !== 'scalar';
}

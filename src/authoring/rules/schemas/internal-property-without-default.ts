import type { SyntaxNode } from '../../../connector/syntax-node.ts';
import type { DefinitionModel } from '../../model/connector-model.ts';
import { isTrue, memberOf, textOf, valueOf } from '../../model/nodes.ts';
import { schemaUseOf } from '../../model/schema-use.ts';
import type { Rule } from '../../rule.ts';
import { defaultFixes } from './internal-parameter-without-default.ts';
import { withBody } from './schema-example.ts';

const size = { type: 'string', description: 'The size of the item.', 'x-ms-summary': 'Size', 'x-ms-visibility': 'internal' };

export const internalPropertyWithoutDefault: Rule = {
  id: 'internal-property-without-default',
  severity: 'warning',
  profile: 'build',
  title: 'A required field of a body that users do not see has a default.',
  explanation: 'With `x-ms-visibility` internal nobody can fill the field in, so the body lacks it.',
  source: 'learn.microsoft.com, custom connectors, OpenAPI extensions, x-ms-visibility: "For parameters that are internal and required, you must provide default values"; counted in published connectors.',
  published: 5,
  bad: withBody({ type: 'object', required: ['size'], properties: { size } }),
  good: withBody({ type: 'object', required: ['size'], properties: { size: { ...size, default: 'full' } } }),
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const view of definition.schemas) {
      const { node, role, property, required } = view;
      if (!required || !property || (role !== 'body' && role !== 'definition')) continue;
      const visibility = valueOf(node, 'x-ms-visibility');
      if (textOf(visibility) !== 'internal' || !visibility || isFilled(definition, node)) continue;
      if (role === 'definition' && schemaUseOf(definition).senders(view).length === 0) continue;
      report({
        file: 'definition',
        range: visibility.range,
        message: `Users do not see the field "${property.key}", and it is required. Give it a default, or show it.`,
        fixes: () => defaultFixes(definition.document, node),
      });
    }
  },
};

/** By a default of its own, by the platform, by the defaults within it, or by the service. */
function isFilled(definition: DefinitionModel, node: SyntaxNode): boolean {
  if (isTrue(node, 'x-ms-notification-url') || isTrue(node, 'readOnly') || memberOf(node, 'default')) return true;
  const target = definition.resolve(node);
  if (!target || target.kind !== 'object') return true;
  return memberOf(target, 'default') !== undefined || memberOf(target, 'properties') !== undefined || memberOf(target, 'allOf') !== undefined || textOf(valueOf(target, 'type')) === 'object';
}

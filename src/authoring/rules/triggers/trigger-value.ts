import { writeFix, writeNearFix } from '../../fixes/definition-fix.ts';
import { memberOf, textOf } from '../../model/nodes.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';
import { withWebhook } from './trigger-example.ts';

const VALUES: readonly string[] = ['single', 'batch'];

export const triggerValue: Rule = {
  id: 'trigger-value',
  severity: 'error',
  profile: 'build',
  title: '`x-ms-trigger` is `single` or `batch`.',
  explanation: 'A trigger answers with one object (`single`) or with a list of them (`batch`), and fires once for each. With another value the operation is no trigger.',
  source: 'learn.microsoft.com, custom connectors, OpenAPI extensions, x-ms-trigger; none of 729 published triggers has another value.',
  published: 0,
  bad: withWebhook({ operation: { 'x-ms-trigger': 'Single' } }),
  good: withWebhook({}),
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const { node, trigger } of definition.operations) {
      if (trigger === undefined || VALUES.includes(trigger)) continue;
      const member = memberOf(node, 'x-ms-trigger');
      if (!member) continue;
      const value = textOf(member.value);
      const near = value === undefined ? undefined : nearest(value, VALUES);
      const isScalar = member.value.value !== undefined;
      const fixes = (): Fix[] => [...writeNearFix(document, member.value, near), ...(isScalar && near === undefined ? VALUES.map((offer) => writeFix(document, member.value, offer, false)) : [])];
      const what = value === undefined ? 'The kind of a trigger must be text.' : `The kind of trigger "${value}" is not known.`;
      report({ file: 'definition', range: isScalar ? member.value.range : member.keyRange, message: `${what} Write single, where each answer is one event, or batch, where it is a list of them.`, fixes });
    }
  },
};

import { writeNearFix } from '../../fixes/definition-fix.ts';
import { textOf, valueOf } from '../../model/nodes.ts';
import { nearest } from '../../nearest.ts';
import type { Rule } from '../../rule.ts';
import { withPoll } from './trigger-example.ts';

const VALUES = { kind: ['query', 'webhook'], mode: ['polling', 'webhook'] } as const;

export const triggerMetadataValue: Rule = {
  id: 'trigger-metadata-value',
  severity: 'warning',
  profile: 'build',
  title: '`x-ms-trigger-metadata` has a known kind and mode.',
  explanation: 'It tells a polling trigger (`kind` query, `mode` polling) from others. With a misspelt value the platform does not know how the trigger works.',
  source: 'apiDefinition.swagger.schema.json, x-ms-trigger-metadata; all 69 in published connectors are query and polling.',
  published: 0,
  bad: withPoll({ 'x-ms-trigger-metadata': { kind: 'query', mode: 'poling' } }, true),
  good: withPoll({ 'x-ms-trigger-metadata': { kind: 'query', mode: 'polling' } }, true),
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const { member, place } of definition.extensionsByName.get('x-ms-trigger-metadata') ?? []) {
      if (place !== 'operation') continue;
      if (member.value.kind !== 'object') {
        report({ file: 'definition', range: member.keyRange, message: '"x-ms-trigger-metadata" must be an object with "kind" and "mode".' });
        continue;
      }
      for (const part of ['kind', 'mode'] as const) {
        const node = valueOf(member.value, part);
        const values: readonly string[] = VALUES[part];
        const value = textOf(node);
        if (!node || (value !== undefined && values.includes(value))) continue;
        const near = value === undefined ? undefined : nearest(value, values);
        const what = value === undefined ? `The ${part} of a trigger must be text.` : `The ${part} "${value}" of the trigger is not known.`;
        // Others may come: only a slip is sure to be wrong.
        const severity = value !== undefined && near === undefined ? 'hint' : undefined;
        report({ file: 'definition', range: node.value === undefined ? member.keyRange : node.range, severity, message: `${what} Published connectors have ${values[0]}.`, fixes: () => writeNearFix(document, node, near) });
      }
    }
  },
};

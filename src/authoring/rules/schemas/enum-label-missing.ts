import { definitionFix } from '../../fixes/definition-fix.ts';
import { insertItem } from '../../fixes/node-edits.ts';
import { valueOf } from '../../model/nodes.ts';
import { enumOf } from '../../model/typed-values.ts';
import type { Fix, Rule } from '../../rule.ts';
import { withField } from './schema-example.ts';

export const enumLabelMissing: Rule = {
  id: 'enum-label-missing',
  severity: 'warning',
  profile: 'build',
  title: '`x-ms-enum-values` has a text for every value of `enum`.',
  explanation: 'Where `x-ms-enum-values` leaves a value out, the designer offers the others by their texts and this one bare, or not at all.',
  source: 'apiDefinition.swagger.schema.json, x-ms-enum-values; counted in published connectors.',
  published: 5,
  bad: withField({ type: 'string', enum: ['s', 'm', 'l'], 'x-ms-enum-values': [{ value: 's', displayName: 'Small' }, { value: 'm', displayName: 'Medium' }] }),
  good: withField({ type: 'string', enum: ['s', 'm', 'l'], 'x-ms-enum-values': [{ value: 's', displayName: 'Small' }, { value: 'm', displayName: 'Medium' }, { value: 'l', displayName: 'Large' }] }),
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const { member, owner } of definition.extensionsByName.get('x-ms-enum-values') ?? []) {
      const list = member.value.kind === 'array' ? enumOf(owner) : undefined;
      if (!list) continue;
      const labelled = new Set((member.value.items ?? []).map((item) => String(valueOf(item, 'value')?.value)));
      const reported = new Set<string>();
      for (const node of list.value.items ?? []) {
        const { value } = node;
        // No text can stand for nothing.
        if (value === undefined || value === null || value === '' || labelled.has(String(value)) || reported.has(String(value))) continue;
        reported.add(String(value));
        const fixes = (): Fix[] => [definitionFix('Add a text for it', false, insertItem(document, member.value, { value, displayName: String(value) }))];
        report({ file: 'definition', range: node.range, message: `The value ${JSON.stringify(value)} has no text in "x-ms-enum-values", unlike the others. Add one with "value" and "displayName".`, fixes });
      }
    }
  },
};

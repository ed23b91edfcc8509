import { definitionFix } from '../../fixes/definition-fix.ts';
import { removeItem } from '../../fixes/node-edits.ts';
import { scalarKey } from '../../model/typed-values.ts';
import type { Fix, Rule } from '../../rule.ts';
import { withField } from './schema-example.ts';

export const enumDuplicate: Rule = {
  id: 'enum-duplicate',
  severity: 'warning',
  profile: 'build',
  title: 'No value stands twice in an `enum`.',
  explanation: 'JSON Schema asks for different values, and users would see the same choice twice.',
  source: 'JSON Schema (draft 4), enum: "Elements in the array MUST be unique"; counted in published connectors.',
  published: 1,
  bad: withField({ type: 'string', enum: ['small', 'large', 'small'] }),
  good: withField({ type: 'string', enum: ['small', 'large'] }),
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const { enum: member } of definition.typedValues) {
      const list = member?.value;
      if (!list) continue;
      const first = new Map<string, { readonly start: number; readonly end: number }>();
      for (const item of list.items ?? []) {
        const key = scalarKey(item);
        if (key === undefined) continue;
        const before = first.get(key);
        if (!before) {
          first.set(key, item.range);
          continue;
        }
        const fixes = (): Fix[] => [definitionFix('Remove the second one', true, removeItem(document, list, item))];
        report({ file: 'definition', range: item.range, message: `The value ${JSON.stringify(item.value)} stands twice in "enum". Remove one of them.`, related: [{ file: 'definition', range: before, message: 'The first one is here.' }], fixes });
      }
    }
  },
};

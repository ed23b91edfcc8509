import { removeItem, renameKey } from '../../fixes/node-edits.ts';
import { definitionFix, removeFix, writeFix } from '../../fixes/definition-fix.ts';
import { memberOf, textOf, valueOf } from '../../model/nodes.ts';
import { enumOf } from '../../model/typed-values.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';
import { withField } from './schema-example.ts';

export const enumLabelUnknown: Rule = {
  id: 'enum-label-unknown',
  severity: 'error',
  profile: 'build',
  title: 'Each value in `x-ms-enum-values` is one of the values of `enum`.',
  explanation: '`x-ms-enum-values` gives the values of `enum` a text for users. It allows no value by itself: without `enum` it does nothing, and a value that `enum` does not have can never be sent.',
  source: 'apiDefinition.swagger.schema.json, x-ms-enum-values: "The value in the enum array of the parent schema object"; no published connector has another value.',
  published: 0,
  bad: withField({ type: 'string', enum: ['s', 'm'], 'x-ms-enum-values': [{ value: 's', displayName: 'Small' }, { value: 'm', displayName: 'Medium' }, { value: 'l', displayName: 'Large' }] }),
  good: withField({ type: 'string', enum: ['s', 'm', 'l'], 'x-ms-enum-values': [{ value: 's', displayName: 'Small' }, { value: 'm', displayName: 'Medium' }, { value: 'l', displayName: 'Large' }] }),
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const { member, owner } of definition.extensionsByName.get('x-ms-enum-values') ?? []) {
      // References and allOf may bring an enum along; so may the items of an array.
      if (member.value.kind !== 'array' || memberOf(owner, '$ref') || memberOf(owner, 'allOf') || memberOf(owner, 'items')) continue;
      const list = enumOf(owner);
      if (!list) {
        const misspelt = owner.members?.find(({ key, value }) => value.kind === 'array' && nearest(key, ['enum']) === 'enum');
        const fixes = (): Fix[] => [
          ...(misspelt ? [definitionFix(`Rename "${misspelt.key}" to "enum"`, false, renameKey(document, misspelt, 'enum'))] : []),
          removeFix(document, owner, member, false),
        ];
        report({ file: 'definition', range: member.keyRange, message: '"x-ms-enum-values" gives texts to the values of "enum", and there is no "enum" here. Add an "enum" with the same values, or remove it.', fixes });
        continue;
      }
      const allowed = (list.value.items ?? []).map(({ value }) => String(value));
      const known = new Set(allowed);
      for (const item of member.value.items ?? []) {
        const node = valueOf(item, 'value');
        if (node?.value === undefined || known.has(String(node.value))) continue;
        const near = nearest(String(node.value), allowed);
        const fixes = (): Fix[] => [
          ...(near === undefined || textOf(node) === undefined ? [] : [writeFix(document, node, near, false)]),
          definitionFix('Remove this value', false, removeItem(document, member.value, item)),
        ];
        const advice = near === undefined ? 'Add it to "enum", or remove it here.' : `Is ${JSON.stringify(near)} meant?`;
        report({ file: 'definition', range: node.range, message: `"enum" does not have the value ${JSON.stringify(node.value)}, so nobody can choose it. ${advice}`, fixes });
      }
    }
  },
};

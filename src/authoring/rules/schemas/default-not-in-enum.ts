import type { SyntaxNode } from '../../../connector/syntax-node.ts';
import { removeFix, writeFix } from '../../fixes/definition-fix.ts';
import { valueOf } from '../../model/nodes.ts';
import { enumOf, isOfType } from '../../model/typed-values.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';
import { withField } from './schema-example.ts';

export const defaultNotInEnum: Rule = {
  id: 'default-not-in-enum',
  severity: 'warning',
  profile: 'build',
  title: 'A default is one of the values of `enum`.',
  explanation: 'The designer fills the field with a value that users could not choose themselves, and that the service does not expect.',
  source: 'JSON Schema, enum and default; PowerPlatformConnectors #4006; counted in published connectors.',
  published: 3,
  bad: withField({ type: 'string', enum: ['small', 'large'], default: 'medium' }),
  good: withField({ type: 'string', enum: ['small', 'large'], default: 'small' }),
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const { node: owner, type, enum: own, default: member } of definition.typedValues) {
      if (!member) continue;
      const list = own ?? (member.value.kind === 'array' ? enumOfItems(owner) : undefined);
      if (!list) continue;
      const values = (list.value.items ?? []).map(({ value }) => value);
      // Loosely: a wrong type is another rule's finding.
      const known = new Set(values.map(String));
      for (const node of member.value.kind === 'array' ? (member.value.items ?? []) : [member.value]) {
        if (node.value === undefined || node.value === null || known.has(String(node.value))) continue;
        if (node === member.value && type && !isOfType(node, type)) continue;
        const texts = values.filter((value) => typeof value === 'string');
        const near = typeof node.value === 'string' ? nearest(node.value, texts) : undefined;
        const fixes = (): Fix[] => [...(near === undefined ? [] : [writeFix(document, node, near, false)]), removeFix(document, owner, member, false)];
        const advice = near === undefined ? 'Choose one of them, or remove the default.' : `Is ${JSON.stringify(near)} meant?`;
        report({ file: 'definition', range: node.range, message: `The default ${JSON.stringify(node.value)} is none of the values of "enum". ${advice}`, fixes });
      }
    }
  },
};

function enumOfItems(owner: SyntaxNode): ReturnType<typeof enumOf> {
  const items = valueOf(owner, 'items');
  return items && enumOf(items);
}

import type { SyntaxNode } from '../../../connector/syntax-node.ts';
import { definitionFix, writeFix } from '../../fixes/definition-fix.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import { valueOf } from '../../model/nodes.ts';
import type { ValueType } from '../../model/connector-model.ts';
import { converted, isOfType } from '../../model/typed-values.ts';
import type { Fix, Rule } from '../../rule.ts';
import { withField } from './schema-example.ts';

export const enumTypeMismatch: Rule = {
  id: 'enum-type-mismatch',
  severity: 'warning',
  profile: 'build',
  title: 'The values of `enum` have the type of the field.',
  explanation: 'A boolean field with the values `"true"` and `"false"` has texts that are no booleans: no value is of both kinds, and what the designer sends fits one of them only.',
  source: 'JSON Schema, enum and type; counted in published connectors.',
  published: 20,
  bad: withField({ type: 'integer', enum: ['1', '2'] }),
  good: withField({ type: 'integer', enum: [1, 2] }),
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const { node: owner, type, enum: list } of definition.typedValues) {
      if (!list || !type) continue;
      const wrong = (list.value.items ?? []).filter((node) => node.kind !== 'null' && !isOfType(node, type));
      const [first] = wrong;
      if (!first) continue;
      const fixes = (): Fix[] => {
        const values = wrong.map((node) => ({ node, value: converted(node, type) }));
        const typeNode = valueOf(owner, 'type');
        const other = wrong.length === list.value.items?.length ? scalarTypeOf(wrong) : undefined;
        return [
          ...(values.every(({ value }) => value !== undefined) ? [definitionFix(`Write the values as ${type}`, false, values.flatMap(({ node, value }) => replaceScalar(document, node, value ?? null)))] : []),
          ...(typeNode && other ? [{ ...writeFix(document, typeNode, other, false), title: `Write "type": "${other}"` }] : []),
        ];
      };
      const what = wrong.length === 1 ? `The value ${shown(first)} is no ${type}` : `${wrong.length} values, such as ${shown(first)}, are no ${type}`;
      const advice = type === 'array' ? 'The values of single items belong in an "enum" within "items".' : 'Write the values in that type, or change the type.';
      report({ file: 'definition', range: first.value === undefined ? list.keyRange : first.range, message: `${what}, which is the type of the field. ${advice}`, fixes });
    }
  },
};

function scalarTypeOf(nodes: readonly SyntaxNode[]): ValueType | undefined {
  return (['string', 'integer', 'number', 'boolean'] as const).find((type) => nodes.every((node) => isOfType(node, type)));
}

function shown({ value }: SyntaxNode): string {
  return value === undefined ? 'the first one' : JSON.stringify(value);
}

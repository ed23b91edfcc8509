import type { SyntaxDocument, SyntaxMember, SyntaxNode } from '../../../connector/syntax-node.ts';
import { definitionFix, removeFix, writeFix } from '../../fixes/definition-fix.ts';
import { replaceMemberValue } from '../../fixes/node-edits.ts';
import type { ValueType } from '../../model/connector-model.ts';
import { memberOf } from '../../model/nodes.ts';
import { converted, isOfType } from '../../model/typed-values.ts';
import type { Fix, Rule } from '../../rule.ts';
import { withField } from './schema-example.ts';

export const defaultTypeMismatch: Rule = {
  id: 'default-type-mismatch',
  severity: 'warning',
  profile: 'build',
  title: 'A default has the type of its field.',
  explanation: 'A default of null means none, and is left alone. The default `"true"` of a boolean is a text: the designer shows it as an invalid value, or sends text where the service expects a boolean.',
  source: 'JSON Schema, default and type; PowerPlatformConnectors #4006 "Fixed validation error from default"; counted in published connectors together with defaults of null.',
  published: 27,
  bad: withField({ type: 'boolean', default: 'true' }),
  good: withField({ type: 'boolean', default: true }),
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const { node: owner, type, default: member } of definition.typedValues) {
      if (!member || member.value.kind === 'null' || !type || isOfType(member.value, type)) continue;
      const { value, range } = member.value;
      const what = value === undefined ? `The default is an ${member.value.kind}` : `The default ${JSON.stringify(value)} is ${value === '' ? 'empty text' : nameOf(member.value)}`;
      report({
        file: 'definition',
        range: value === undefined ? member.keyRange : range,
        message: `${what}, and the type of the field is ${type}. Write a default of that type, or remove it.`,
        fixes: () => fixesFor(document, owner, member, type),
      });
    }
  },
};

function nameOf({ kind }: SyntaxNode): string {
  return kind === 'string' ? 'text' : `a ${kind}`;
}

function fixesFor(document: SyntaxDocument, owner: SyntaxNode, member: SyntaxMember, type: ValueType): Fix[] {
  const value = member.value.value === undefined ? undefined : converted(member.value, type);
  // A number as text is the text that stands there: 1.0 is a version, and 1 another. Beside values to choose from, they must change with it.
  const written = member.value.kind === 'number' && type === 'string' ? document.text.slice(member.value.range.start, member.value.range.end) : value;
  if (value !== undefined && written !== undefined) return [writeFix(document, member.value, written, memberOf(owner, 'enum') === undefined)];
  const parsed = typeof member.value.value === 'string' ? parsedAs(member.value.value, type) : undefined;
  return [
    ...(parsed === undefined ? [] : [definitionFix(`Write the default as ${type}`, false, replaceMemberValue(document, owner, member, parsed))]),
    removeFix(document, owner, member, false),
  ];
}

/** A list or an object that was written as its JSON text. */
function parsedAs(text: string, type: ValueType): unknown {
  try {
    const value: unknown = JSON.parse(text);
    const isMeant = type === 'array' ? Array.isArray(value) : type === 'object' && typeof value === 'object' && value !== null && !Array.isArray(value);
    return isMeant ? value : undefined;
  } catch {
    return undefined;
  }
}

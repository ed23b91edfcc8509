/**
 * Objects that describe a value by `type`, `enum`, `default` and `format`: parameters, the items of array parameters, and
 * schemas (OpenAPI 2.0). And whether a value is of a type, as JSON Schema has it: 1.0 is an integer, 1 a number.
 */
import type { SyntaxMember, SyntaxNode } from '../../connector/syntax-node.ts';
import type { TypedValue, ValueType } from './connector-model.ts';
import { memberOf, textOf, valueOf } from './nodes.ts';

const TYPES: ReadonlySet<string> = new Set(['string', 'number', 'integer', 'boolean', 'array', 'object']);

/** In one go: definitions have thousands. Of duplicate keys the last one counts. */
export function typedValue(node: SyntaxNode): TypedValue {
  let list: SyntaxMember | undefined;
  let value: SyntaxMember | undefined;
  let format: SyntaxMember | undefined;
  for (const member of node.members ?? []) {
    if (member.key === 'enum') list = member;
    else if (member.key === 'default') value = member;
    else if (member.key === 'format') format = member;
  }
  return { node, type: valueTypeOf(node), enum: list && hasItems(list) ? list : undefined, default: value, format };
}

function hasItems({ value }: SyntaxMember): boolean {
  return (value.items?.length ?? 0) > 0;
}

function valueTypeOf(node: SyntaxNode): ValueType | undefined {
  const type = textOf(valueOf(node, 'type'));
  return type !== undefined && TYPES.has(type) ? (type as ValueType) : undefined;
}

export function isOfType({ kind, value }: SyntaxNode, type: ValueType): boolean {
  if (kind === 'number') return type === 'number' || (type === 'integer' && Number.isInteger(value));
  return kind === type;
}

/** The same value in another type, where that loses nothing: `"true"` is true, `"12"` is 12, 12 is `"12"`. */
export function converted({ value }: SyntaxNode, type: ValueType): string | number | boolean | undefined {
  if (value === undefined || value === null) return undefined;
  const text = String(value).trim();
  switch (type) {
    case 'string':
      return String(value);
    case 'boolean':
      return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : undefined;
    case 'integer':
    case 'number': {
      const number = Number(text);
      const isPlain = text !== '' && typeof value !== 'boolean' && String(number) === text;
      return isPlain && (type === 'number' || Number.isSafeInteger(number)) ? number : undefined;
    }
    default:
      return undefined;
  }
}

/** A non-empty list of allowed values. */
export function enumOf(node: SyntaxNode): SyntaxMember | undefined {
  const member = memberOf(node, 'enum');
  return member && hasItems(member) ? member : undefined;
}

/** Equal for equal scalars only: the text 1 and the number 1 differ. */
export function scalarKey({ kind, value }: SyntaxNode): string | undefined {
  return value === undefined ? undefined : `${kind} ${value}`;
}

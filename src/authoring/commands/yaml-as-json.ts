/** Writes a YAML tree as strict JSON, and finds the comments that JSON has no place for. */
import { Lexer } from 'yaml';
import type { SyntaxNode } from '../../connector/syntax-tree.ts';
import { countingMembers } from './counting-members.ts';

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Stands before the text of a scalar in the lexer's output and takes no place in the source. */
const SCALAR_FOLLOWS = '\u001f';
const WITHOUT_WIDTH: ReadonlySet<string> = new Set([SCALAR_FOLLOWS, '\u0002', '\u0018']);

export interface YamlComment {
  readonly start: number;
  /** Without the sign. */
  readonly text: string;
}

/**
 * Aliases are written out, keys quoted; the last of duplicate keys counts.
 *
 * @param step One step of indentation.
 * @returns JSON with `\n` as line break, without a final one.
 */
export function yamlAsJson(text: string, node: SyntaxNode, step: string, indent = ''): string {
  const inner = indent + step;
  if (node.kind === 'object') {
    const lines = countingMembers(node).map(({ key, value }) => `${inner}${JSON.stringify(key)}: ${yamlAsJson(text, value, step, inner)}`);
    return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`;
  }
  if (node.kind === 'array') {
    const lines = (node.items ?? []).map((item) => inner + yamlAsJson(text, item, step, inner));
    return lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n${indent}]`;
  }
  return node.kind === 'number' ? numberText(text, node) : JSON.stringify(node.value);
}

/** As the author wrote it, where JSON can: 1.0 stays 1.0. Of an alias the text is its name. */
function numberText(text: string, node: SyntaxNode): string {
  const raw = text.slice(node.range.start, node.range.end);
  if (JSON_NUMBER.test(raw)) return raw;
  return Object.is(node.value, -0) ? '-0' : String(node.value);
}

/** A number that JSON cannot write: infinity, or not a number. */
export function unwritableNumber(node: SyntaxNode): SyntaxNode | undefined {
  if (node.kind === 'number') return Number.isFinite(node.value) ? undefined : node;
  for (const child of node.items ?? (node.members ?? []).map(({ value }) => value)) {
    const found = unwritableNumber(child);
    if (found) return found;
  }
  return undefined;
}

/** All comments, in the order of the text. */
export function yamlComments(text: string): YamlComment[] {
  const comments: YamlComment[] = [];
  if (!text.includes('#')) return comments;
  let offset = 0;
  let previous = '';
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.startsWith('#') && previous !== SCALAR_FOLLOWS) comments.push({ start: offset, text: lexeme.slice(1).trim() });
    if (!WITHOUT_WIDTH.has(lexeme)) offset += lexeme.length;
    previous = lexeme;
  }
  return comments;
}

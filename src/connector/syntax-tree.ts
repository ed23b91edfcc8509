/** The door to parsing: tolerant, never throws, and the ranges are offsets into the given text, byte order mark included. */
import type { FileFormat } from './connector.ts';
import { parseJson } from './json-syntax.ts';
import type { SyntaxDocument } from './syntax-node.ts';
import { parseYaml } from './yaml-syntax.ts';

export { memberOf, nodeAt, toValue, type SyntaxDocument, type SyntaxMember, type SyntaxNode, type SyntaxProblem, type SyntaxProblemCode } from './syntax-node.ts';

/** By file extension; anything that is not `.yaml` or `.yml` is JSON. */
export function formatOf(fileName: string): FileFormat {
  return /\.ya?ml$/i.test(fileName) ? 'yaml' : 'json';
}

export function parseDocument(text: string, format: FileFormat): SyntaxDocument {
  try {
    return format === 'json' ? parseJson(text) : parseYaml(text);
  } catch (error) {
    // Both parsers recurse: hostile nesting ends in a RangeError of theirs or of ours.
    const tooDeep = error instanceof RangeError;
    const reason = tooDeep ? 'it is nested too deeply' : String((error as Error).message);
    return { format, text, problems: [{ code: tooDeep ? 'depth' : 'syntax', severity: 'error', message: `This file cannot be read: ${reason}.`, range: { start: 0, end: text.length } }] };
  }
}

/** JSON text to syntax tree, by VS Code's own tolerant parser: comments and trailing commas are read over. */
import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { TextRange } from './connector.ts';
import { MAXIMUM_DEPTH, duplicateKeyProblems, type SyntaxDocument, type SyntaxMember, type SyntaxNode, type SyntaxProblem } from './syntax-node.ts';

const WORDS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'This is not a JSON value. Put text in double quotes.',
  InvalidNumberFormat: 'This is not a JSON number.',
  PropertyNameExpected: 'A property name in double quotes is expected here.',
  ValueExpected: 'A value is expected here.',
  ColonExpected: 'A colon is expected here.',
  CommaExpected: 'A comma is expected here.',
  CloseBraceExpected: 'A closing brace } is missing.',
  CloseBracketExpected: 'A closing bracket ] is missing.',
  EndOfFileExpected: 'The document ends before this; remove what follows.',
  UnexpectedEndOfComment: 'The comment is not closed.',
  UnexpectedEndOfString: 'The text is not closed by a double quote.',
  UnexpectedEndOfNumber: 'The number is incomplete.',
  InvalidUnicode: 'The \\u escape needs four hexadecimal digits.',
  InvalidEscapeCharacter: 'This escape is not known in JSON.',
  InvalidCharacter: 'A control character must be written as an escape.',
};

export function parseJson(text: string): SyntaxDocument {
  const errors: ParseError[] = [];
  // The byte order mark is no JSON white space, but offsets must stay those of the text.
  const scanned = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const tree = parseTree(scanned, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const problems: SyntaxProblem[] = errors.map((error) => ({
    code: 'syntax',
    severity: 'error',
    message: WORDS[printParseErrorCode(error.error)] ?? 'This is not valid JSON.',
    range: { start: error.offset, end: error.offset + error.length },
  }));
  const root = tree && convert(tree, problems, 0);
  return { format: 'json', text, root, problems };
}

function convert(node: Node, problems: SyntaxProblem[], depth: number): SyntaxNode {
  if (depth > MAXIMUM_DEPTH) throw new RangeError('nested too deeply');
  const range: TextRange = { start: node.offset, end: node.offset + node.length };
  switch (node.type) {
    case 'object': {
      const members = (node.children ?? []).flatMap((property) => memberFrom(property, problems, depth));
      problems.push(...duplicateKeyProblems(members));
      return { kind: 'object', range, members };
    }
    case 'array':
      return { kind: 'array', range, items: (node.children ?? []).map((item) => convert(item, problems, depth + 1)) };
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return { kind: node.type, range, value: node.value as string | number | boolean | null };
    case 'property':
      throw new TypeError('a property stands outside an object');
  }
}

/** Nothing for a property whose value is missing: the parser has reported it. */
function memberFrom(property: Node, problems: SyntaxProblem[], depth: number): SyntaxMember[] {
  const [key, value] = property.children ?? [];
  if (!key || !value) return [];
  const node = convert(value, problems, depth + 1);
  const keyRange = { start: key.offset, end: key.offset + key.length };
  return [{ key: String(key.value), keyRange, value: node, range: { start: keyRange.start, end: node.range.end } }];
}

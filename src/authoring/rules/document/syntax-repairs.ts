/**
 * Repairs of broken JSON. Each is tried out: it is offered only if the file has fewer errors after it, and may be
 * applied unseen only if the file has none then and says what was read before.
 */
import type { TextEdit, TextRange } from '../../../connector/connector.ts';
import { applyTextEdits } from '../../../connector/edit-sequence.ts';
import { parseDocument, toValue, type SyntaxDocument } from '../../../connector/syntax-tree.ts';
import { indentOf, layoutOf } from '../../../connector/text-layout.ts';
import { fileFix } from '../../fixes/file-fix.ts';
import type { FileKind } from '../../model/connector-model.ts';
import type { Fix } from '../../rule.ts';

interface Repair {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** `range`: where the problem is reported; `opened`: the bracket that it says is not closed. */
export function syntaxRepairs(file: FileKind, document: SyntaxDocument, range: TextRange, opened?: TextRange): Fix[] {
  if (document.format !== 'json') return [];
  const errors = errorsIn(document);
  const fixes: Fix[] = [];
  for (const repair of [missingComma(document, range), rawControlCharacters(document, range), missingBracket(document, range, opened), missingBrackets(document, range)]) {
    if (!repair) continue;
    const repaired = parseDocument(applyTextEdits(document.text, repair.edits), 'json');
    const left = errorsIn(repaired);
    if (left < errors) fixes.push(fileFix(file, repair.title, left === 0 && dataOf(repaired) === dataOf(document), repair.edits));
  }
  return fixes;
}

function missingComma({ text }: SyntaxDocument, { start }: TextRange): Repair | undefined {
  const before = text.slice(0, start).trimEnd().length;
  if (!/["}\]\w]/.test(text[before - 1] ?? '') || !/["{[\w-]/.test(text[start] ?? '')) return undefined;
  return { title: 'Insert the missing comma', edits: [{ range: { start: before, end: before }, newText: ',' }] };
}

function rawControlCharacters({ text }: SyntaxDocument, { start, end }: TextRange): Repair | undefined {
  const edits: TextEdit[] = [];
  for (let offset = start; offset < end; offset++) {
    const character = text[offset] as string;
    if (character < ' ') edits.push({ range: { start: offset, end: offset + 1 }, newText: JSON.stringify(character).slice(1, -1) });
  }
  return edits.length === 0 ? undefined : { title: 'Write control characters as escapes', edits };
}

/** One inside the text, below what it closes. */
function missingBracket(document: SyntaxDocument, { start }: TextRange, opened: TextRange | undefined): Repair | undefined {
  const { text } = document;
  const before = text.slice(0, start).trimEnd().length;
  if (!opened || before === text.trimEnd().length) return undefined;
  const closer = text[opened.start] === '{' ? '}' : ']';
  // A comma behind the last value belongs behind the bracket.
  const at = text[before - 1] === ',' ? before - 1 : before;
  const ownLine = text.slice(opened.end, at).includes('\n');
  const newText = ownLine ? layoutOf(document).lineBreak + indentOf(text, opened.start) + closer : closer;
  return { title: 'Add the missing closing bracket', edits: [{ range: { start: at, end: at }, newText }] };
}

/** Those that are open at the end of the text, each on a line of its own where its opening bracket's line is another. */
function missingBrackets(document: SyntaxDocument, { end }: TextRange): Repair | undefined {
  const { text } = document;
  const content = text.trimEnd().length;
  if (end < content) return undefined;
  const { lineBreak, oneLine } = layoutOf(document);
  const closers = openBrackets(text).reverse().map(({ offset, closer }) => (oneLine ? closer : lineBreak + indentOf(text, offset) + closer));
  if (closers.length === 0) return undefined;
  return { title: closers.length === 1 ? 'Add the missing closing bracket' : 'Add the missing closing brackets', edits: [{ range: { start: content, end: content }, newText: closers.join('') }] };
}

function openBrackets(text: string): { readonly offset: number; readonly closer: string }[] {
  const open: { offset: number; closer: string }[] = [];
  for (const match of text.matchAll(/"(?:[^"\\\n]|\\.)*"?|[{}[\]]/g)) {
    if (match[0] === '{' || match[0] === '[') open.push({ offset: match.index, closer: match[0] === '{' ? '}' : ']' });
    else if (match[0] === open.at(-1)?.closer) open.pop();
  }
  return open;
}

function errorsIn({ problems }: SyntaxDocument): number {
  return problems.filter(({ severity }) => severity === 'error').length;
}

function dataOf({ root }: SyntaxDocument): string {
  return root ? JSON.stringify(toValue(root)) : '';
}

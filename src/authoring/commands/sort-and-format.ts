/**
 * *Sort & Format*: members in one order, laid out evenly. The data stay what they are, lists keep their order, and
 * comments go with what they are about.
 */
import { format as jsonFormat } from 'jsonc-parser';
import type { ConnectorFileKind, FileFormat } from '../../connector/connector.ts';
import { sameData } from '../../connector/json-value.ts';
import { parseDocument, toValue, type SyntaxDocument, type SyntaxNode } from '../../connector/syntax-tree.ts';
import { DocumentNotEditableError, applyTextEdits } from '../../connector/text-edits.ts';
import { layoutOf } from '../../connector/text-layout.ts';
import { jsonComments } from './json-comments.ts';
import { shapeOf, type Shape } from './member-order.ts';
import { sortJson } from './sort-json.ts';
import { sortYaml, type SortedYaml } from './sort-yaml.ts';
import { yamlComments } from './yaml-as-json.ts';

/** Enough for comments in lists of lists, the worst that was found. */
const MAXIMUM_PASSES = 4;

export interface SortOptions {
  /** `given` keeps the order of the paths, in which they appear in the designer; `alphabetical` sorts them. */
  readonly paths?: 'given' | 'alphabetical';
}

export interface SortedFile {
  /** With the line breaks, the step of indentation and the byte order mark of the source, and a final line break. */
  readonly text: string;
  /** False where the file was only laid out, since its aliases need the order they have. */
  readonly sorted: boolean;
}

/**
 * @throws {DocumentNotEditableError} where the text is empty or has syntax errors, or is laid out so that sorting would
 * lose a comment or change the data.
 */
export function sortAndFormat(text: string, format: FileFormat, kind: ConnectorFileKind, options: SortOptions = {}): SortedFile {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const content = text.slice(mark.length);
  const document = parseDocument(content, format);
  const { root } = document;
  const broken = document.problems.find(({ severity }) => severity === 'error');
  if (broken) throw new DocumentNotEditableError(`The file has a syntax error and cannot be sorted: ${broken.message} Repair it first.`);
  if (!root) throw new DocumentNotEditableError('The file is empty. There is nothing to sort.');

  const sortPaths = options.paths === 'alphabetical';
  const { lineBreak } = layoutOf(document);
  const { text: laidOut, sorted } = format === 'json'
    ? { text: formatJson(sortJson(content, root, shapeOf(kind), sortPaths), document), sorted: true }
    : settledYaml(content, shapeOf(kind), sortPaths);
  const result = laidOut.replaceAll(/\r?\n/g, lineBreak);
  check(document, root, result);
  return { text: mark + result, sorted };
}

function formatJson(text: string, document: SyntaxDocument): string {
  const { step, lineBreak } = layoutOf(document);
  const edits = jsonFormat(text, undefined, {
    tabSize: step.startsWith('\t') ? 1 : step.length,
    insertSpaces: !step.startsWith('\t'),
    eol: lineBreak,
    insertFinalNewline: true,
  });
  // Not by the library's own function, which copies the text for each edit: half a minute for a large definition.
  return applyTextEdits(text, edits.map(({ offset, length, content }) => ({ range: { start: offset, end: offset + length }, newText: content })));
}

/** The library sets some comments elsewhere than it reads them: laid out again until nothing moves. */
function settledYaml(text: string, shape: Shape, sortPaths: boolean): SortedYaml {
  let result = sortYaml(text, shape, sortPaths);
  const passes = yamlComments(text).length > 0 ? MAXIMUM_PASSES : 0;
  for (let pass = 0; pass < passes; pass++) {
    const next = sortYaml(result.text, shape, sortPaths);
    if (next.text === result.text) return result;
    result = next;
  }
  return result;
}

/** Files are the user's: what does not read back as the same data with the same comments is withheld. */
function check(before: SyntaxDocument, root: SyntaxNode, result: string): void {
  const after = parseDocument(result, before.format);
  const sound = after.root !== undefined && after.problems.every(({ severity }) => severity !== 'error');
  if (!sound || !after.root || !sameData(toValue(after.root), toValue(root)) || !sameComments(before, after)) {
    throw new DocumentNotEditableError('The file is laid out in a way that cannot be sorted without loss. Sort it by hand.');
  }
}

function sameComments(before: SyntaxDocument, after: SyntaxDocument): boolean {
  const [left, right] = [before, after].map(({ text, format }) =>
    (format === 'json' ? jsonComments(text).map(({ lines }) => lines.join('\n')) : yamlComments(text).map((comment) => comment.text)).sort());
  return sameData(left, right);
}

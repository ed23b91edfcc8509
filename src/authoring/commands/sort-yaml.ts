/** Reorders and lays out a YAML text through the `yaml` library, which keeps comments, quotes, anchors and empty lines. */
import { isMap, isScalar, isSeq, parseDocument, visit, type Document, type Node, type Pair, type ParsedNode, type ScalarTag, type Tags, type YAMLMap } from 'yaml';
import { itemShape, memberShape, sortedPlaces, type Shape } from './member-order.ts';

export interface SortedYaml {
  /** With `\n` as line break. */
  readonly text: string;
  /** False where the members stay in their order, since an anchor must stand before its aliases. */
  readonly sorted: boolean;
}

/** A comment for an editor's language server counts only at the very top. */
const FILE_COMMENT = /^ ?yaml-language-server:/;

/**
 * @param text Sound YAML, without byte order mark. Its own step of indentation is kept.
 */
export function sortYaml(text: string, shape: Shape, sortPaths: boolean): SortedYaml {
  const document = parseDocument(text, { version: '1.2', uniqueKeys: false, merge: false, customTags: keepingText });
  settleComments(document.contents, text);
  joinTail(document, text);
  let aliases = false;
  visit(document, { Alias: () => { aliases = true; return visit.BREAK; } });
  if (!aliases) {
    keepHead(document);
    sortNode(document.contents, shape, sortPaths);
  }
  const step = Math.max(1, Math.min(stepBelowKeys(document, text, isMap) ?? 2, 8));
  const list = stepBelowKeys(document, text, isSeq) ?? step;
  unfold(document, text);
  return { text: document.toString({ lineWidth: 0, indent: step, indentSeq: list >= step }), sorted: !aliases };
}

function sortNode(node: Node | null, shape: Shape, sortPaths: boolean): void {
  if (isSeq(node)) {
    for (const item of node.items) sortNode(item as Node | null, itemShape(shape), sortPaths);
  }
  if (!isMap(node)) return;
  const pairs = node.items as Pair<Node, Node | null>[];
  const keys = pairs.map(({ key }) => (isScalar(key) ? String(key.value) : ''));
  for (const [index, pair] of pairs.entries()) sortNode(pair.value, memberShape(shape, keys[index] ?? ''), sortPaths);
  const places = sortedPlaces(shape, keys, sortPaths);
  if (places.every((place, index) => place === index)) return;
  giveCommentToFirst(node, pairs[0]);
  node.items = places.flatMap((place) => pairs[place] ?? []);
}

/** The library hangs the comment above the first member on the whole mapping. */
function giveCommentToFirst(map: YAMLMap, first: Pair<Node, Node | null> | undefined): void {
  const comment = map.commentBefore;
  if (!first || !isScalar(first.key) || typeof comment !== 'string') return;
  first.key.commentBefore = joined(comment, first.key.commentBefore);
  map.commentBefore = null;
}

/** What stands above the first member, but apart from it, is about the file and stays at its head. */
function keepHead(document: Document.Parsed): void {
  const first = isMap(document.contents) ? document.contents.items[0]?.key : undefined;
  if (!isScalar(first) || typeof first.commentBefore !== 'string') return;
  const paragraphs = first.commentBefore.split('\n\n');
  const about = FILE_COMMENT.test(paragraphs.at(-1) ?? '') ? undefined : paragraphs.pop();
  if (paragraphs.length > 0) document.commentBefore = joined(document.commentBefore ?? undefined, paragraphs.join('\n\n'));
  first.commentBefore = about;
}

/** The library puts an empty line above what stands behind the last member. */
function joinTail(document: Document.Parsed, text: string): void {
  const { contents, comment } = document;
  if (!(isMap(contents) || isSeq(contents)) || contents.flow || typeof comment !== 'string' || !contents.range) return;
  if (/^[ \t]*\r?\n/.test(text.slice(contents.range[2]))) return;
  contents.comment = joined(contents.comment, comment);
  document.comment = null;
}

function joined(...comments: readonly (string | null | undefined)[]): string {
  return comments.filter((comment) => typeof comment === 'string').join('\n');
}

/** A line between two members: a comment with its column, or an empty one. */
interface CommentLine {
  readonly column: number;
  readonly text: string;
}

/**
 * Gives each comment to what it is indented with. The library gives all comments after a nested collection to that
 * collection as soon as one of them is indented as deep as it is.
 *
 * @returns The comments behind the node that are indented less than it.
 */
function settleComments(node: Node | null, text: string): readonly CommentLine[] {
  if (!(isMap(node) || isSeq(node)) || node.flow || !node.range) return [];
  let passed: readonly CommentLine[] = [];
  for (const item of node.items) {
    const holder = (isMap(node) ? (item as Pair<Node, Node | null>).key : item) as Node | null;
    if (passed.length > 0 && holder) holder.commentBefore = joined(textOf(passed), holder.commentBefore);
    passed = settleComments((isMap(node) ? (item as Pair<Node, Node | null>).value : item) as Node | null, text);
  }
  const own = [...passed, ...commentLines(text, node.range[1], node.range[2])];
  const indentation = column(text, node.range[0]);
  const cut = own.findIndex((line) => line.column < indentation);
  const kept = cut < 0 ? own : own.slice(0, cut);
  node.comment = kept.some((line) => line.text !== '') ? textOf(kept) : null;
  return cut < 0 ? [] : own.slice(cut);
}

function commentLines(text: string, from: number, to: number): CommentLine[] {
  const lines = text.slice(from, to).split('\n');
  // Only the indentation of what follows.
  if (lines.at(-1)?.trim() === '') lines.pop();
  return lines.map((line) => {
    const sign = line.indexOf('#');
    return sign < 0 ? { column: Number.POSITIVE_INFINITY, text: '' } : { column: sign, text: line.slice(sign + 1).trimEnd() };
  });
}

/** Without empty lines at both ends. */
function textOf(lines: readonly CommentLine[]): string {
  return lines.map(({ text }) => text).join('\n').replace(/^\n+|\n+$/g, '');
}

/** Brackets over several lines become block style: the library would put them on one line. */
function unfold(document: Document.Parsed, text: string): void {
  visit(document, {
    Collection: (_key, node) => {
      const range = (node as Partial<ParsedNode>).range;
      if (node.flow && node.items.length > 0 && range && text.slice(range[0], range[1]).includes('\n')) node.flow = false;
      // What is inside brackets cannot be block style.
      return node.flow ? visit.SKIP : undefined;
    },
  });
}

/** Spaces from a key to the block mapping or list below it, as the first one shows. */
function stepBelowKeys(document: Document.Parsed, text: string, isKind: (node: unknown) => boolean): number | undefined {
  let step: number | undefined;
  visit(document, {
    Pair: (_key, pair) => {
      const { key, value } = pair as Pair<Node, Node | null>;
      if (!isKind(value) || !(isMap(value) || isSeq(value)) || value.flow || !value.range || !key.range) return undefined;
      // A mapping on the line of its key belongs to a longer key or an anchor.
      const below = column(text, value.range[0]) - column(text, key.range[0]);
      if (!text.slice(key.range[1], value.range[0]).includes('\n') || below < 0) return undefined;
      step = below;
      return visit.BREAK;
    },
  });
  return step;
}

function column(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** Numbers keep the text they are written in, and folded texts stay folded. */
function keepingText(tags: Tags): Tags {
  return tags.map((tag) => (typeof tag === 'string' || tag.collection ? tag : keepingScalar(tag)));
}

function keepingScalar(tag: ScalarTag): ScalarTag {
  const { stringify } = tag;
  if (!stringify) return tag;
  if (/:(?:int|float)$/.test(tag.tag)) return { ...tag, stringify: (item, ...rest) => item.source ?? stringify(item, ...rest) };
  if (!tag.tag.endsWith(':str')) return tag;
  return {
    ...tag,
    stringify: (item, context, ...rest) => stringify(item, item.type === 'BLOCK_FOLDED' ? { ...context, options: { ...context.options, lineWidth: 80 } } : context, ...rest),
  };
}

/** What can be folded: every object, list and long text of several lines, runs of comments, and `#region` comments. */
import type { TextRange } from '../../connector/connector.ts';
import { LineIndex } from '../../connector/line-index.ts';
import type { SyntaxDocument, SyntaxNode } from '../../connector/syntax-node.ts';
import { lineEnd } from '../../connector/text-layout.ts';
import type { ConnectorModel, FileKind } from '../model/connector-model.ts';

export interface FoldingRange extends TextRange {
  readonly kind: 'block' | 'comment' | 'region';
}

/** Editors keep 5,000 ranges at most: of a larger file the outer ones. */
const MOST = 5000;

/**
 * From the first line that stays visible to the last line that is folded away: the line of a closing bracket stays. In the
 * order of the text.
 */
export function foldingRanges(connector: ConnectorModel, file: FileKind): FoldingRange[] {
  const document = file === 'script' ? undefined : connector.documents[file];
  if (!document) return [];
  // The parser has met the comments of JSON already: addresses in texts hold // as well.
  const commented = document.format === 'yaml' || document.problems.some(({ code }) => code === 'comment');
  const ranges = [...blocksOf(document), ...(commented ? commentsOf(document.text) : [])];
  return ranges.sort((left, right) => left.start - right.start || right.end - left.end);
}

/** Level by level, so that a bound leaves the inner ones out. */
function blocksOf({ text, root }: SyntaxDocument): FoldingRange[] {
  const lines = new LineIndex(text);
  const found: FoldingRange[] = [];
  let level: readonly Foldable[] = root ? [{ node: root, start: root.range.start }] : [];
  while (level.length > 0 && found.length < MOST) {
    const next: Foldable[] = [];
    for (const { node, start } of level) {
      // What an alias repeats is folded where it is written.
      if (node.alias) continue;
      const { line } = lines.placeAt(start);
      // On one line there is nothing to fold, nor is there in it.
      if (line === lines.placeAt(node.range.end).line) continue;
      const end = foldedEnd(text, node);
      if (line < lines.placeAt(end).line && found.length < MOST) found.push({ start, end, kind: 'block' });
      for (const member of node.members ?? []) if (isFoldable(member.value)) next.push({ node: member.value, start: member.keyRange.start });
      for (const item of node.items ?? []) if (isFoldable(item)) next.push({ node: item, start: item.range.start });
    }
    level = next;
  }
  return found;
}

interface Foldable {
  readonly node: SyntaxNode;
  /** Of the key that stays visible. */
  readonly start: number;
}

function isFoldable(node: SyntaxNode): boolean {
  return node.members !== undefined || node.items !== undefined || node.block === true;
}

function foldedEnd(text: string, { range: { start, end }, block }: SyntaxNode): number {
  if (block || !/[\]}]/.test(text[end - 1] ?? '')) return end;
  // The closing bracket's line stays, where the bracket is the first thing on it.
  let before = end - 2;
  while (text[before] === ' ' || text[before] === '\t') before--;
  return text[before] === '\n' ? Math.max(start, before) : end;
}

const COMMENT_LINE = /^[ \t]*(?:#|\/\/)(.*)$/gm;

/** `# region` and `#region` to `#endregion`, nested, and runs of comment lines. */
function commentsOf(text: string): FoldingRange[] {
  if (!text.includes('#') && !text.includes('//')) return [];
  const found: FoldingRange[] = [];
  const regions: number[] = [];
  let run: { start: number; end: number } | undefined;
  const endRun = (): void => {
    if (run && text.slice(run.start, run.end).includes('\n')) found.push({ ...run, kind: 'comment' });
    run = undefined;
  };
  for (const match of text.matchAll(COMMENT_LINE)) {
    const start = match.index;
    const end = lineEnd(text, start);
    const words = (match[1] ?? '').trim();
    if (/^#?region\b/.test(words)) {
      endRun();
      regions.push(start);
    } else if (/^#?endregion\b/.test(words)) {
      endRun();
      const begin = regions.pop();
      if (begin !== undefined) found.push({ start: begin, end, kind: 'region' });
    } else if (run && text.slice(run.end, start).trim() === '' && !/\n[^\n]*\n/.test(text.slice(run.end, start))) {
      run.end = end;
    } else {
      endRun();
      run = { start, end };
    }
  }
  endRun();
  return found;
}

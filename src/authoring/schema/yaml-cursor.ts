/**
 * What surrounds a place in YAML text: the keys on the way to it from the root, and the values beside that way that are
 * complete on their line, since these decide which part of a schema applies. It is found by indentation, so that a text
 * which is being typed needs no parser, a megabyte takes a few milliseconds, and aliases are never followed.
 */
import type { TextRange } from '../../connector/connector.ts';
import { MAXIMUM_DEPTH } from '../../connector/syntax-node.ts';
import { parseDocument, toValue } from '../../connector/syntax-tree.ts';
import { lineEnd, lineStart } from '../../connector/text-layout.ts';
import { dashesAt, indentationOf, isComplete, isInComment, opensBlock, opensText, plainEntry, readYamlLine, withoutComment, type YamlLine } from './yaml-lines.ts';

export interface YamlCursor {
  /** `key`: a key may stand here; `value`: behind `key:`; `item`: behind a dash, where either may stand. */
  readonly place: 'key' | 'value' | 'item';
  /** What is typed of it, which a completion takes the place of. */
  readonly range: TextRange;
  /** A key here has its colon already. */
  readonly keyHasColon: boolean;
  /** From the root to the collection that the place is in. */
  readonly path: readonly YamlLevel[];
  /** Columns between the white space that the line begins with and the place where its keys stand. */
  readonly offset: number;
}

export type YamlLevel =
  | {
      readonly kind: 'object';
      /** Members beside the way; `null` where the value goes over several lines. */
      readonly members: Readonly<Record<string, unknown>>;
      /** The member that the way leads through; undefined for the last level of a `key`. */
      readonly key?: string;
    }
  | { readonly kind: 'array' };

/** Undefined where nothing can be completed: inside comments, block text, and collections in braces over several lines. */
export function yamlCursorAt(text: string, offset: number): YamlCursor | undefined {
  if (text.startsWith('\uFEFF')) {
    const cursor = yamlCursorAt(text.slice(1), Math.max(0, offset - 1));
    return cursor && { ...cursor, range: { start: cursor.range.start + 1, end: cursor.range.end + 1 } };
  }
  const start = lineStart(text, offset);
  const end = lineEnd(text, offset);
  const typed = readTyped(text.slice(start, offset), text.slice(offset, end));
  if (!typed) return undefined;
  const { dashes, column, place, key, before, after, keyHasColon } = typed;
  const levels = new LevelStack(place === 'item' ? undefined : column, place === 'value' ? key : undefined, dashes);
  if (!readUpwards(text, start, levels)) return undefined;
  readDownwards(text, end, levels, place === 'item' ? column : undefined);
  const path = levels.levels.length > MAXIMUM_DEPTH ? undefined : levels.path();
  return path && { place, range: { start: offset - before, end: offset + after }, keyHasColon, path, offset: column - (dashes[0] ?? column) };
}

interface Typed {
  readonly dashes: readonly number[];
  readonly column: number;
  readonly place: YamlCursor['place'];
  readonly key?: string;
  /** Characters before and after the offset that are to be replaced. */
  readonly before: number;
  readonly after: number;
  readonly keyHasColon: boolean;
}

function readTyped(before: string, after: string): Typed | undefined {
  if (isInComment(before)) return undefined;
  const indent = /^ */.exec(before)?.[0].length ?? 0;
  // A dash right before the cursor may still become something else.
  const { dashes, column } = dashesAt(before.endsWith('-') ? before.slice(0, -1) : before, indent);
  const content = before.slice(column);
  const keyed = /^("(?:[^"\\]|\\.)*"\s*|'(?:[^']|'')*'\s*|[^\s"'#][^#]*?):\s+(.*)$/.exec(content);
  const typed = keyed ? (keyed[2] ?? '') : content;
  if (typed === '-' || /^[|>[{&*!\t]/.test(typed) || (!keyed && typed.endsWith(':'))) return undefined;
  if (keyed) {
    const rest = withoutComment(typed + after).length - typed.length;
    return { dashes, column, place: 'value', key: keyed[1]?.trimEnd(), before: typed.length, after: Math.max(0, rest), keyHasColon: true };
  }
  const rest = /^[^\s:#]*/.exec(after)?.[0].length ?? 0;
  const keyHasColon = /^ ?:(?:\s|$)/.test(after.slice(rest));
  const place = dashes.length > 0 && !keyHasColon ? 'item' : 'key';
  return { dashes, column, place, before: typed.length, after: rest, keyHasColon };
}

interface OpenLevel {
  readonly kind: 'object' | 'array';
  /** Of its keys or dashes. */
  readonly column: number;
  readonly entries: string[];
  /** As it is written. */
  readonly key?: string;
}

/** The collections around the place, innermost first. */
class LevelStack {
  readonly levels: OpenLevel[] = [];

  constructor(column: number | undefined, key: string | undefined, dashes: readonly number[]) {
    if (column !== undefined) this.levels.push({ kind: 'object', column, entries: [], key });
    this.addItems(dashes);
  }

  get outermost(): OpenLevel | undefined {
    return this.levels.at(-1);
  }

  addItems(dashes: readonly number[]): void {
    for (const column of dashes.toReversed()) this.levels.push({ kind: 'array', column, entries: [] });
  }

  addParent({ column, key, dashes }: YamlLine): void {
    this.levels.push({ kind: 'object', column, entries: [], key });
    this.addItems(dashes);
  }

  /** Undefined where a key is not valid YAML. */
  path(): YamlLevel[] | undefined {
    const path: YamlLevel[] = [];
    for (const { kind, entries, key } of this.levels.toReversed()) {
      if (kind === 'array') path.push({ kind });
      else {
        const name = key === undefined ? undefined : Object.keys(readMembers([`${key}:`]))[0];
        if (key !== undefined && name === undefined) return undefined;
        path.push({ kind, members: readMembers(entries), key: name });
      }
    }
    return path;
  }
}

function readMembers(entries: readonly string[]): Record<string, unknown> {
  const { root } = parseDocument(entries.join('\n'), 'yaml');
  return root?.kind === 'object' ? (toValue(root) as Record<string, unknown>) : {};
}

/** False where the place turns out to be inside of text. */
function readUpwards(text: string, from: number, levels: LevelStack): boolean {
  for (let end = from - 1; end >= 0; ) {
    const start = lineStart(text, end);
    const level = levels.outermost;
    const indent = indentationOf(text, start, end);
    if (indent !== undefined && level && indent <= level.column) {
      const line = readYamlLine(text.slice(start, end));
      if (line && !takeLineAbove(line, level, levels)) return false;
    }
    end = start - 1;
  }
  return true;
}

function takeLineAbove(line: YamlLine, level: OpenLevel, levels: LevelStack): boolean {
  const { dashes, column, key } = line;
  if (level.kind === 'object' && column === level.column) {
    if (key !== undefined && (levels.levels.length === 1 || isComplete(line))) level.entries.push(plainEntry(line));
    levels.addItems(dashes);
    return true;
  }
  // Another item of the same list.
  if (level.kind === 'array' && dashes.includes(level.column)) return true;
  // A list may stand at the column of its key; an object stands further in.
  if (column > level.column || (column === level.column && level.kind === 'object')) return true;
  if (opensText(line)) return false;
  if (key === undefined) return true;
  // `key: text` with something deeper below it: the text goes on there.
  if (!opensBlock(line)) return false;
  levels.addParent(line);
  return true;
}

/** What follows belongs to the same collections as long as it is not further out. */
function readDownwards(text: string, from: number, stack: LevelStack, itemColumn: number | undefined): void {
  const { levels } = stack;
  let inner = 0;
  let own = itemColumn;
  for (let start = from + 1; start < text.length && inner < levels.length; ) {
    const end = lineEnd(text, start);
    const indent = indentationOf(text, start, end);
    if (indent !== undefined) {
      const line = indent <= (levels[inner]?.column ?? 0) || inner === 0 ? readYamlLine(text.slice(start, end)) : undefined;
      // Behind a lone dash, keys on the next lines are members of the same item, up to the next one.
      if (line && own !== undefined && (line.dashes[0] ?? own) < own) own = undefined;
      if (line && inner === 0 && own !== undefined && indent === own && line.key !== undefined && line.dashes.length === 0) {
        if (levels[0]?.column !== own) levels.unshift({ kind: 'object', column: own, entries: [] });
        levels[0]?.entries.push(plainEntry(line));
      } else if (line) inner = takeLineBelow(line, levels, inner);
    }
    start = end + 1;
  }
}

/** The innermost level that is still open after the line. */
function takeLineBelow(line: YamlLine, levels: readonly OpenLevel[], from: number): number {
  const first = line.dashes[0] ?? line.column;
  let inner = from;
  for (let level = levels[inner]; level && first <= level.column; level = levels[++inner]) {
    if (first < level.column) continue;
    const item = line.dashes.length > 0;
    if (level.kind === 'array' ? item : !item) {
      if (level.kind === 'object' && line.key !== undefined && (inner === 0 || isComplete(line))) level.entries.push(plainEntry(line));
      return inner;
    }
    // A dash at the column of a key is the list of that key.
    if (level.kind === 'object') return inner;
  }
  return inner;
}

/** Writes a JSON tree as block-style YAML: order of keys, texts of numbers and comments are kept. */
import type { SyntaxNode } from '../../connector/syntax-tree.ts';
import { countingMembers } from './counting-members.ts';
import { commentsBetween, jsonComments, type JsonComment } from './json-comments.ts';
import { yamlKey, yamlText } from './yaml-scalars.ts';

/** A value behind `key:` or `-`, with the comment of the line on which its bracket opens. */
interface Written {
  readonly head: string;
  readonly body: readonly string[];
  /** The value needs no further indentation below a dash: `- key: value`. */
  readonly collection: boolean;
  readonly comment: string;
}

interface Child {
  /** Of a member only. */
  readonly key?: string;
  readonly start: number;
  readonly value: SyntaxNode;
}

/**
 * @param root The tree of `text`; the last of duplicate keys counts.
 * @param step One step of indentation, in spaces.
 * @returns Lines without line breaks.
 */
export function jsonAsYaml(text: string, root: SyntaxNode, step: string): string[] {
  return new YamlWriter(text, step).document(root);
}

class YamlWriter {
  private readonly text: string;
  private readonly step: string;
  private readonly comments: readonly JsonComment[];

  constructor(text: string, step: string) {
    this.text = text;
    this.step = step;
    this.comments = jsonComments(text);
  }

  document(root: SyntaxNode): string[] {
    const { head, body, collection, comment } = this.value(root);
    const above = ownLines(commentsBetween(this.comments, 0, root.range.start));
    const below = ownLines(commentsBetween(this.comments, root.range.end, this.text.length));
    const first = head === '' ? [] : [withComment(head, comment)];
    const opening = head === '' && comment !== '' ? [`# ${comment}`] : [];
    return [...above, ...opening, ...first, ...(collection ? body : indented(body, this.step)), ...below];
  }

  private value(node: SyntaxNode): Written {
    if (node.kind === 'string') return { ...yamlText(String(node.value)), collection: false, comment: '' };
    if (node.kind !== 'object' && node.kind !== 'array') {
      // By its text, which YAML reads as the same number: 1.0 stays 1.0.
      return { head: this.text.slice(node.range.start, node.range.end), body: [], collection: false, comment: '' };
    }
    const children = childrenOf(node);
    if (children.length === 0) {
      const inside = commentsBetween(this.comments, node.range.start, node.range.end);
      return { head: node.kind === 'object' ? '{}' : '[]', body: [], collection: false, comment: inside.flatMap(({ lines }) => lines).filter((line) => line !== '').join(' ') };
    }
    return this.collection(node, children);
  }

  private collection(node: SyntaxNode, children: readonly Child[]): Written {
    const body: string[] = [];
    const [opening, before] = this.split(node.range.start + 1, children[0]?.start ?? node.range.end);
    let above = before;
    for (const [index, child] of children.entries()) {
      const written = this.value(child.value);
      const next = children[index + 1];
      const [behind, below] = this.split(child.value.range.end, next?.start ?? node.range.end - 1);
      const between = commentsBetween(this.comments, child.start, child.value.range.start);
      // One line has place for comments of one line; a dash has none where a collection begins behind it.
      const room = child.key !== undefined || !written.collection;
      const beside = room ? [...between, ...behind].filter(({ lines }) => lines.length === 1) : [];
      const others = [...above, ...between.filter((comment) => !beside.includes(comment)), ...behind.filter((comment) => !beside.includes(comment))];
      body.push(...ownLines(others), ...this.child(child, written, join([written.comment, ...beside.flatMap(({ lines }) => lines)])));
      above = below;
    }
    body.push(...ownLines(above));
    const single = opening.length > 0 && opening.every(({ lines }) => lines.length === 1);
    return { head: '', body: single ? body : [...ownLines(opening), ...body], collection: true, comment: single ? join(opening.flatMap(({ lines }) => lines)) : '' };
  }

  private child({ key }: Child, { head, body, collection }: Written, comment: string): string[] {
    if (key === undefined) {
      if (!collection) return [withComment(`- ${head}`, comment), ...indented(body, this.step)];
      const lines = comment === '' ? body : [`# ${comment}`, ...body];
      return lines.map((line, index) => (index === 0 ? `- ${line}` : indent(line, '  ')));
    }
    const written = yamlKey(key);
    const last = `${written.at(-1) ?? ''}${head === '' ? '' : ` ${head}`}`;
    return [...written.slice(0, -1), withComment(last, comment), ...indented(body, this.step)];
  }

  /** The comments of a stretch: those on the line where it begins, and the others. */
  private split(from: number, to: number): readonly [readonly JsonComment[], readonly JsonComment[]] {
    const all = commentsBetween(this.comments, from, to);
    const lineEnd = all.length === 0 ? 0 : this.text.indexOf('\n', from);
    const here = all.filter(({ start }) => lineEnd < 0 || start < lineEnd);
    return [here, all.slice(here.length)];
  }
}

function childrenOf(node: SyntaxNode): Child[] {
  if (node.items) return node.items.map((value) => ({ start: value.range.start, value }));
  return countingMembers(node).map(({ key, keyRange, value }) => ({ key, start: keyRange.start, value }));
}

function ownLines(comments: readonly JsonComment[]): string[] {
  return comments.flatMap(({ lines }) => lines.map((line) => (line === '' ? '#' : `# ${line}`)));
}

function withComment(line: string, comment: string): string {
  return comment === '' ? line : `${line} # ${comment}`;
}

function join(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(' ');
}

function indented(lines: readonly string[], by: string): string[] {
  return lines.map((line) => indent(line, by));
}

function indent(line: string, by: string): string {
  return line === '' ? line : by + line;
}

/** Reorders the members of a JSON text; the comments above a member and behind it go with it. */
import type { SyntaxMember, SyntaxNode } from '../../connector/syntax-tree.ts';
import { commentsBetween, jsonComments, type JsonComment } from './json-comments.ts';
import { itemShape, memberShape, sortedPlaces, type Shape } from './member-order.ts';

/** The text with its members in order. Its white space is for a formatter to mend. */
export function sortJson(text: string, root: SyntaxNode, shape: Shape, sortPaths: boolean): string {
  const sorted = new JsonSorter(text, sortPaths).node(root, shape);
  return text.slice(0, root.range.start) + sorted + text.slice(root.range.end);
}

class JsonSorter {
  private readonly text: string;
  private readonly sortPaths: boolean;
  private readonly comments: readonly JsonComment[];

  constructor(text: string, sortPaths: boolean) {
    this.text = text;
    this.sortPaths = sortPaths;
    this.comments = jsonComments(text);
  }

  node(node: SyntaxNode, shape: Shape): string {
    const { text } = this;
    if (node.members && node.members.length > 0) return this.object(node, node.members, shape);
    let written = '';
    let done = node.range.start;
    for (const item of node.items ?? []) {
      written += text.slice(done, item.range.start) + this.node(item, itemShape(shape));
      done = item.range.end;
    }
    return written + text.slice(done, node.range.end);
  }

  private object(node: SyntaxNode, members: readonly SyntaxMember[], shape: Shape): string {
    const { text } = this;
    const last = members.length - 1;
    const close = node.range.end - 1;
    const opened = node.range.start + 1;
    // Where what stands behind one member ends and what stands above the next one begins.
    const cuts = members.map(({ range }, index) => this.cut(range.end, members[index + 1]?.range.start ?? close, index === last));
    const opening = this.lineBreak(opened, members[0]?.range.start ?? close) ?? opened;
    let closingComma = false;
    const pieces = members.map((member, index) => {
      const above = text.slice(index === 0 ? opening : cuts[index - 1], member.range.start);
      const comma = this.comma(member.range.end, cuts[index] ?? close);
      if (index === last) closingComma = comma !== undefined;
      const behind = comma === undefined ? text.slice(member.range.end, cuts[index]) : text.slice(member.range.end, comma) + text.slice(comma + 1, cuts[index]);
      const beforeValue = text.slice(member.range.start, member.value.range.start);
      return { above, member: beforeValue + this.node(member.value, memberShape(shape, member.key)), behind };
    });
    const places = sortedPlaces(shape, members.map(({ key }) => key), this.sortPaths);
    const written: string[] = [];
    const add = (next: string): void => {
      written.push(swallows(written.at(-1) ?? '', next) ? `\n${next}` : next);
    };
    add(`{${text.slice(opened, opening)}`);
    for (const [index, place] of places.entries()) {
      const piece = pieces[place];
      if (!piece) continue;
      // A comment above a member that comes to stand first must not look like one about the whole object.
      const apart = index === 0 && place !== 0 && /^[ \t]*\//.test(piece.above) ? '\n' : '';
      add(apart + piece.above);
      written.push(piece.member, index < last || closingComma ? ',' : '');
      written.push(piece.behind);
    }
    add(`${text.slice(cuts[last], close)}}`);
    return written.join('');
  }

  private cut(from: number, to: number, last: boolean): number {
    const lineBreak = this.lineBreak(from, to);
    if (lineBreak !== undefined) return lineBreak;
    // On one line, what stands behind the comma belongs to the next member.
    const comma = last ? undefined : this.comma(from, to);
    return comma === undefined ? to : comma + 1;
  }

  private lineBreak(from: number, to: number): number | undefined {
    return this.outsideComments('\n', from, to);
  }

  private comma(from: number, to: number): number | undefined {
    return this.outsideComments(',', from, to);
  }

  private outsideComments(sign: string, from: number, to: number): number | undefined {
    const comments = commentsBetween(this.comments, from, to);
    for (let found = this.text.indexOf(sign, from); found >= 0 && found < to; found = this.text.indexOf(sign, found + 1)) {
      if (!comments.some(({ start, end }) => found >= start && found < end)) return found;
    }
    return undefined;
  }
}

/** A comment to the end of the line must not swallow what is put behind it. */
function swallows(trivia: string, next: string): boolean {
  return trivia.slice(trivia.lastIndexOf('\n') + 1).includes('//') && !/^[ \t\r]*\n/.test(next);
}

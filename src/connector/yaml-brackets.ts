/** Everyday YAML in brackets: `{…}` and `[…]`, over one line or several (see everyday-yaml.ts). */
import { arrayNode, objectNode, scalarNode, type SyntaxMember, type SyntaxNode } from './syntax-node.ts';
import { plainValue } from './yaml-scalars.ts';
import { BAR, CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, CR, DASH, DOUBLE, GREATER, HASH, LF, NOT_EVERYDAY, OPEN_BRACE, OPEN_BRACKET, QUESTION, SINGLE, SPACE, YamlScanner, valueNode } from './yaml-scanner.ts';

export class YamlBrackets extends YamlScanner {
  /** Where the collection or scalar that was read last ends. */
  protected end = 0;

  /** A collection in brackets; `end` is then behind its closing one. `outer` where no other bracket is around it. */
  protected flow(start: number, parent: number, depth: number, outer: boolean): SyntaxNode {
    this.enter(depth);
    const map = this.code(start) === OPEN_BRACE;
    const closer = map ? CLOSE_BRACE : CLOSE_BRACKET;
    const members: SyntaxMember[] = [];
    const items: SyntaxNode[] = [];
    let at = this.flowGap(start + 1, parent, outer);
    while (this.code(at) !== closer) {
      if (map) members.push(this.flowMember(at, parent, depth));
      else items.push(this.flowValue(at, parent, depth));
      at = this.flowGap(this.end, parent, outer);
      if (this.code(at) === COMMA) at = this.flowGap(at + 1, parent, outer);
      else if (this.code(at) !== closer) throw NOT_EVERYDAY;
    }
    this.end = at + 1;
    if (!map) return arrayNode(start, at + 1, items);
    this.problems.duplicateKeys(members);
    return objectNode(start, at + 1, members);
  }

  private flowMember(start: number, parent: number, depth: number): SyntaxMember {
    const code = this.code(start);
    const inQuotes = code === DOUBLE || code === SINGLE;
    const keyEnd = inQuotes ? this.quoteEnd(start) : this.flowPlainEnd(start);
    const key = inQuotes ? this.quoted(start, keyEnd, -1) : this.text.slice(start, keyEnd);
    if (key === '<<' && !inQuotes) throw NOT_EVERYDAY;
    const colon = this.skipSpaces(keyEnd);
    this.end = keyEnd;
    let value: SyntaxNode | undefined;
    if (this.code(colon) === COLON && (inQuotes || this.blankAt(colon + 1) || this.flowIndicatorAt(colon + 1))) {
      const after = this.skipSpaces(colon + 1);
      const at = this.flowGap(after, parent, false);
      if (this.code(at) !== COMMA && this.code(at) !== CLOSE_BRACE) value = this.flowValue(at, parent, depth);
      else this.end = after;
    }
    if (!value) this.count();
    value ??= scalarNode('null', this.end, this.end, null);
    return { key, keyRange: { start, end: keyEnd }, value, range: { start, end: value.range.end } };
  }

  private flowValue(start: number, parent: number, depth: number): SyntaxNode {
    const code = this.code(start);
    if (code === OPEN_BRACE || code === OPEN_BRACKET) return this.flow(start, parent, depth + 1, false);
    this.count();
    const inQuotes = code === DOUBLE || code === SINGLE;
    const end = inQuotes ? this.quoteEnd(start) : this.flowPlainEnd(start);
    const value = inQuotes ? this.quoted(start, end, -1) : plainValue(this.text.slice(start, end));
    this.end = end;
    return valueNode(value, start, end);
  }

  private flowPlainEnd(start: number): number {
    const first = this.code(start);
    if (this.neverPlainAt(start) || first === QUESTION || first === COLON || first === BAR || first === GREATER) throw NOT_EVERYDAY;
    if (first === DASH && (this.blankAt(start + 1) || this.flowIndicatorAt(start + 1))) throw NOT_EVERYDAY;
    let end = start;
    for (let at = start; ; at++) {
      const code = this.code(at);
      if (code === LF || code === CR || Number.isNaN(code) || this.flowIndicatorAt(at)) break;
      if (code === COLON && (this.blankAt(at + 1) || this.flowIndicatorAt(at + 1))) break;
      if (code === HASH && end < at) break;
      if (code !== SPACE) end = at + 1;
    }
    if (end === start) throw NOT_EVERYDAY;
    return end;
  }

  /** To what comes next inside brackets. Further lines are deeper than `parent`, but for the outermost closing bracket. */
  private flowGap(from: number, parent: number, outer: boolean): number {
    let at = from;
    let line = -1;
    for (let code = this.code(at); code === SPACE || code === LF || code === CR; code = this.code(++at)) if (code === LF) line = at + 1;
    const code = this.code(at);
    if (Number.isNaN(code) || code === HASH) throw NOT_EVERYDAY;
    if (line < 0) return at;
    const column = at - line;
    const closes = outer && (code === CLOSE_BRACKET || code === CLOSE_BRACE);
    if (column <= parent && !(closes && column === parent)) throw NOT_EVERYDAY;
    if (column === 0 && (this.text.startsWith('---', at) || this.text.startsWith('...', at))) throw NOT_EVERYDAY;
    return at;
  }
}

/** The `yaml` package's nodes to ours. Aliases are followed within a bound, so that an alias bomb stays a problem message. */
import { isAlias, isMap, isScalar, type Pair, type ParsedNode, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { TextRange } from './connector.ts';
import type { ProblemList } from './problem-list.ts';
import { MAXIMUM_DEPTH, MAXIMUM_NODES, TOO_DEEP, TooManyNodes, aliasNode, arrayNode, memberNode, objectNode, scalarNode, type SyntaxMember, type SyntaxNode } from './syntax-node.ts';

/** Nodes that aliases may add to a document in all. The largest published definitions have some 10^4 nodes. */
const ALIAS_BUDGET = 100_000;

/** A node with what it stands for once aliases are written out: how many nodes, and how many levels of them. */
interface Sized {
  readonly node: SyntaxNode;
  readonly size: number;
  readonly height: number;
}

export class YamlTreeBuilder {
  private readonly text: string;
  private readonly problems: ProblemList;
  private readonly anchors = new Map<string, Sized>();
  private nodes = 0;
  private aliasNodes = 0;
  /** Of the collection that was completed last: handed up in fields, since most nodes need neither. */
  private size = 1;
  private height = 0;

  constructor(text: string, problems: ProblemList) {
    this.text = text;
    this.problems = problems;
  }

  /** @throws {TooManyNodes} */
  build(source: ParsedNode): SyntaxNode {
    return this.convert(source, 0);
  }

  private convert(source: ParsedNode, depth: number): SyntaxNode {
    if (++this.nodes > MAXIMUM_NODES) throw new TooManyNodes();
    this.size = 1;
    this.height = 0;
    if (isAlias(source)) return this.alias(source.source, source.range[0], source.range[1], depth);
    let node: SyntaxNode;
    if (isScalar(source)) node = this.scalar(source);
    else if (depth >= MAXIMUM_DEPTH) node = this.tooDeep(source);
    else node = isMap(source) ? this.map(source, depth) : this.sequence(source, depth);
    // Known only once it is complete: an alias inside its own anchor finds nothing and is reported.
    if (source.anchor) this.anchors.set(source.anchor, { node, size: this.size, height: this.height });
    return node;
  }

  private alias(name: string, start: number, end: number, depth: number): SyntaxNode {
    const target = this.anchors.get(name);
    if (!target) {
      this.problems.error('alias', `The alias *${name} has no anchor &${name} before it.`, start, end);
    } else if (this.aliasNodes + target.size > ALIAS_BUDGET) {
      this.problems.error('alias', `The aliases of this document stand for more than ${ALIAS_BUDGET.toLocaleString('en')} values. Write them out or use $ref.`, start, end);
    } else if (depth + target.height > MAXIMUM_DEPTH) {
      this.problems.error('depth', TOO_DEEP, start, end);
    } else {
      this.aliasNodes += target.size;
      this.size = target.size;
      this.height = target.height;
      return aliasNode(start, end, target.node);
    }
    return aliasNode(start, end, scalarNode('null', start, end, null));
  }

  private map(source: YAMLMap.Parsed<ParsedNode, ParsedNode | null>, depth: number): SyntaxNode {
    const members: SyntaxMember[] = [];
    let [size, height] = [1, 0];
    for (const pair of source.items) {
      const member = this.member(pair, depth);
      if (!member) continue;
      members.push(member);
      size += this.size;
      height = Math.max(height, this.height);
    }
    [this.size, this.height] = [size, height + 1];
    this.problems.duplicateKeys(members);
    return objectNode(source.range[0], collectionEnd(source, members.at(-1)), members, blockOf(source));
  }

  private sequence(source: YAMLSeq.Parsed, depth: number): SyntaxNode {
    const items: SyntaxNode[] = [];
    let [size, height] = [1, 0];
    for (const item of source.items) {
      items.push(this.convert(item as ParsedNode, depth + 1));
      size += this.size;
      height = Math.max(height, this.height);
    }
    [this.size, this.height] = [size, height + 1];
    return arrayNode(source.range[0], collectionEnd(source, items.at(-1)), items, blockOf(source));
  }

  private member(pair: Pair<ParsedNode, ParsedNode | null>, depth: number): SyntaxMember | undefined {
    const [first, end] = pair.key.range;
    let start = first;
    if (!isScalar(pair.key)) {
      this.problems.error('nonStringKey', 'A key must be plain text: JSON has no other keys.', start, end);
      return undefined;
    }
    // By source, so that `1.0` and `0x10` stay what the author wrote.
    let key = typeof pair.key.value === 'string' ? pair.key.value : (pair.key.source ?? '');
    if (pair.key.type === 'PLAIN') {
      // Someone types a key in front of another one: the package, which reports it, takes both lines for one key.
      const lastLine = /\n\s*(\S[^\n]*)$/.exec(this.text.slice(start, end))?.[1];
      if (lastLine !== undefined) {
        key = lastLine;
        start = end - lastLine.length;
      }
    }
    if (key === '<<' && pair.key.type === 'PLAIN') this.problems.error('mergeKey', 'Merge keys (<<) are not part of YAML 1.2. Write the merged properties out.', start, end);
    if (!pair.value) [this.size, this.height] = [1, 0];
    const value = pair.value ? this.convert(pair.value, depth + 1) : scalarNode('null', end, end, null);
    return memberNode(key, value, start, end);
  }

  private scalar(source: Scalar.Parsed): SyntaxNode {
    const { value, type } = source;
    const [start, end] = source.range;
    if (typeof value === 'number') return scalarNode('number', start, end, value);
    if (typeof value === 'boolean') return scalarNode('boolean', start, end, value);
    if (typeof value !== 'string') return scalarNode('null', start, end, null);
    const block = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
    return block ? scalarNode('string', start, withoutLineBreak(this.text, end), value, true) : scalarNode('string', start, end, value);
  }

  private tooDeep(source: YAMLMap.Parsed | YAMLSeq.Parsed): SyntaxNode {
    const [start, end] = source.range;
    this.problems.error('depth', TOO_DEEP, start, end);
    return isMap(source) ? objectNode(start, end, [], blockOf(source)) : arrayNode(start, end, [], blockOf(source));
  }
}

/** The library ends a block collection after its trailing comments and line breaks; ours ends with its last value. */
function collectionEnd(source: YAMLMap.Parsed | YAMLSeq.Parsed, last: { readonly range: TextRange } | undefined): number {
  return source.flow || !last ? source.range[1] : last.range.end;
}

function blockOf(source: YAMLMap.Parsed | YAMLSeq.Parsed): true | undefined {
  return source.flow ? undefined : true;
}

/** The end of a block scalar without the line break that the package counts to it. */
export function withoutLineBreak(text: string, end: number): number {
  if (text[end - 1] !== '\n') return end;
  return text[end - 2] === '\r' ? end - 2 : end - 1;
}

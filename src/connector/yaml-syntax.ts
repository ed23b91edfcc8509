/** YAML 1.2 text to syntax tree. Aliases are followed within a bound, so that an alias bomb stays a problem message. */
import { isAlias, isMap, isScalar, isSeq, parseDocument, type Pair, type ParsedNode, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { TextRange } from './connector.ts';
import { ProblemList } from './problem-list.ts';
import { MAXIMUM_DEPTH, type SyntaxDocument, type SyntaxMember, type SyntaxNode, type SyntaxProblem, type SyntaxProblemCode } from './syntax-node.ts';

/** Nodes that aliases may add to a document in all. The largest published definitions have some 10^5 nodes. */
const ALIAS_BUDGET = 100_000;

export function parseYaml(text: string): SyntaxDocument {
  // As a line break, the byte order mark neither shifts offsets nor counts as indentation.
  const scanned = text.startsWith('\uFEFF') ? `\n${text.slice(1)}` : text;
  const document = parseDocument(scanned, { version: '1.2', uniqueKeys: false, merge: false, prettyErrors: false });
  const problems: SyntaxProblem[] = document.errors.map((error) => ({
    code: error.code === 'MULTIPLE_DOCS' ? 'multipleDocuments' : 'syntax',
    severity: 'error',
    message: error.code === 'MULTIPLE_DOCS' ? 'The file holds several documents. Keep one of them.' : `${error.message.replace(/\.$/, '')}.`,
    range: { start: error.pos[0], end: error.pos[1] },
  }));
  const root = document.contents ? new TreeBuilder(text, problems).convert(document.contents, 0).node : undefined;
  return { format: 'yaml', text, root, problems };
}

/** A node with the number of nodes it stands for once aliases are written out. */
interface Sized<T = SyntaxNode> {
  readonly node: T;
  readonly size: number;
}

class TreeBuilder {
  private readonly text: string;
  private readonly problems: SyntaxProblem[];
  private readonly anchors = new Map<string, Sized>();
  private aliasNodes = 0;

  constructor(text: string, problems: SyntaxProblem[]) {
    this.text = text;
    this.problems = problems;
  }

  convert(source: ParsedNode, depth: number): Sized {
    if (depth > MAXIMUM_DEPTH) throw new RangeError('nested too deeply');
    if (isAlias(source)) return this.alias(source.source, rangeOf(source));
    const sized = isMap(source) ? this.map(source, depth) : isSeq(source) ? this.sequence(source, depth) : this.scalar(source);
    // Known only once it is complete: an alias inside its own anchor finds nothing and is reported.
    if (source.anchor) this.anchors.set(source.anchor, sized);
    return sized;
  }

  private alias(name: string, range: TextRange): Sized {
    const target = this.anchors.get(name);
    if (!target) {
      this.report('alias', `The alias *${name} has no anchor &${name} before it.`, range);
    } else if (this.aliasNodes + target.size > ALIAS_BUDGET) {
      this.report('alias', `The aliases of this document stand for more than ${ALIAS_BUDGET} values. Write them out or use $ref.`, range);
    } else {
      this.aliasNodes += target.size;
      return { node: { ...target.node, range, block: undefined, alias: true }, size: target.size };
    }
    return { node: { kind: 'null', range, value: null, alias: true }, size: 1 };
  }

  private map(source: YAMLMap.Parsed<ParsedNode, ParsedNode | null>, depth: number): Sized {
    const sized = source.items.flatMap((pair) => this.member(pair, depth));
    const members = sized.map(({ node }) => node);
    const list = new ProblemList(this.text.length);
    list.duplicateKeys(members);
    this.problems.push(...list.found);
    const node: SyntaxNode = { kind: 'object', range: collectionRange(source, members.at(-1)), members, block: !source.flow };
    return { node, size: totalSize(sized) };
  }

  private sequence(source: YAMLSeq.Parsed, depth: number): Sized {
    const sized = source.items.map((item) => this.convert(item as ParsedNode, depth + 1));
    const items = sized.map(({ node }) => node);
    const node: SyntaxNode = { kind: 'array', range: collectionRange(source, items.at(-1)), items, block: !source.flow };
    return { node, size: totalSize(sized) };
  }

  private member(pair: Pair<ParsedNode, ParsedNode | null>, depth: number): Sized<SyntaxMember>[] {
    const keyRange = rangeOf(pair.key);
    if (!isScalar(pair.key)) {
      this.report('nonStringKey', 'A key must be plain text: JSON has no other keys.', keyRange);
      return [];
    }
    // By source, so that `1.0` and `0x10` stay what the author wrote.
    const key = typeof pair.key.value === 'string' ? pair.key.value : (pair.key.source ?? '');
    if (key === '<<' && pair.key.type === 'PLAIN') this.report('mergeKey', 'Merge keys (<<) are not part of YAML 1.2. Write the merged properties out.', keyRange);
    const value: Sized = pair.value ? this.convert(pair.value, depth + 1) : { node: emptyAt(keyRange.end), size: 1 };
    const range = { start: keyRange.start, end: Math.max(keyRange.end, value.node.range.end) };
    return [{ node: { key, keyRange, value: value.node, range }, size: value.size }];
  }

  private scalar(source: Scalar.Parsed): Sized {
    const range = rangeOf(source);
    const { value } = source;
    if (typeof value === 'number' || typeof value === 'boolean') {
      return { node: { kind: typeof value as 'number' | 'boolean', range, value }, size: 1 };
    }
    if (typeof value !== 'string') return { node: { kind: 'null', range, value: null }, size: 1 };
    const block = source.type === 'BLOCK_LITERAL' || source.type === 'BLOCK_FOLDED';
    const end = block ? withoutLineBreak(this.text, range.end) : range.end;
    return { node: { kind: 'string', range: { start: range.start, end }, value, block: block || undefined }, size: 1 };
  }

  private report(code: SyntaxProblemCode, message: string, range: TextRange): void {
    this.problems.push({ code, severity: 'error', message, range });
  }
}

function rangeOf(source: ParsedNode): TextRange {
  return { start: source.range[0], end: source.range[1] };
}

/** The library ends a block collection after its trailing comments and line breaks; ours ends with its last value. */
function collectionRange(source: YAMLMap.Parsed | YAMLSeq.Parsed, last: { readonly range: TextRange } | undefined): TextRange {
  const range = rangeOf(source);
  return source.flow || !last ? range : { start: range.start, end: last.range.end };
}

function totalSize(children: readonly Sized<unknown>[]): number {
  return children.reduce((sum, child) => sum + child.size, 1);
}

function emptyAt(offset: number): SyntaxNode {
  return { kind: 'null', range: { start: offset, end: offset }, value: null };
}

function withoutLineBreak(text: string, end: number): number {
  if (text[end - 1] !== '\n') return end;
  return text[end - 2] === '\r' ? end - 2 : end - 1;
}

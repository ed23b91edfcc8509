/** A syntax tree with ranges, the same for JSON and YAML, so that everything above reads one form. */
import type { FileFormat, Pointer, TextRange } from './connector.ts';

export interface SyntaxMember {
  readonly key: string;
  readonly keyRange: TextRange;
  readonly value: SyntaxNode;
  /** From the key's start to the value's end. */
  readonly range: TextRange;
}

export interface SyntaxNode {
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';
  /** Without trailing line break and comment. Empty for a YAML value that is left out. */
  readonly range: TextRange;
  /** Of scalars. */
  readonly value?: string | number | boolean | null;
  /** Of objects, in the order of the text, duplicates included. */
  readonly members?: readonly SyntaxMember[];
  /** Of arrays. */
  readonly items?: readonly SyntaxNode[];
  /** YAML laid out by indentation: a block collection or a block scalar. */
  readonly block?: boolean;
  /** A YAML alias: the range is that of `*name`, members and items are those of the anchored node. */
  readonly alias?: boolean;
}

/**
 * What a problem of syntax is about, for rules that choose a severity of their own:
 * - `syntax`: the text breaks the grammar in a way that has no code of its own.
 * - `duplicateKey`: a key stands twice in one object; `related` is the first one's range.
 * - `comment`, `trailingComma`: read over here, refused by strict JSON parsers and so by the platform. JSON only.
 * - `depth`: nested deeper than MAXIMUM_DEPTH; what lies deeper is left out of the tree.
 * - `size`: the text is longer than the parser takes; there is no tree.
 * - `alias`, `anchor`, `mergeKey`, `multipleDocuments`, `nonStringKey`, `tag`: YAML that JSON has no form for, or that goes nowhere.
 */
export type SyntaxProblemCode =
  | 'syntax' | 'duplicateKey' | 'comment' | 'trailingComma' | 'depth' | 'size'
  | 'alias' | 'anchor' | 'mergeKey' | 'multipleDocuments' | 'nonStringKey' | 'tag';

export interface SyntaxProblem {
  readonly code: SyntaxProblemCode;
  /** An error means that data may be lost in reading; a warning, that another tool may read it differently. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly range: TextRange;
  /** Another place that the message speaks of. */
  readonly related?: TextRange;
}

export interface SyntaxDocument {
  readonly format: FileFormat;
  readonly text: string;
  /** Absent where the text is empty or broken beyond reading. */
  readonly root?: SyntaxNode;
  readonly problems: readonly SyntaxProblem[];
}

/** Deeper nesting is a problem, not a tree: real definitions reach depth 29. */
export const MAXIMUM_DEPTH = 256;

/** More values are a problem and no tree, so that memory stays bounded. Published definitions have 23,000 for each MB, the largest 1.1 MB. */
export const MAXIMUM_NODES = 2_000_000;

/** The message of a `depth` problem. */
export const TOO_DEEP = `The values are nested more than ${MAXIMUM_DEPTH} levels deep, and what lies deeper is not read. Make the document flatter.`;

/** Leaves a parser from any depth; the parsers make a `size` problem of it. */
export class TooManyNodes extends Error {
  override readonly name = 'TooManyNodes';

  constructor() {
    super(`The file holds more than ${MAXIMUM_NODES.toLocaleString('en')} values, and is not read. Split it.`);
  }
}

/** The member that counts for a key: of duplicates the last one, as in JSON.parse. */
export function memberOf(node: SyntaxNode | undefined, key: string): SyntaxMember | undefined {
  return node?.members?.findLast((member) => member.key === key);
}

/** The node at a pointer, or undefined where the path ends early. Array indexes may be given as numbers only. */
export function nodeAt(root: SyntaxNode | undefined, pointer: Pointer): SyntaxNode | undefined {
  let node = root;
  for (const segment of pointer) {
    node = typeof segment === 'number' ? node?.items?.[segment] : memberOf(node, segment)?.value;
  }
  return node;
}

/**
 * The data of a node, as JSON.parse would give it: a key `__proto__` becomes an own property and never a prototype.
 * Bounded, since parsing refuses alias bombs and depth.
 */
export function toValue(node: SyntaxNode): unknown {
  if (node.kind === 'array') return (node.items ?? []).map(toValue);
  if (node.kind !== 'object') return node.value;
  const value: Record<string, unknown> = {};
  for (const member of node.members ?? []) setOwn(value, member.key, toValue(member.value));
  return value;
}

/** `target[key] = value` without the setter of `__proto__`. */
export function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}

/**
 * All nodes are made here, with the same fields in the same order: what reads them meets few shapes and stays fast. Ranges
 * are made when somebody asks, for a megabyte of JSON has a hundred thousand, and a check asks for few.
 */
class ParsedNode implements SyntaxNode {
  readonly kind: SyntaxNode['kind'];
  readonly start: number;
  readonly end: number;
  readonly value: SyntaxNode['value'];
  readonly members: SyntaxNode['members'];
  readonly items: SyntaxNode['items'];

  constructor(kind: SyntaxNode['kind'], start: number, end: number, value: SyntaxNode['value'], members: SyntaxNode['members'], items: SyntaxNode['items']) {
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.value = value;
    this.members = members;
    this.items = items;
  }

  get range(): TextRange {
    return { start: this.start, end: this.end };
  }
}

/** What only YAML has. */
class BlockNode extends ParsedNode {
  readonly block = true;
}

class AliasNode extends ParsedNode {
  readonly alias = true;
}

class ParsedMember implements SyntaxMember {
  readonly key: string;
  readonly value: SyntaxNode;
  readonly keyStart: number;
  readonly keyEnd: number;

  constructor(key: string, value: SyntaxNode, keyStart: number, keyEnd: number) {
    this.key = key;
    this.value = value;
    this.keyStart = keyStart;
    this.keyEnd = keyEnd;
  }

  get keyRange(): TextRange {
    return { start: this.keyStart, end: this.keyEnd };
  }

  get range(): TextRange {
    return { start: this.keyStart, end: Math.max(this.keyEnd, this.value.range.end) };
  }
}

export function scalarNode(kind: 'string' | 'number' | 'boolean' | 'null', start: number, end: number, value: string | number | boolean | null, block?: true): SyntaxNode {
  return new (block ? BlockNode : ParsedNode)(kind, start, end, value, undefined, undefined);
}

export function objectNode(start: number, end: number, members: readonly SyntaxMember[], block?: true): SyntaxNode {
  return new (block ? BlockNode : ParsedNode)('object', start, end, undefined, members, undefined);
}

export function arrayNode(start: number, end: number, items: readonly SyntaxNode[], block?: true): SyntaxNode {
  return new (block ? BlockNode : ParsedNode)('array', start, end, undefined, undefined, items);
}

/** What stands for another node, whose content it has. */
export function aliasNode(start: number, end: number, { kind, value, members, items }: SyntaxNode): SyntaxNode {
  return new AliasNode(kind, start, end, value, members, items);
}

export function memberNode(key: string, value: SyntaxNode, keyStart: number, keyEnd: number): SyntaxMember {
  return new ParsedMember(key, value, keyStart, keyEnd);
}

/**
 * *Convert to YAML / JSON*: the same data in the other format. YAML keeps the comments of JSON; strict JSON, which is
 * what Power Platform's tools read (paconn and pac parse the files as JSON), has no place for those of YAML, so they are
 * told.
 */
import type { FileFormat } from '../../connector/connector.ts';
import { sameData } from '../../connector/json-value.ts';
import { parseDocument, toValue, type SyntaxDocument, type SyntaxNode } from '../../connector/syntax-tree.ts';
import { DocumentNotEditableError } from '../../connector/text-edits.ts';
import { layoutOf } from '../../connector/text-layout.ts';
import { countingMembers } from './counting-members.ts';
import { jsonAsYaml } from './json-as-yaml.ts';
import { unwritableNumber, yamlAsJson, yamlComments, type YamlComment } from './yaml-as-json.ts';

/** Something of the source that the result does not have. */
export interface ConversionLoss {
  /** A comment, or a member whose key stands again further down, where the last one counts. */
  readonly kind: 'comment' | 'duplicateKey';
  /** 1-based line of the source. */
  readonly line: number;
  /** The comment without its sign, or the key. */
  readonly text: string;
}

export interface Conversion {
  readonly format: FileFormat;
  /** With the line breaks and the step of indentation of the source, a final line break and no byte order mark. */
  readonly text: string;
  readonly losses: readonly ConversionLoss[];
}

/**
 * @param from The format of `text`; the result is in the other one.
 * @throws {DocumentNotEditableError} where the text is empty or has syntax errors, holds a number that JSON cannot
 * write, or would not read back as the same data.
 */
export function convertFormat(text: string, from: FileFormat): Conversion {
  const document = parseDocument(text, from);
  const { root } = document;
  const broken = document.problems.find(({ severity }) => severity === 'error');
  if (broken) throw new DocumentNotEditableError(`The file has a syntax error in line ${lineOf(text, broken.range.start)} and cannot be converted: ${broken.message} Repair it first.`);
  if (!root) throw new DocumentNotEditableError('The file is empty. There is nothing to convert.');

  const format = from === 'json' ? 'yaml' : 'json';
  const converted = from === 'json' ? toYaml(document, root) : toJson(document, root);
  const after = parseDocument(converted, format);
  if (!after.root || after.problems.some(({ severity }) => severity === 'error') || !sameData(toValue(after.root), toValue(root))) {
    throw new DocumentNotEditableError('The file holds something that the other format cannot say in the same way. Convert it by hand.');
  }
  return { format, text: converted, losses: lossesOf(text, root, from === 'yaml' ? yamlComments(text) : []) };
}

function toYaml(document: SyntaxDocument, root: SyntaxNode): string {
  const { lineBreak, step } = layoutOf(document);
  // YAML has no tabs, and less than two spaces would put a literal block into its key's column.
  const spaces = /^ +$/.test(step) ? Math.min(Math.max(step.length, 2), 8) : 2;
  return `${jsonAsYaml(document.text, root, ' '.repeat(spaces)).join(lineBreak)}${lineBreak}`;
}

function toJson(document: SyntaxDocument, root: SyntaxNode): string {
  const number = unwritableNumber(root);
  if (number) {
    throw new DocumentNotEditableError(`Line ${lineOf(document.text, number.range.start)} holds a number that JSON cannot write: ${document.text.slice(number.range.start, number.range.end)}. Change it first.`);
  }
  const { lineBreak, step } = layoutOf(document);
  return `${yamlAsJson(document.text, root, step).replaceAll('\n', lineBreak)}${lineBreak}`;
}

/** Members that a later one of the same key outweighs, wherever they stand. */
function lostMembers(node: SyntaxNode): { start: number; key: string }[] {
  // What an alias repeats was told at its anchor.
  if (node.alias) return [];
  const counting = new Set(countingMembers(node));
  const lost = (node.members ?? []).filter((member) => !counting.has(member)).map(({ key, keyRange }) => ({ start: keyRange.start, key }));
  return [...lost, ...(node.items ?? [...counting].map(({ value }) => value)).flatMap(lostMembers)];
}

function lossesOf(text: string, root: SyntaxNode, comments: readonly YamlComment[]): ConversionLoss[] {
  const losses = [
    ...comments.map(({ start, text: comment }) => ({ kind: 'comment' as const, start, text: comment })),
    ...lostMembers(root).map(({ start, key }) => ({ kind: 'duplicateKey' as const, start, text: key })),
  ];
  const line = lineCounter(text);
  return losses.sort((left, right) => left.start - right.start).map(({ kind, start, text: lost }) => ({ kind, line: line(start), text: lost }));
}

/** Counts on from the last offset, so that offsets must not descend. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let feed = text.indexOf('\n');
  return (offset) => {
    for (; feed >= 0 && feed < offset; feed = text.indexOf('\n', feed + 1)) line++;
    return line;
  };
}

function lineOf(text: string, offset: number): number {
  return lineCounter(text)(offset);
}

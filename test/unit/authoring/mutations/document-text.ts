/** Faults of a file's text. */
import type { TextRange } from '../../../../src/connector/connector.ts';
import type { SyntaxNode } from '../../../../src/connector/syntax-node.ts';
import { indentOf, layoutOf, lineStart } from '../../../../src/connector/text-layout.ts';
import type { Breakage, Mutation, Random } from './mutation.ts';
import { randomCollection, randomScalarMember } from './random-node.ts';
import type { ConnectorModel } from '../../../../src/authoring/model/connector-model.ts';

type Part = 'definition' | 'properties';

function part({ documents }: ConnectorModel, random: Random): { file: Part; text: string; root: SyntaxNode } | undefined {
  const file = random.one(['definition', 'definition', 'properties'] as const) ?? 'definition';
  const document = documents[file];
  return document?.format === 'json' && document.root ? { file, text: document.text, root: document.root } : undefined;
}

function changes(file: Part, start: number, end: number, newText: string): Breakage['changes'] {
  return [{ file, edits: [{ range: { start, end }, newText }] }];
}

function childRanges(node: SyntaxNode): readonly TextRange[] {
  return (node.members ?? node.items ?? []).map(({ range }) => range);
}

export const documentSyntax: Mutation = {
  rule: 'document-syntax',
  break: (connector, random) => {
    const one = part(connector, random);
    if (!one) return undefined;
    if (random.below(3) === 0) {
      const string = randomScalarMember(one.root, random, ({ key, value }) => typeof value.value === 'string' && /[Dd]escription$|title|[Ss]ummary/.test(key) && value.value.length > 2);
      if (!string) return undefined;
      const at = string.member.value.range.start + 1;
      const { start, end } = string.member.value.range;
      return { changes: changes(one.file, at, at, '\t'), at: () => ({ file: one.file, range: { start, end: end + 1 } }) };
    }
    const node = randomCollection(one.root, random, 2);
    if (!node) return undefined;
    const ranges = childRanges(node);
    const index = random.below(ranges.length - 1);
    const comma = one.text.indexOf(',', (ranges[index] as TextRange).end);
    const next = node.members?.[index + 1]?.keyRange ?? (node.items?.[index + 1]?.range as TextRange);
    const end = /[{[]/.test(one.text[next.start] as string) ? next.start + 1 : next.end;
    return { changes: changes(one.file, comma, comma + 1, ''), restores: true, at: () => ({ file: one.file, range: { start: next.start - 1, end: end - 1 } }) };
  },
};

export const jsonTrailingComma: Mutation = {
  rule: 'json-trailing-comma',
  break: (connector, random) => {
    const one = part(connector, random);
    const node = one && randomCollection(one.root, random, 1);
    const last = node && childRanges(node).at(-1);
    return one && last && { changes: changes(one.file, last.end, last.end, ','), restores: true };
  },
};

export const jsonComment: Mutation = {
  rule: 'json-comment',
  break: (connector, random) => {
    const one = part(connector, random);
    const node = one && randomCollection(one.root, random, 1);
    const child = node && random.one(childRanges(node));
    if (!one || !child) return undefined;
    const start = lineStart(one.text, child.start);
    const alone = one.text.slice(start, child.start).trim() === '' && one.text.includes('\n');
    if (!alone || random.below(2) === 0) return { changes: changes(one.file, child.end, child.end, ' /* checked */'), restores: true };
    const lineBreak = one.text.includes('\r\n') ? '\r\n' : '\n';
    return { changes: changes(one.file, start, start, `${indentOf(one.text, child.start)}// to be checked${lineBreak}`), restores: true };
  },
};

export const byteOrderMark: Mutation = {
  rule: 'byte-order-mark',
  break: (connector, random) => {
    const one = part(connector, random);
    return one?.text.startsWith('\uFEFF') === false ? { changes: changes(one.file, 0, 0, '\uFEFF'), restores: true } : undefined;
  },
};

export const replacementCharacter: Mutation = {
  rule: 'replacement-character',
  break: (connector, random) => {
    const one = part(connector, random);
    const text = one && randomScalarMember(one.root, random, ({ key, value }) => /description$/i.test(key) && typeof value.value === 'string' && value.value.length > 2);
    if (!one || !text) return undefined;
    const at = text.member.value.range.start + 1;
    return { changes: changes(one.file, at, at, '\uFFFD') };
  },
};

export const duplicateKey: Mutation = {
  rule: 'duplicate-key',
  break: (connector, random) => {
    const one = part(connector, random);
    // Extensions and references are listed where they stand, so that other rules would see both of them.
    const found = one && randomScalarMember(one.root, random, ({ key }) => !/^x-|^\$|:/.test(key));
    if (!one || !found) return undefined;
    const { member, owner } = found;
    const { start, end } = member.range;
    const equal = random.below(2) === 0;
    const copy = equal ? one.text.slice(start, end) : `${one.text.slice(member.keyRange.start, member.keyRange.end)}: null`;
    if (!equal && member.value.kind === 'null') return undefined;
    const ownLine = one.text.slice(lineStart(one.text, start), start).trim() === '';
    const { lineBreak } = layoutOf({ text: one.text, format: 'json', problems: [] });
    const added = `${copy},${ownLine ? lineBreak + indentOf(one.text, start) : ' '}`;
    const { keyRange } = member;
    return {
      changes: changes(one.file, start, start, added),
      // On one line the space behind the comma goes with it.
      restores: ownLine || owner.members?.length !== 1,
      at: () => ({ file: one.file, range: { start: keyRange.start + added.length, end: keyRange.end + added.length } }),
    };
  },
};

export const fileObject: Mutation = {
  rule: 'file-object',
  break: ({ documents }, random) => {
    const text = documents.definition?.text;
    return text === undefined ? undefined : { changes: changes('definition', 0, text.length, random.one(['', ' \n', '[]', '"definition"', 'null']) ?? '') };
  },
};

export const definitionSize: Mutation = {
  rule: 'definition-size',
  break: ({ documents }, random) => {
    const { text, root } = documents.definition ?? {};
    if (text === undefined || !root) return undefined;
    const blank = `\n${' '.repeat(500_000 + random.below(600_000))}`;
    return { changes: changes('definition', text.length, text.length, blank), at: () => ({ file: 'definition', range: { start: root.range.start, end: root.range.start + 1 } }) };
  },
};

/**
 * What rules say of a word of apiProperties that is not on their list. The service reads such words in any case, so that
 * another case is information; a slip of the keyboard is the rule's own severity; any other word only a hint, since
 * lists grow.
 */
import type { SyntaxDocument, SyntaxNode } from '../../connector/syntax-node.ts';
import { replaceScalar } from '../fixes/node-edits.ts';
import { nearest } from '../nearest.ts';
import type { Fix, Report } from '../rule.ts';

export function reportUnknownWord({ document, node, word, words, what, usual, report }: {
  readonly document: SyntaxDocument;
  /** The text, which a fix replaces. */
  readonly node: SyntaxNode;
  readonly word: string;
  readonly words: readonly string[];
  /** `redirect mode`. */
  readonly what: string;
  /** A sentence for him who wants a known one. */
  readonly usual: string;
  readonly report: Report;
}): void {
  const near = nearest(word, words);
  if (near === undefined) {
    report({ file: 'properties', range: node.range, severity: 'hint', message: `"${word}" is no known ${what}. ${usual}` });
    return;
  }
  const sameWord = near.toLowerCase() === word.toLowerCase();
  const fixes = (): Fix[] => [{ title: `Write "${near}"`, safe: sameWord, changes: [{ file: 'properties', edits: replaceScalar(document, node, near) }] }];
  if (sameWord) report({ file: 'properties', range: node.range, severity: 'information', message: `The ${what} is usually written "${near}". The service reads "${word}" as well, but not every tool does.`, fixes });
  else report({ file: 'properties', range: node.range, message: `"${word}" is no known ${what}. Is "${near}" meant?`, fixes });
}

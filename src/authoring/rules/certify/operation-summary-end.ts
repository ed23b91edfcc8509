import { replaceScalar } from '../../fixes/node-edits.ts';
import { valueOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';

export const operationSummaryEnd: Rule = {
  id: 'operation-summary-end',
  severity: 'warning',
  profile: 'certify',
  title: 'The summary of an operation ends with a letter, a digit or a parenthesis.',
  explanation: 'A summary is a phrase such as "Get an item", without a full stop or a blank at its end.',
  source: 'learn.microsoft.com, custom connectors, certification-submission ("only alphanumeric characters or parentheses"); certification validator, ValueMustEndWithAlphanumeric.',
  published: 2,
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "summary": "Get an item." } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "summary": "Get an item" } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const { node, summary } of definition.operations) {
      // What ends with a character that no summary may have at all is found by another rule.
      if (summary === undefined || summary.trim() === '' || /[\p{L}\p{N})/\\<>*%&?]$/u.test(summary)) continue;
      const summaryNode = valueOf(node, 'summary');
      if (!summaryNode) continue;
      const shorter = summary.replace(/[\s.,;:!-]+$/, '');
      const fixes = (): Fix[] => (/[\p{L}\p{N})]$/u.test(shorter) ? [{ title: `Write "${shorter}"`, safe: true, changes: [{ file: 'definition', edits: replaceScalar(definition.document, summaryNode, shorter) }] }] : []);
      report({ file: 'definition', range: summaryNode.range, message: `The summary ends with "${summary.at(-1)}". End it with a letter or a digit.`, fixes });
    }
  },
};

import { valueOf } from '../../model/nodes.ts';
import type { Rule } from '../../rule.ts';

/** Characters. */
const LONGEST = 80;

export const operationSummaryLength: Rule = {
  id: 'operation-summary-length',
  severity: 'warning',
  profile: 'certify',
  title: 'The summary of an operation has at most 80 characters.',
  explanation: 'The summary is the name of the action where users choose it. What does not fit belongs in the description.',
  source: 'learn.microsoft.com, custom connectors, certification-submission and connector string guidance; certification validator, OperationSummaryTooLong.',
  published: 1,
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "summary": "Get one item of the shelf with its name, its place on the shelf and whoever has borrowed it last" } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "summary": "Get an item" } } } }' },
  check: ({ definition }, report) => {
    for (const { node, summary } of definition?.operations ?? []) {
      const summaryNode = summary === undefined || summary.length <= LONGEST ? undefined : valueOf(node, 'summary');
      if (summaryNode) report({ file: 'definition', range: summaryNode.range, message: `The summary has ${summary?.length} characters; certification takes ${LONGEST} at most. Move the rest into the description.` });
    }
  },
};

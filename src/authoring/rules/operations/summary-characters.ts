import { fileFix } from '../../fixes/file-fix.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import { valueOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';

const RESTRICTED = /[/\\<>*%&?]/;

export const summaryCharacters: Rule = {
  id: 'summary-characters',
  severity: 'error',
  profile: 'build',
  title: 'The summary of an operation has none of the characters / \\ < > * % & ?.',
  explanation: 'The name of an action is made of its summary, and these characters are not allowed in it: "Summary string contains any of the restricted characters."',
  source: 'Validation in PowerPlatformConnectors #1095; no published connector breaks it.',
  published: 0,
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "summary": "Get & lock an item" } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "summary": "Get and lock an item" } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const { node, summary } of definition.operations) {
      const found = summary === undefined ? null : RESTRICTED.exec(summary);
      const value = valueOf(node, 'summary');
      if (!found || !value || summary === undefined) continue;
      const plain = withoutRestricted(summary);
      const fixes = (): Fix[] => (plain === '' ? [] : [fileFix('definition', `Write "${plain}"`, false, replaceScalar(definition.document, value, plain))]);
      report({ file: 'definition', range: value.range, message: `The summary has the character "${found[0]}", which is not allowed there. Use none of / \\ < > * % & ?.`, fixes });
    }
  },
};

function withoutRestricted(summary: string): string {
  return summary.replace(/\s*&\s*/g, ' and ').replace(/%/g, ' percent').replace(/(\S)\s*[/\\]\s*(?=\S)/g, '$1 or ').replace(/[/\\<>*?]/g, '').replace(/\s{2,}/g, ' ').trim();
}

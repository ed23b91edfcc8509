import { memberOf, textOf } from '../../model/nodes.ts';
import type { Rule } from '../../rule.ts';

/** Characters. */
const LONGEST = 30;

export const titleLength: Rule = {
  id: 'title-length',
  severity: 'warning',
  profile: 'certify',
  title: 'The title has at most 30 characters.',
  explanation: 'Longer titles are cut off where connectors are listed, and are refused in certification.',
  source: 'learn.microsoft.com, custom connectors, certification-submission, title; validator message in PowerPlatformConnectors pull request 3407.',
  published: 3,
  bad: { definition: '{ "info": { "title": "Shelf of the Contoso Corporation, Berlin" } }' },
  good: { definition: '{ "info": { "title": "Contoso Shelf" } }' },
  check: ({ definition }, report) => {
    const node = memberOf(memberOf(definition?.root, 'info')?.value, 'title')?.value;
    const title = textOf(node);
    if (!node || title === undefined || title.length <= LONGEST) return;
    report({ file: 'definition', range: node.range, message: `The title has ${title.length} characters; certification takes ${LONGEST} at most. Shorten it.` });
  },
};

import { replaceScalar } from '../../fixes/node-edits.ts';
import { memberOf, textOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';

export const titleEnd: Rule = {
  id: 'title-end',
  severity: 'warning',
  profile: 'certify',
  title: 'The title ends with a letter, a digit or a parenthesis.',
  explanation: 'A blank, a line break or a full stop at the end is refused. The parenthesis is for "(Independent Publisher)".',
  source: 'learn.microsoft.com, custom connectors, certification-submission, title; certification validator, ValueMustEndWithAlphanumeric. No connector of the development set breaks it.',
  bad: { definition: '{ "info": { "title": "Shelf " } }' },
  good: { definition: '{ "info": { "title": "Shelf" } }' },
  check: ({ definition }, report) => {
    const node = memberOf(memberOf(definition?.root, 'info')?.value, 'title')?.value;
    const title = textOf(node);
    if (!definition || !node || title === undefined || title === '' || /[\p{L}\p{N})]$/u.test(title)) return;
    const shorter = title.replace(/[^\p{L}\p{N})]+$/u, '');
    const fixes = (): Fix[] => (shorter === '' ? [] : [{ title: `Write "${shorter}"`, safe: false, changes: [{ file: 'definition', edits: replaceScalar(definition.document, node, shorter) }] }]);
    report({ file: 'definition', range: node.range, message: 'The title must end with a letter or a digit.', fixes });
  },
};

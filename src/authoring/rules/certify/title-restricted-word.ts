import { memberOf, rangeWithin, textOf } from '../../model/nodes.ts';
import type { Rule } from '../../rule.ts';
import { restrictedWordsInTitle } from './restricted-words.ts';

export const titleRestrictedWord: Rule = {
  id: 'title-restricted-word',
  severity: 'warning',
  profile: 'certify',
  title: 'The title does not say API, Connector or the name of a Power Platform product.',
  explanation: 'The title is the name of the product or organization. Every connector is a connector to an API, so the words say nothing.',
  source: 'learn.microsoft.com, custom connectors, certification-submission, title; certification validator, ValueContainsRestrictedWords. Of the published connectors, 5 have such a word and 3 the name of a product; counted by whole words, for "Capital" has no API.',
  published: 8,
  bad: { definition: '{ "info": { "title": "Shelf API" } }' },
  good: { definition: '{ "info": { "title": "Shelf" } }' },
  check: ({ definition }, report) => {
    const node = memberOf(memberOf(definition?.root, 'info')?.value, 'title')?.value;
    const title = textOf(node);
    if (!definition || !node || title === undefined) return;
    for (const { word, start, end } of restrictedWordsInTitle(title)) {
      report({ file: 'definition', range: rangeWithin(definition.document, node, start, end), message: `Certification does not take a title with "${word}". Leave it out.` });
    }
  },
};

import { memberOf, rangeWithin, textOf } from '../../model/nodes.ts';
import type { Rule } from '../../rule.ts';
import { productNamesIn } from './restricted-words.ts';

export const infoDescriptionRestrictedWord: Rule = {
  id: 'info-description-restricted-word',
  severity: 'warning',
  profile: 'certify',
  title: 'The description of the connector does not name Power Platform products.',
  explanation: 'One connector serves Power Automate, Power Apps, Logic Apps and Copilot Studio alike, so its description names none of them.',
  source: 'learn.microsoft.com, custom connectors, certification-submission, description; certification validator, ValueContainsRestrictedWords (PowerPlatformConnectors pull requests 3407 and 4181).',
  published: 6,
  bad: { definition: '{ "info": { "description": "Looks after the items on a shelf from Power Automate." } }' },
  good: { definition: '{ "info": { "description": "Looks after the items on a shelf and those who borrow them." } }' },
  check: ({ definition }, report) => {
    const node = memberOf(memberOf(definition?.root, 'info')?.value, 'description')?.value;
    const description = textOf(node);
    if (!definition || !node || description === undefined) return;
    for (const { word, start, end } of productNamesIn(description)) {
      report({ file: 'definition', range: rangeWithin(definition.document, node, start, end), message: `Certification does not take a description with "${word}". Say what the connector does without it.` });
    }
  },
};

import { CAPABILITIES } from '../../catalogue/property-keys.ts';
import { memberLike, textOf } from '../../model/nodes.ts';
import type { Rule } from '../../rule.ts';
import { reportUnknownWord } from '../unknown-word.ts';

const KNOWN: ReadonlySet<string> = new Set(CAPABILITIES);

export const capabilityUnknown: Rule = {
  id: 'capability-unknown',
  severity: 'warning',
  profile: 'build',
  title: '`capabilities` lists known capabilities.',
  explanation: 'Most connectors leave the list empty. `actions`, `triggers`, `gateway` and `cloud` are usual, `blob`, `tabular` and `composite` those of Microsoft\'s own. A word that is like none of them is only pointed at.',
  source: 'Column capabilities of the Dataverse table connector (learn.microsoft.com, connector table reference); published connectors.',
  published: 5,
  bad: { properties: '{ "properties": { "capabilities": ["action"] } }' },
  good: { properties: '{ "properties": { "capabilities": ["actions"] } }' },
  check: ({ properties }, report) => {
    if (!properties) return;
    for (const node of memberLike(properties.node, 'capabilities')?.value.items ?? []) {
      const name = textOf(node);
      if (name === undefined || KNOWN.has(name)) continue;
      reportUnknownWord({ document: properties.document, node, word: name, words: CAPABILITIES, what: 'capability', usual: 'The usual ones are actions, triggers, gateway and cloud; the list may be empty.', report });
    }
  },
};

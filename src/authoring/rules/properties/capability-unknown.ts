import { CAPABILITIES } from '../../catalogue/property-keys.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import { memberLike, textOf } from '../../model/nodes.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';

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
      const near = nearest(name, CAPABILITIES);
      const sameWord = near !== undefined && near.toLowerCase() === name.toLowerCase();
      const fixes = (): Fix[] => (near === undefined ? [] : [{ title: `Write "${near}"`, safe: sameWord, changes: [{ file: 'properties', edits: replaceScalar(properties.document, node, near) }] }]);
      if (near === undefined) report({ file: 'properties', range: node.range, severity: 'hint', message: `"${name}" is no known capability. The usual ones are actions, triggers, gateway and cloud; the list may be empty.` });
      else if (sameWord) report({ file: 'properties', range: node.range, severity: 'information', message: `The capability is usually written "${near}".`, fixes });
      else report({ file: 'properties', range: node.range, message: `"${name}" is no known capability. Is "${near}" meant?`, fixes });
    }
  },
};

import { replaceMemberValue } from '../../fixes/node-edits.ts';
import type { Fix, Rule } from '../../rule.ts';
import { EXAMPLE_SCRIPT } from './script-operations-unknown.ts';

export const scriptOperationsEmpty: Rule = {
  id: 'script-operations-empty',
  severity: 'information',
  profile: 'build',
  title: 'An empty `scriptOperations` means all operations.',
  explanation: 'It looks like none, but an empty list runs the script for every operation of the connector. Naming them says what is meant, and keeps an operation that is added later from running through a script that does not expect it.',
  source: 'README of paconn: "If the list is empty, code will be executed for all operations"; learn.microsoft.com, custom connectors, write code.',
  published: 14,
  bad: { properties: '{ "properties": { "scriptOperations": [] } }', script: EXAMPLE_SCRIPT },
  good: { properties: '{ "properties": { "scriptOperations": ["GetItem"] } }', script: EXAMPLE_SCRIPT },
  check: ({ definition, properties, files }, report) => {
    const member = properties?.scriptOperations;
    // Without a script there is nothing to run.
    if (!properties?.node || !member || files.script === undefined || member.value.kind !== 'array' || (member.value.items?.length ?? 0) > 0) return;
    const { document, node } = properties;
    const ids = [...(definition?.operationsById.keys() ?? [])];
    const fixes = (): Fix[] => (ids.length === 0 ? [] : [{ title: 'List all operations', safe: false, changes: [{ file: 'properties', edits: replaceMemberValue(document, node, member, ids) }] }]);
    report({ file: 'properties', range: member.value.range, message: 'An empty list means that the script runs for all operations. Name them if that is meant; remove the script if not.', fixes });
  },
};

import { removeMember } from '../../fixes/node-edits.ts';
import type { Fix, Rule } from '../../rule.ts';
import { EXAMPLE_SCRIPT } from './script-operations-unknown.ts';

export const scriptFileMissing: Rule = {
  id: 'script-file-missing',
  severity: 'warning',
  profile: 'build',
  title: 'Where `scriptOperations` names operations, there is a script.',
  explanation: 'The operations are to run through a script, but no `script.csx` lies beside the file. Deployed like this, the connector has no script, or keeps the one of an earlier version.',
  source: 'Cross-file check; README of paconn (script.csx beside apiProperties.json).',
  published: 6,
  bad: { properties: '{ "properties": { "scriptOperations": ["GetItem"] } }' },
  good: { properties: '{ "properties": { "scriptOperations": ["GetItem"] } }', script: EXAMPLE_SCRIPT },
  check: ({ properties, files, entryNames }, report) => {
    const member = properties?.scriptOperations;
    if (!properties?.node || !member || files.script !== undefined || (member.value.items?.length ?? 0) === 0) return;
    // Whoever could not list the folder cannot say that something is missing from it.
    if (entryNames === undefined) return;
    const { document, node } = properties;
    const fixes = (): Fix[] => [{ title: 'Remove "scriptOperations"', safe: false, changes: [{ file: 'properties', edits: removeMember(document, node, member) }] }];
    report({ file: 'properties', range: member.keyRange, message: 'These operations are to run through a script, but there is no script.csx beside this file. Add it, or remove scriptOperations.', fixes });
  },
};

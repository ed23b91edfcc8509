import { insertMember } from '../../fixes/node-edits.ts';
import { memberLike } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { EXAMPLE_SCRIPT } from './script-operations-unknown.ts';

export const scriptOperationsMissing: Rule = {
  id: 'script-operations-missing',
  severity: 'information',
  profile: 'build',
  title: 'A connector with a script says which operations run through it.',
  explanation: 'Without `scriptOperations` the script runs for every operation. That is often meant, but an operation that is added later then runs through a script that does not expect it.',
  source: 'README of paconn and learn.microsoft.com, custom connectors, write code: without a list, code runs for all operations.',
  published: 27,
  bad: { script: EXAMPLE_SCRIPT },
  good: { properties: '{ "properties": { "scriptOperations": ["GetItem"] } }', script: EXAMPLE_SCRIPT },
  check: ({ definition, properties, files }, report) => {
    const node = properties?.node;
    if (!properties || !node || files.script === undefined || properties.scriptOperations) return;
    // The older form of the same list.
    if (memberLike(memberLike(node, 'script')?.value, 'operationIds')) return;
    const ids = [...(definition?.operationsById.keys() ?? [])];
    const fixes = (): Fix[] => (ids.length === 0 ? [] : [{ title: 'Add "scriptOperations" with all operations', safe: false, changes: [{ file: 'properties', edits: insertMember(properties.document, node, 'scriptOperations', ids) }] }]);
    const owner = memberLike(properties.root, 'properties');
    report({ file: 'properties', range: owner?.keyRange ?? { start: node.range.start, end: node.range.start + 1 }, message: 'There is a script but no scriptOperations, so the script runs for all operations. Name the ones that are meant.', fixes });
  },
};

import { removeMember, renameKey, replaceMemberValue } from '../../fixes/node-edits.ts';
import { memberLike } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { toValue } from '../../../connector/syntax-tree.ts';

export const legacyScript: Rule = {
  id: 'legacy-script',
  severity: 'hint',
  profile: 'build',
  title: 'Operations of a script are listed in `scriptOperations`.',
  explanation: 'The object `script` with `language` and `operationIds` is an older form. The designer and the command line tools write `scriptOperations`, and only that is kept when a connector is downloaded.',
  source: 'tools/paconn-cli, operations/download.py (which keys are kept); certified connectors with the older form.',
  published: 3,
  bad: { properties: '{ "properties": { "script": { "language": "CSharpScript", "operationIds": ["GetItem"] } } }', script: 'public class Script : ScriptBase { }', entryNames: [] },
  good: { properties: '{ "properties": { "scriptOperations": ["GetItem"] } }', script: 'public class Script : ScriptBase { }' },
  check: ({ properties }, report) => {
    const member = memberLike(properties?.node, 'script');
    if (!properties?.node || !member) return;
    const { document, node, scriptOperations } = properties;
    const fixes = (): Fix[] => {
      if (scriptOperations) return [{ title: 'Remove "script"', safe: false, changes: [{ file: 'properties', edits: removeMember(document, node, member) }] }];
      const operationIds = memberLike(member.value, 'operationIds')?.value;
      if (operationIds?.kind !== 'array') return [];
      const edits = [...renameKey(document, member, 'scriptOperations'), ...replaceMemberValue(document, node, member, toValue(operationIds))];
      return [{ title: 'Write "scriptOperations" instead', safe: false, changes: [{ file: 'properties', edits }] }];
    };
    report({ file: 'properties', range: member.keyRange, tag: 'deprecated', message: '"script" is the older form of "scriptOperations", a list of the operations that run the script. Write that instead.', fixes });
  },
};

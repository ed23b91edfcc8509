import { removeItem, replaceScalar } from '../../fixes/node-edits.ts';
import { memberLike } from '../../model/nodes.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';

export const EXAMPLE_SCRIPT = 'public class Script : ScriptBase\n{\n    public override async Task<HttpResponseMessage> ExecuteAsync()\n    {\n        return await this.Context.SendAsync(this.Context.Request, this.CancellationToken);\n    }\n}\n';

export const scriptOperationsUnknown: Rule = {
  id: 'script-operations-unknown',
  severity: 'warning',
  profile: 'build',
  title: '`scriptOperations` names operations that exist.',
  explanation: 'The script runs for the operations in `scriptOperations`. An id that the definition does not have is never called. The same goes for `operationIds` of the older `script` property.',
  source: 'Cross-file check; learn.microsoft.com, custom connectors, write code.',
  published: 2,
  bad: { properties: '{ "properties": { "scriptOperations": ["GetItme"] } }', script: EXAMPLE_SCRIPT },
  good: { properties: '{ "properties": { "scriptOperations": ["GetItem"] } }', script: EXAMPLE_SCRIPT },
  check: ({ definition, properties, operationIdUses }, report) => {
    if (!definition || !properties) return;
    const { document } = properties;
    const legacy = memberLike(memberLike(properties.node, 'script')?.value, 'operationIds')?.value;
    for (const { kind, id, node } of operationIdUses) {
      if ((kind !== 'scriptOperations' && kind !== 'legacyScript') || !node || definition.operationsById.has(id)) continue;
      const list = kind === 'legacyScript' ? legacy : properties.scriptOperations?.value;
      const near = nearest(id, definition.operationsById.keys());
      const fixes = (): Fix[] => [
        ...(near === undefined ? [] : [{ title: `Write "${near}"`, safe: near.toLowerCase() === id.toLowerCase(), changes: [{ file: 'properties' as const, edits: replaceScalar(document, node, near) }] }]),
        // An empty list would mean all operations.
        ...(list && (list.items?.length ?? 0) > 1 ? [{ title: `Remove "${id}"`, safe: false, changes: [{ file: 'properties' as const, edits: removeItem(document, list, node) }] }] : []),
      ];
      const advice = near === undefined ? 'Remove it, or name an operation of the definition.' : `Is "${near}" meant?`;
      report({ file: 'properties', range: node.range, message: `No operation of the definition has the id "${id}", so the script never runs for it. ${advice}`, fixes });
    }
  },
};

import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';

const script = (id: string): string => `public class Script : ScriptBase\n{\n    public override async Task<HttpResponseMessage> ExecuteAsync()\n    {\n        if (this.Context.OperationId == "${id}") return this.Cached();\n        return await this.Context.SendAsync(this.Context.Request, this.CancellationToken);\n    }\n}\n`;

export const scriptOperationUnknown: Rule = {
  id: 'script-operation-unknown',
  severity: 'warning',
  profile: 'build',
  title: 'A script compares the operation\'s id with ids that exist.',
  explanation: 'A branch for an operation that the definition does not have never runs. `==`, `switch` and `Equals` compare to the letter unless they are told to ignore case.',
  source: 'Cross-file check; learn.microsoft.com, custom connectors, write code (Context.OperationId).',
  bad: { properties: '{ "properties": { "scriptOperations": ["GetItem"] } }', script: script('GetItme') },
  good: { properties: '{ "properties": { "scriptOperations": ["GetItem"] } }', script: script('GetItem') },
  check: ({ definition, script: code }, report) => {
    if (!definition || !code || code.operationIds.length === 0) return;
    const folded = new Set([...definition.operationsById.keys()].map((id) => id.toLowerCase()));
    for (const { id, range, ignoresCase } of code.operationIds) {
      if (definition.operationsById.has(id) || (ignoresCase && folded.has(id.toLowerCase()))) continue;
      const near = nearest(id, definition.operationsById.keys());
      const fixes = (): Fix[] => (near === undefined ? [] : [{ title: `Write "${near}"`, safe: false, changes: [{ file: 'script', edits: [{ range, newText: near }] }] }]);
      const advice = near === undefined ? 'Remove the branch, or name an operation of the definition.' : `Is "${near}" meant?`;
      report({ file: 'script', range, message: `No operation of the definition has the id "${id}", so this is never true. ${advice}`, fixes });
    }
  },
};

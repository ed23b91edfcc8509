import { insertItem } from '../../fixes/node-edits.ts';
import { textOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';

const SCRIPT = 'public class Script : ScriptBase\n{\n    public override async Task<HttpResponseMessage> ExecuteAsync()\n    {\n        if (this.Context.OperationId == "GetItem") return this.Cached();\n        return await this.Context.SendAsync(this.Context.Request, this.CancellationToken);\n    }\n}\n';
const COPIES = '{ "paths": { "/copies": { "get": { "operationId": "GetCopies", "summary": "Get copies", "description": "Gets the copies.", "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/Item" } } } } } } }';

export const scriptOperationUnlisted: Rule = {
  id: 'script-operation-unlisted',
  severity: 'warning',
  profile: 'build',
  title: 'Operations that a script handles are in `scriptOperations`.',
  explanation: 'The script runs for the operations in `scriptOperations` only. A branch for another operation never runs, and that operation goes to the API unchanged.',
  source: 'Cross-file check; learn.microsoft.com, custom connectors, write code (scriptOperations).',
  bad: { definition: COPIES, properties: '{ "properties": { "scriptOperations": ["GetCopies"] } }', script: SCRIPT },
  good: { definition: COPIES, properties: '{ "properties": { "scriptOperations": ["GetCopies", "GetItem"] } }', script: SCRIPT },
  check: ({ definition, properties, script: code }, report) => {
    const list = properties?.scriptOperations?.value;
    if (!definition || !properties || !code || !list?.items || list.items.length === 0) return;
    const { document } = properties;
    const listed = new Set(list.items.map((item) => textOf(item)?.toLowerCase()));
    for (const { id, range } of code.operationIds) {
      if (listed.has(id.toLowerCase()) || !definition.operationsById.has(id)) continue;
      const fixes = (): Fix[] => [{ title: `Add "${id}" to scriptOperations`, safe: false, changes: [{ file: 'properties', edits: insertItem(document, list, id) }] }];
      report({ file: 'script', range, message: `The script handles the operation "${id}", but scriptOperations does not name it, so the script never runs for it. Add it there, or remove the branch.`, related: [{ file: 'properties', range: properties.scriptOperations?.keyRange ?? list.range, message: 'The operations that run through the script.' }], fixes });
    }
  },
};

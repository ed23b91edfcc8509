import { writeNearFix } from '../../fixes/definition-fix.ts';
import { capabilityCalls } from '../../model/capability-calls.ts';
import { textOf } from '../../model/nodes.ts';
import { nearest } from '../../nearest.ts';
import type { Rule } from '../../rule.ts';
import { withCapabilities } from './dynamic-example.ts';

export const capabilityOperationUnknown: Rule = {
  id: 'capability-operation-unknown',
  severity: 'error',
  profile: 'build',
  title: '`x-ms-capabilities` names operations that exist.',
  explanation: 'The platform tests a new connection with the operation of `testConnection`, and fills file pickers with those of `file-picker`. Ids are compared exactly.',
  source: 'learn.microsoft.com, custom connectors, OpenAPI extensions, x-ms-capabilities, and "Test connection"; no published connector names anything else.',
  published: 0,
  bad: withCapabilities({ testConnection: { operationId: 'ListShelfs' } }),
  good: withCapabilities({ testConnection: { operationId: 'ListShelves' } }),
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document, operationsById } = definition;
    for (const { name, member, operationIdNode } of capabilityCalls(definition)) {
      if (!operationIdNode) {
        report({ file: 'definition', range: member.keyRange, message: `"${name}" must be an object with "operationId". Name the operation to call.` });
        continue;
      }
      const id = textOf(operationIdNode);
      if (id !== undefined && operationsById.has(id)) continue;
      const near = id === undefined ? undefined : nearest(id, operationsById.keys());
      const advice = near === undefined ? 'Name an operation of this definition.' : `Is "${near}" meant?`;
      report({ file: 'definition', range: operationIdNode.range, message: `${id === undefined ? `The operationId of "${name}" must be text.` : `No operation has the id "${id}".`} ${advice}`, fixes: () => writeNearFix(document, operationIdNode, near) });
    }
  },
};

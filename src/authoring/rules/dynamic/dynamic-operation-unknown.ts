import { writeNearFix } from '../../fixes/definition-fix.ts';
import { callsPlatform, KIND_NAMES } from '../../model/dynamic-targets.ts';
import { memberOf } from '../../model/nodes.ts';
import { nearest } from '../../nearest.ts';
import type { Rule } from '../../rule.ts';
import { LIST_SHELVES, SHELF_VALUES, withShelves } from './dynamic-example.ts';

export const dynamicOperationUnknown: Rule = {
  id: 'dynamic-operation-unknown',
  severity: 'error',
  profile: 'build',
  title: 'A dynamic extension names an operation that exists.',
  explanation: 'The designer calls the operation to fill a list or to get a schema. The platform refuses a connector whose dynamic extensions name an operation that it does not have. Ids are compared exactly.',
  source: 'learn.microsoft.com, custom connectors, OpenAPI extensions, operationId: required; none of 5,122 uses in published connectors names anything else.',
  published: 0,
  bad: withShelves({ 'x-ms-dynamic-values': SHELF_VALUES, 'x-ms-dynamic-list': { ...LIST_SHELVES, operationId: 'listShelves' } }),
  good: withShelves({ 'x-ms-dynamic-values': SHELF_VALUES, 'x-ms-dynamic-list': LIST_SHELVES }),
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document, operationsById } = definition;
    for (const use of definition.dynamics) {
      const { kind, part, member, operationId, operationIdNode } = use;
      const name = KIND_NAMES[kind];
      if (!operationIdNode) {
        if (callsPlatform(use)) continue;
        const range = (part === undefined ? member : (memberOf(member.value, part) ?? member)).keyRange;
        report({ file: 'definition', range, message: `The ${name} cannot work without "operationId". Name the operation to call.` });
        continue;
      }
      if (operationId !== undefined && operationsById.has(operationId)) continue;
      const near = operationId === undefined ? undefined : nearest(operationId, operationsById.keys());
      const advice = near === undefined ? 'Name an operation of this definition.' : `Is "${near}" meant?`;
      const what = operationId === undefined ? `The operationId of the ${name} must be text.` : `No operation has the id "${operationId}", which the ${name} ${kind === 'values' || kind === 'properties' ? 'call' : 'calls'}.`;
      report({ file: 'definition', range: operationIdNode.range, message: `${what} ${advice}`, fixes: () => writeNearFix(document, operationIdNode, near) });
    }
  },
};

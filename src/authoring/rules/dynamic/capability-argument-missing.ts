import { capabilityCalls } from '../../model/capability-calls.ts';
import { missingArguments, targetOf } from '../../model/dynamic-targets.ts';
import { textOf } from '../../model/nodes.ts';
import type { Rule } from '../../rule.ts';
import { withCapabilities } from './dynamic-example.ts';

const room = { name: 'room', in: 'query', required: true, type: 'string', description: 'The room.', 'x-ms-summary': 'Room' };

export const capabilityArgumentMissing: Rule = {
  id: 'capability-argument-missing',
  severity: 'error',
  profile: 'build',
  title: 'The operations of `x-ms-capabilities` can be called as they are.',
  explanation: 'Nobody is asked for anything when a connection is tested: an operation with a required parameter and no default would always fail, and no connection could be made. A file picker gives what stands under its `parameters`.',
  source: 'learn.microsoft.com, custom connectors, "Test connection": the operation needs no required parameters, or has defaults for them; no published connector breaks it.',
  published: 0,
  bad: withCapabilities({ testConnection: { operationId: 'ListShelves' } }, { parameters: [room] }),
  good: withCapabilities({ testConnection: { operationId: 'ListShelves' } }, { parameters: [{ ...room, default: 'main' }] }),
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const { name, operationIdNode, given } of capabilityCalls(definition)) {
      const target = targetOf(definition, textOf(operationIdNode));
      if (!target || !operationIdNode) continue;
      const missing = missingArguments(definition, target, given).map((parameter) => `"${parameter.name ?? ''}"`);
      if (missing.length === 0) continue;
      const advice = name === 'testConnection' ? 'Name an operation without such parameters, or give them defaults.' : 'Add what it requires under "parameters".';
      report({ file: 'definition', range: operationIdNode.range, message: `The operation "${target.id}" requires ${missing.join(', ')}, and "${name}" does not give that. ${advice}` });
    }
  },
};

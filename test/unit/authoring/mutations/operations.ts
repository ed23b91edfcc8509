import { replaceScalar } from '../../../../src/authoring/fixes/node-edits.ts';
import type { Mutation } from './mutation.ts';

const operationIdUnique: Mutation = {
  rule: 'operation-id-unique',
  break: ({ definition }, random) => {
    const named = definition?.operations.filter(({ id }) => id !== undefined) ?? [];
    if (!definition || named.length < 2) return undefined;
    const at = random.below(named.length - 1) + 1;
    const before = named[random.below(at)];
    const after = named[at];
    if (!before?.id || !after?.idNode) return undefined;
    return {
      changes: [{ file: 'definition', edits: replaceScalar(definition.document, after.idNode, before.id) }],
      // Whatever named the operation by its former id names nothing now.
      also: ['policy-operation-unknown', 'dynamic-operation-unknown', 'script-operations-unknown', 'script-operation-unknown', 'capability-operation-unknown'],
    };
  },
};

export const operationMutations: readonly Mutation[] = [operationIdUnique];

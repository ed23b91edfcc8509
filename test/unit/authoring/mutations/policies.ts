import { replaceScalar } from '../../../../src/authoring/fixes/node-edits.ts';
import type { Mutation } from './mutation.ts';

const policyOperationUnknown: Mutation = {
  rule: 'policy-operation-unknown',
  break: ({ definition, properties }, random) => {
    const name = random.one(properties?.policies.flatMap(({ operationNames }) => operationNames) ?? []);
    if (!definition || !properties || !name) return undefined;
    const broken = random.one([`${String(name.value)}X`, String(name.value).toLowerCase(), 'NoSuchOperation']) ?? '';
    if (definition.operationsById.has(broken)) return undefined;
    return { changes: [{ file: 'properties', edits: replaceScalar(properties.document, name, broken) }] };
  },
};

export const policyMutations: readonly Mutation[] = [policyOperationUnknown];

import type { Mutation } from './mutation.ts';

export const identityMutations: readonly Mutation[] = [];

import type { Mutation } from './mutation.ts';

export const documentMutations: readonly Mutation[] = [];

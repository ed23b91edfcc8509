import type { Mutation } from './mutation.ts';

export const dynamicMutations: readonly Mutation[] = [];

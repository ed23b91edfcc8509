import type { Mutation } from './mutation.ts';

export const triggerMutations: readonly Mutation[] = [];

import type { Mutation } from './mutation.ts';

export const scriptMutations: readonly Mutation[] = [];

import type { Mutation } from './mutation.ts';

export const securityMutations: readonly Mutation[] = [];

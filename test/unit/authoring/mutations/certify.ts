import type { Mutation } from './mutation.ts';

export const certificationMutations: readonly Mutation[] = [];

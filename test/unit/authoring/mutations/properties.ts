import type { Mutation } from './mutation.ts';

export const propertiesMutations: readonly Mutation[] = [];

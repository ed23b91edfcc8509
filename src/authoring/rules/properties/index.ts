import type { Rule } from '../../rule.ts';

export const propertiesRules: readonly Rule[] = [];

import type { Rule } from '../../rule.ts';

export const dynamicRules: readonly Rule[] = [];

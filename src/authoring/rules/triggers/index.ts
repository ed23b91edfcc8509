import type { Rule } from '../../rule.ts';

export const triggerRules: readonly Rule[] = [];

import type { Rule } from '../../rule.ts';

export const certificationRules: readonly Rule[] = [];

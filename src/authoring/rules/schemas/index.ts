import type { Rule } from '../../rule.ts';
import { visibilityValue } from './visibility-value.ts';

export const schemaRules: readonly Rule[] = [visibilityValue];

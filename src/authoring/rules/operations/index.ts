import type { Rule } from '../../rule.ts';
import { operationIdUnique } from './operation-id-unique.ts';

export const operationRules: readonly Rule[] = [operationIdUnique];

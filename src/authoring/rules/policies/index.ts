import type { Rule } from '../../rule.ts';
import { policyOperationUnknown } from './policy-operation-unknown.ts';

export const policyRules: readonly Rule[] = [policyOperationUnknown];

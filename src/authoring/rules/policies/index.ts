import type { Rule } from '../../rule.ts';
import { policyConnectionParameterUnknown } from './policy-connection-parameter-unknown.ts';
import { policyExpression } from './policy-expression.ts';
import { policyNewPathSlash } from './policy-new-path-slash.ts';
import { policyOperationUnknown } from './policy-operation-unknown.ts';
import { policyOverlap } from './policy-overlap.ts';
import { policyParameterMissing } from './policy-parameter-missing.ts';
import { policyParameterUnknown } from './policy-parameter-unknown.ts';
import { policyParameterValue } from './policy-parameter-value.ts';
import { policyPathParameterUnknown } from './policy-path-parameter-unknown.ts';
import { policyRequestValueUnknown } from './policy-request-value-unknown.ts';
import { policySectionMissing } from './policy-section-missing.ts';
import { policySectionValue } from './policy-section-value.ts';
import { policyTemplateCase } from './policy-template-case.ts';
import { policyTemplateUnknown } from './policy-template-unknown.ts';
import { policyUrlTemplate } from './policy-url-template.ts';

export const policyRules: readonly Rule[] = [
  policyTemplateUnknown,
  policyTemplateCase,
  policyParameterMissing,
  policyParameterUnknown,
  policyParameterValue,
  policySectionMissing,
  policySectionValue,
  policyOperationUnknown,
  policyConnectionParameterUnknown,
  policyRequestValueUnknown,
  policyPathParameterUnknown,
  policyNewPathSlash,
  policyUrlTemplate,
  policyExpression,
  policyOverlap,
];

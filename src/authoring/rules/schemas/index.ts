import type { Rule } from '../../rule.ts';
import { apiAnnotationValue } from './api-annotation-value.ts';
import { defaultNotInEnum } from './default-not-in-enum.ts';
import { defaultTypeMismatch } from './default-type-mismatch.ts';
import { enumDuplicate } from './enum-duplicate.ts';
import { enumLabelMissing } from './enum-label-missing.ts';
import { enumLabelUnknown } from './enum-label-unknown.ts';
import { enumTypeMismatch } from './enum-type-mismatch.ts';
import { extensionMisplaced } from './extension-misplaced.ts';
import { extensionMisspelt } from './extension-misspelt.ts';
import { extensionUnknown } from './extension-unknown.ts';
import { formatUnknown } from './format-unknown.ts';
import { internalParameterWithoutDefault } from './internal-parameter-without-default.ts';
import { internalPropertyWithoutDefault } from './internal-property-without-default.ts';
import { referenceSiblings } from './reference-siblings.ts';
import { urlEncodingValue } from './url-encoding-value.ts';
import { visibilityValue } from './visibility-value.ts';

export const schemaRules: readonly Rule[] = [
  visibilityValue,
  extensionMisspelt,
  extensionUnknown,
  extensionMisplaced,
  urlEncodingValue,
  apiAnnotationValue,
  enumLabelUnknown,
  enumLabelMissing,
  enumTypeMismatch,
  enumDuplicate,
  defaultNotInEnum,
  defaultTypeMismatch,
  formatUnknown,
  referenceSiblings,
  internalParameterWithoutDefault,
  internalPropertyWithoutDefault,
];

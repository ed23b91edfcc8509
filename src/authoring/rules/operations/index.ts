import type { Rule } from '../../rule.ts';
import { arrayWithoutItems } from './array-without-items.ts';
import { bodyInGetOrDelete } from './body-in-get-or-delete.ts';
import { bodySeveral } from './body-several.ts';
import { bodyWithFormData } from './body-with-form-data.ts';
import { collectionFormatMulti } from './collection-format-multi.ts';
import { defaultResponseSchema } from './default-response-schema.ts';
import { formDataInGet } from './form-data-in-get.ts';
import { formFileConsumes } from './form-file-consumes.ts';
import { operationDescriptionMissing } from './operation-description-missing.ts';
import { operationIdMissing } from './operation-id-missing.ts';
import { operationIdUnique } from './operation-id-unique.ts';
import { operationSummaryMissing } from './operation-summary-missing.ts';
import { parameterDuplicate } from './parameter-duplicate.ts';
import { parameterInUnknown } from './parameter-in-unknown.ts';
import { parameterReserved } from './parameter-reserved.ts';
import { parameterTypeMissing } from './parameter-type-missing.ts';
import { parameterTypeUnknown } from './parameter-type-unknown.ts';
import { pathParameterRequired } from './path-parameter-required.ts';
import { pathParameterUndeclared } from './path-parameter-undeclared.ts';
import { pathParameterUnused } from './path-parameter-unused.ts';
import { pathsUnique } from './paths-unique.ts';
import { referenceExternal } from './reference-external.ts';
import { referenceUnknown } from './reference-unknown.ts';
import { responseCode } from './response-code.ts';
import { responseSchemaEmpty } from './response-schema-empty.ts';
import { responseSchemaMissing } from './response-schema-missing.ts';
import { responseSuccessMissing } from './response-success-missing.ts';
import { responsesEmpty } from './responses-empty.ts';
import { successResponsesSeveral } from './success-responses-several.ts';
import { summaryCharacters } from './summary-characters.ts';

export const operationRules: readonly Rule[] = [
  pathsUnique, operationIdMissing, operationIdUnique, operationSummaryMissing, summaryCharacters, operationDescriptionMissing,
  pathParameterUndeclared, pathParameterUnused, pathParameterRequired,
  parameterInUnknown, parameterTypeMissing, parameterTypeUnknown, arrayWithoutItems, parameterReserved, parameterDuplicate, collectionFormatMulti,
  bodySeveral, bodyWithFormData, formDataInGet, bodyInGetOrDelete, formFileConsumes,
  responsesEmpty, responseCode, responseSuccessMissing, successResponsesSeveral, defaultResponseSchema, responseSchemaMissing, responseSchemaEmpty,
  referenceUnknown, referenceExternal,
];

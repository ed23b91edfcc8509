import type { Rule } from '../../rule.ts';
import { brandColorIndependent } from './brand-color-independent.ts';
import { brandColorReserved } from './brand-color-reserved.ts';
import { clientIdCommitted } from './client-id-committed.ts';
import { connectorCategory } from './connector-category.ts';
import { connectorMetadataIncomplete } from './connector-metadata-incomplete.ts';
import { connectorMetadataMissing } from './connector-metadata-missing.ts';
import { connectorMetadataName } from './connector-metadata-name.ts';
import { connectorMetadataUrl } from './connector-metadata-url.ts';
import { contactIncomplete } from './contact-incomplete.ts';
import { contactMissing } from './contact-missing.ts';
import { contactValue } from './contact-value.ts';
import { infoDescriptionLength } from './info-description-length.ts';
import { infoDescriptionRestrictedWord } from './info-description-restricted-word.ts';
import { operationSummaryEnd } from './operation-summary-end.ts';
import { operationSummaryLength } from './operation-summary-length.ts';
import { parameterDescriptionMissing } from './parameter-description-missing.ts';
import { parameterSummaryMissing } from './parameter-summary-missing.ts';
import { publisherMissing } from './publisher-missing.ts';
import { readmeMissing } from './readme-missing.ts';
import { redirectModeGlobal } from './redirect-mode-global.ts';
import { stackOwnerMissing } from './stack-owner-missing.ts';
import { titleEnd } from './title-end.ts';
import { titleLength } from './title-length.ts';
import { titleRestrictedWord } from './title-restricted-word.ts';

export const certificationRules: readonly Rule[] = [
  titleLength,
  titleRestrictedWord,
  titleEnd,
  infoDescriptionLength,
  infoDescriptionRestrictedWord,
  contactMissing,
  contactIncomplete,
  contactValue,
  connectorMetadataMissing,
  connectorMetadataIncomplete,
  connectorMetadataName,
  connectorMetadataUrl,
  connectorCategory,
  operationSummaryLength,
  operationSummaryEnd,
  parameterSummaryMissing,
  parameterDescriptionMissing,
  publisherMissing,
  stackOwnerMissing,
  brandColorReserved,
  brandColorIndependent,
  redirectModeGlobal,
  clientIdCommitted,
  readmeMissing,
];

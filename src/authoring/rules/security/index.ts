import type { Rule } from '../../rule.ts';
import { aadResourceDiffers } from './aad-resource-differs.ts';
import { clientIdMissing } from './client-id-missing.ts';
import { clientSecretInFile } from './client-secret-in-file.ts';
import { customParameterMissing } from './custom-parameter-missing.ts';
import { customParameterMisspelt } from './custom-parameter-misspelt.ts';
import { customParameterTwice } from './custom-parameter-twice.ts';
import { customParameterValue } from './custom-parameter-value.ts';
import { identityProviderUnknown } from './identity-provider-unknown.ts';
import { isFirstParty } from './is-first-party.ts';
import { oauthFlow } from './oauth-flow.ts';
import { oauthParameterName } from './oauth-parameter-name.ts';
import { oauthSchemeMissing } from './oauth-scheme-missing.ts';
import { oauthScopesDiffer } from './oauth-scopes-differ.ts';
import { oauthSettingsMissing } from './oauth-settings-missing.ts';
import { oauthUrlDiffers } from './oauth-url-differs.ts';
import { oauthUrlHttps } from './oauth-url-https.ts';
import { parametersAndSets } from './parameters-and-sets.ts';
import { redirectMode } from './redirect-mode.ts';
import { redirectUrlMode } from './redirect-url-mode.ts';
import { redirectUrl } from './redirect-url.ts';
import { scopeEntrySeveral } from './scope-entry-several.ts';
import { scopesForm } from './scopes-form.ts';
import { secretInFile } from './secret-in-file.ts';
import { secretParameterUnsent } from './secret-parameter-unsent.ts';
import { securitySchemeUndefined } from './security-scheme-undefined.ts';
import { securitySchemeUnserved } from './security-scheme-unserved.ts';
import { securitySeveralSchemes } from './security-several-schemes.ts';
import { tokenClaimOwner } from './token-claim-owner.ts';

export const securityRules: readonly Rule[] = [
  clientSecretInFile,
  secretInFile,
  securitySchemeUndefined,
  securitySeveralSchemes,
  securitySchemeUnserved,
  secretParameterUnsent,
  oauthSchemeMissing,
  oauthFlow,
  oauthUrlDiffers,
  oauthScopesDiffer,
  oauthParameterName,
  oauthSettingsMissing,
  tokenClaimOwner,
  parametersAndSets,
  identityProviderUnknown,
  clientIdMissing,
  scopesForm,
  scopeEntrySeveral,
  customParameterMissing,
  customParameterMisspelt,
  customParameterTwice,
  customParameterValue,
  oauthUrlHttps,
  redirectMode,
  redirectUrl,
  redirectUrlMode,
  aadResourceDiffers,
  isFirstParty,
];

import type { Rule } from '../../rule.ts';
import { managedIdentityAssertion } from './managed-identity-assertion.ts';
import { managedIdentityAudience } from './managed-identity-audience.ts';
import { managedIdentityClientId } from './managed-identity-client-id.ts';
import { managedIdentityConnector } from './managed-identity-connector.ts';
import { managedIdentityCredentials } from './managed-identity-credentials.ts';
import { managedIdentityIssuer } from './managed-identity-issuer.ts';
import { managedIdentityLoginHost } from './managed-identity-login-host.ts';
import { managedIdentityProvider } from './managed-identity-provider.ts';
import { managedIdentityRedirectMode } from './managed-identity-redirect-mode.ts';
import { managedIdentityResource } from './managed-identity-resource.ts';
import { managedIdentityScopes } from './managed-identity-scopes.ts';
import { managedIdentitySecret } from './managed-identity-secret.ts';
import { managedIdentitySubject } from './managed-identity-subject.ts';
import { managedIdentityTenantClaim } from './managed-identity-tenant-claim.ts';
import { managedIdentityTenant } from './managed-identity-tenant.ts';

export const identityRules: readonly Rule[] = [
  managedIdentityProvider,
  managedIdentityAssertion,
  managedIdentitySecret,
  managedIdentityClientId,
  managedIdentityTenant,
  managedIdentityTenantClaim,
  managedIdentityResource,
  managedIdentityScopes,
  managedIdentityLoginHost,
  managedIdentityCredentials,
  managedIdentityIssuer,
  managedIdentityAudience,
  managedIdentitySubject,
  managedIdentityConnector,
  managedIdentityRedirectMode,
];

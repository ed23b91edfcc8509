/** Examples with managed identity, in the form that the platform exports; every id in them is made up. */
import type { RuleExample } from '../../rule.ts';
import { CONNECTORS_APPLICATION_ID, formatSubject } from '../../../connector/connector-subject.ts';
import { ASSERTION_TYPE, GRANT_TYPE, TENANT_CLAIM } from '../../../connector/managed-identity-shape.ts';
import { oauthExample } from '../security/oauth-example.ts';

type Json = Readonly<Record<string, unknown>>;

export const EXAMPLE_TENANT = '11111111-2222-4333-8444-555555555555';
export const EXAMPLE_SUBJECT = formatSubject('pub', EXAMPLE_TENANT, CONNECTORS_APPLICATION_ID, 'unitedstates-002_shelf');

export const EXAMPLE_CREDENTIALS: Json = {
  Issuer: `https://login.microsoftonline.com/${EXAMPLE_TENANT}/v2.0`,
  Subject: EXAMPLE_SUBJECT,
  Audience: 'api://AzureADTokenExchange',
};

/** @param settings Laid over oAuthSettings; undefined takes away. */
export function managedIdentityExample(settings: Json = {}, parts: { readonly parameters?: Json; readonly credentials?: Json } = {}): RuleExample {
  const { properties = {}, customParameters = {}, ...rest } = settings as { readonly properties?: Json; readonly customParameters?: Json };
  return oauthExample('aad', {
    clientId: '@environmentVariables("contoso_ShelfClientId")',
    clientAssertionType: ASSERTION_TYPE,
    ...rest,
    properties: { IsOnbehalfofLoginSupported: true, FederatedIdentityCredentials: { ...EXAMPLE_CREDENTIALS, ...parts.credentials }, ...properties },
    customParameters: { tenantId: { value: EXAMPLE_TENANT }, grantType: { value: GRANT_TYPE }, ...customParameters },
  }, { parameters: parts.parameters ?? { 'token:TenantId': TENANT_CLAIM } });
}

/**
 * Sign-ins that ask nobody, for pipelines: the credentials that `@azure/identity` reads from environment variables
 * (its README, "Environment variables"), else Azure CLI.
 */
import type { Cloud } from './clouds.ts';
import type { PlainCredential } from './tokens.ts';

/** Undefined where the variables name neither, so that Azure CLI is used. A workload identity goes before a secret. */
export function credentialOfEnvironment(cloud: Cloud, environment: Readonly<Record<string, string | undefined>>): PlainCredential | undefined {
  const { AZURE_CLIENT_ID: clientId, AZURE_TENANT_ID: tenantId } = environment;
  if (!clientId || !tenantId) return undefined;
  const { AZURE_FEDERATED_TOKEN_FILE: tokenFilePath, AZURE_CLIENT_SECRET: secret, AZURE_CLIENT_CERTIFICATE_PATH: certificate } = environment;
  const options = { authorityHost: cloud.login };
  if (tokenFilePath) {
    return {
      source: 'workloadIdentity',
      create: async () => new (await import('@azure/identity')).WorkloadIdentityCredential({ ...options, clientId, tenantId, tokenFilePath }),
    };
  }
  return secret || certificate ? { source: 'environment', create: async () => new (await import('@azure/identity')).EnvironmentCredential(options) } : undefined;
}

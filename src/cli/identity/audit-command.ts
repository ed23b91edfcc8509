/** `identity audit`: how every connector that the account may see signs in, and when its secrets end. Writes nothing. */
import { createApplicationReader, readingScopes } from '../../cloud/entra/application-reader.ts';
import { createConnectors } from '../../cloud/power-platform/connectors.ts';
import { createEnvironments } from '../../cloud/power-platform/environments.ts';
import { createTokens, TokenUnavailableError } from '../../cloud/tokens.ts';
import { credentialOfEnvironment } from '../../cloud/plain-credential.ts';
import { auditSecrets, type AuditDirectoryPort, type AuditPorts } from '../../identity/secrets/audit.ts';
import { auditCsv } from '../../identity/secrets/audit-export.ts';
import { renderAudit } from '../../identity/secrets/audit-text.ts';
import type { ServiceContext } from '../../cloud/http.ts';
import type { Terminal } from '../main.ts';
import { UsageError } from '../usage-error.ts';
import { DONE } from './failure.ts';
import type { IdentityOptions } from './options.ts';
import { chosenCloud } from './session.ts';
import { json, shown } from './show.ts';

/** Needs a sign-in to Power Platform; without one to Microsoft Graph the ends of secrets are unknown, and the report says so. */
export async function auditCommand(options: IdentityOptions, terminal: Terminal, signal: AbortSignal): Promise<number> {
  if (options.positionals.length > 0) throw new UsageError('An audit looks at every environment: it takes no folder.');
  const cloud = await chosenCloud(options.cloud ?? process.env['CONNECTOR_STUDIO_CLOUD'], terminal.cwd);
  const signIn = { cloud, useAzureCli: true, credential: credentialOfEnvironment(cloud, process.env) };
  const { claims: { tenantId, objectId } } = await createTokens(signIn).get('powerApps', { tenantId: options.tenant ?? process.env['AZURE_TENANT_ID'] ?? '', signal });
  const context: ServiceContext = { cloud, tenantId, tokens: createTokens({ ...signIn, userObjectId: objectId }) };
  const ports: AuditPorts = { environments: createEnvironments(context), connectors: createConnectors(context), directory: await directoryFor(context, signal) };
  const report = await auditSecrets(ports, { tenantId, cloud, now: Date.now(), signal });
  terminal.out(options.format === 'json' ? json(report) : options.format === 'csv' ? auditCsv(report) : shown(renderAudit(report), { colors: false }));
  return DONE;
}

/** With the least right that the account's token carries; else why there is none. */
async function directoryFor(context: ServiceContext, signal: AbortSignal): Promise<AuditDirectoryPort | string> {
  let why = '';
  // What most accounts have comes first.
  for (const scope of readingScopes.toReversed()) {
    try {
      await context.tokens.get('graph', { tenantId: context.tenantId, requiredScopes: [scope], signal });
      return createApplicationReader(context, scope);
    } catch (error) {
      if (!(error instanceof TokenUnavailableError)) throw error;
      why = error.message;
    }
  }
  return why;
}

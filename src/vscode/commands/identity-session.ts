/**
 * The sign-ins that configuring managed identity needs, checked before anything is planned: a token for Power Apps, one
 * for Microsoft Graph that may change app registrations, both of the same user and tenant.
 */
import * as vscode from 'vscode';
import { directoryScopes } from '../../cloud/entra/directory.ts';
import type { Environment } from '../../cloud/power-platform/environments.ts';
import { sourceNames, TokenUnavailableError, type Service } from '../../cloud/tokens.ts';
import { compareIdentities } from '../../identity/identities.ts';
import type { SignedInIdentity } from '../../identity/ports.ts';
import type { TargetPlace } from '../../identity/target.ts';
import type { Studio } from '../studio.ts';
import { UserError } from '../user-error.ts';
import { openExternalLink } from './external-link.ts';
import { withProgress } from './progress.ts';
import { startSession, type Session } from './session.ts';

const azureCliHelp = 'https://learn.microsoft.com/cli/azure/authenticate-azure-cli-interactively';

export interface IdentitySession extends Session {
  readonly identity: SignedInIdentity;
}

/** The part of a target that does not depend on what is chosen in a wizard. */
export function targetPlace({ account, clients, identity }: IdentitySession, environment: Environment): TargetPlace {
  return {
    tenantId: identity.tenantId,
    userObjectId: identity.objectId,
    userName: identity.userName ?? account.label,
    cloud: clients.cloud.name,
    environment: environment.name,
    environmentDisplayName: environment.displayName,
  };
}

/** @throws UserError when a token is missing or the accounts differ; nothing has been planned then. */
export async function startIdentitySession(studio: Studio): Promise<IdentitySession> {
  const session = await startSession(studio);
  return withProgress(vscode.l10n.t('Checking the sign-ins to Power Platform and Microsoft Graph…'), async (signal) => {
    // One after the other: each may ask the user to sign in.
    const powerApps = await identityFor(session, 'powerApps', [], signal);
    const graph = await identityFor(session, 'graph', directoryScopes, signal);
    const difference = compareIdentities([powerApps, graph]);
    if (difference) throw new UserError(difference.message, [openSettings(), openAzureCliHelp()]);
    return { ...session, identity: powerApps };
  });
}

async function identityFor({ account, clients }: Session, service: Service, requiredScopes: readonly string[], signal: AbortSignal): Promise<SignedInIdentity> {
  try {
    const { claims, source } = await clients.tokens.get(service, { tenantId: account.tenantId, interactive: true, requiredScopes, signal });
    return { tenantId: claims.tenantId, objectId: claims.objectId, userName: claims.userName ?? account.label, source: sourceNames[source] };
  } catch (error) {
    if (service !== 'graph' || !(error instanceof TokenUnavailableError)) throw error;
    throw new UserError(vscode.l10n.t(
      '{0} Sign in to Azure CLI with the same account (az login --tenant {1}), or enter a client id of your own in the settings.', error.message, account.tenantId,
    ), [openAzureCliHelp(), openSettings()]);
  }
}

function openSettings() {
  return { title: vscode.l10n.t('Open Settings'), run: () => vscode.commands.executeCommand('workbench.action.openSettings', 'connectorStudio') };
}

function openAzureCliHelp() {
  return { title: vscode.l10n.t('How to Sign In with Azure CLI'), run: () => openExternalLink(azureCliHelp) };
}

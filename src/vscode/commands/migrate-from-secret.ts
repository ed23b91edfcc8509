/**
 * Migrate from Secret: a connector that signs in with a client secret of an app goes on with managed identity and the same
 * app. Shows the plan of Configure Managed Identity, which lists the app's secrets and touches none; they are retired
 * later, one at a time, once a connection has worked (prove-connection.ts, retire-secret.ts).
 */
import * as vscode from 'vscode';
import type { SecurityBlock } from '../../connector/connector.ts';
import type { DeployedConnector } from '../../connector/deployed-connector.ts';
import { isGuid } from '../../connector/difference.ts';
import { deployedBlock } from '../../identity/actual-state.ts';
import type { IdentityTarget, Plan } from '../../identity/plan-model.ts';
import type { Studio } from '../studio.ts';
import { UserError } from '../user-error.ts';
import { chooseIdentitySubject, type IdentitySubject, type SubjectAnswers } from './identity-subject.ts';
import { offer } from './offer.ts';
import type { OpenPlans } from './open-plans.ts';
import { planTarget } from './plan-target.ts';
import { withProgress } from './progress.ts';

/** Shows the plan and returns it; undefined where the connector needs no secret any more. */
export async function migrateFromSecret(studio: Studio, plans: OpenPlans, answers: SubjectAnswers): Promise<Plan | undefined> {
  const subject = await chooseIdentitySubject(studio, vscode.l10n.t('Migrate from Secret'), answers);
  const { session, connector, block, environment } = subject;
  const deployed = await withProgress(vscode.l10n.t('Reading the deployed connector…'), (signal) => deployedOf(subject, signal));
  const served = deployed && deployedBlock(deployed, block);
  if (block.credential === 'managedIdentity' && served?.credential === 'managedIdentity') {
    const folder = vscode.Uri.parse(connector.files.folder, true);
    offer(vscode.l10n.t('“{0}” uses managed identity in {1} already.', connector.title, environment.displayName), [
      { title: vscode.l10n.t('Test Connection'), run: () => vscode.commands.executeCommand('connectorStudio.testConnection', folder) },
      { title: vscode.l10n.t('Retire a Secret'), run: () => vscode.commands.executeCommand('connectorStudio.retireSecret', folder) },
    ]);
    return undefined;
  }
  return planTarget(studio, plans, session, { connector, target: targetOf(subject, served) });
}

async function deployedOf({ session: { clients }, connector, environment }: IdentitySubject, signal: AbortSignal): Promise<DeployedConnector | undefined> {
  const { connectorId } = connector.settings;
  return connectorId === undefined ? undefined : clients.connectors.connector(environment.name, connectorId, signal);
}

/** The file's values, and the deployed ones where the file has a placeholder or nothing. */
function targetOf({ target, connector, block }: IdentitySubject, served: SecurityBlock | undefined): IdentityTarget {
  const appId = [block.clientId, served?.clientId].find((candidate) => isGuid(candidate));
  if (appId === undefined) {
    throw new UserError(vscode.l10n.t('The security block of “{0}” names no app registration, so there is nothing to migrate. Choose one with Configure Managed Identity.', connector.title), [
      { title: vscode.l10n.t('Configure Managed Identity'), run: () => vscode.commands.executeCommand('connectorStudio.configureManagedIdentity', vscode.Uri.parse(connector.files.folder, true)) },
    ]);
  }
  return {
    ...target,
    application: { kind: 'existing', appId },
    resourceUri: block.resourceUri ?? served?.resourceUri ?? '',
    scopes: block.scopes.length > 0 ? block.scopes : served?.scopes ?? [],
  };
}

/** What Verify compares, for the commands that need to know how things stand: the reading, and the way to a repair. */
import * as vscode from 'vscode';
import type { Environment } from '../../cloud/power-platform/environments.ts';
import type { Connector, SecurityBlock } from '../../connector/connector.ts';
import type { DeployedConnector } from '../../connector/deployed-connector.ts';
import { targetFromBlock } from '../../identity/target.ts';
import { verifyIdentity, type VerifyReport } from '../../identity/verify.ts';
import type { DocumentLens, Studio } from '../studio.ts';
import type { ConfigureAnswers } from './configure-managed-identity.ts';
import { identityPorts } from './identity-ports.ts';
import { targetPlace, type IdentitySession } from './identity-session.ts';
import { withProgress } from './progress.ts';

export interface VerifySubject {
  /** Absent for a deployed connector without files in the workspace. */
  readonly connector?: Connector;
  readonly deployed?: DeployedConnector;
  readonly block?: SecurityBlock;
  readonly environment: Environment;
}

/** Reads and compares; writes nothing. */
export async function verifySubject(studio: Studio, session: IdentitySession, { connector, deployed, block, environment }: VerifySubject): Promise<VerifyReport> {
  const { clients } = session;
  return withProgress(vscode.l10n.t('Comparing file, connector and app registration…'), (signal) => verifyIdentity({
    connector,
    connectorName: deployed?.name,
    target: targetFromBlock(block ?? { pointer: [], scopes: [] }, connector?.title ?? deployed?.displayName ?? '', targetPlace(session, environment)),
    cloud: clients.cloud,
    ports: { ...(connector ? identityPorts(studio, clients, connector, environment.name) : clients), environments: clients.environments },
    signal,
  }));
}

/** Starts Configure Managed Identity with all answers given; none where nothing can be repaired, or there are no files. */
export function repairLenses(report: VerifyReport, { connector, block, environment }: VerifySubject): DocumentLens[] {
  if (!connector || !report.checks.some(({ finding }) => finding?.repair)) return [];
  // An app that is gone cannot be repaired to: then another one is asked for.
  const keepsApplication = block?.clientId && !report.checks.some(({ finding }) => finding?.severity === 'error' && finding.subject === 'app registration');
  const answers: ConfigureAnswers = {
    environment: environment.name,
    parameterPointer: block?.pointer,
    application: keepsApplication && block.clientId ? { kind: 'existing', appId: block.clientId } : undefined,
    scopes: block?.scopes,
  };
  const folder = vscode.Uri.parse(connector.files.folder, true);
  return [{ title: vscode.l10n.t('$(wrench) Repair'), command: 'connectorStudio.configureManagedIdentity', arguments: [folder, answers] }];
}

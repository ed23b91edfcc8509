/**
 * After a call through a connection has worked: notes the proof that the connector needs no secret, and offers to retire
 * what secrets its app still has.
 */
import * as vscode from 'vscode';
import type { Connection } from '../../cloud/power-platform/connections.ts';
import type { Connector } from '../../connector/connector.ts';
import type { DeployedConnector } from '../../connector/deployed-connector.ts';
import { readSecurityBlocks } from '../../connector/managed-identity-shape.ts';
import { appSecrets } from '../../identity/secrets/app-secrets.ts';
import { noteProof, objectionToProof } from '../../identity/secrets/connection-proof.ts';
import { provedBlockOf } from '../../identity/secrets/retire-secret.ts';
import type { DocumentLens, Studio } from '../studio.ts';
import { identityPorts } from './identity-ports.ts';
import { offer } from './offer.ts';
import type { Session } from './session.ts';

/** What was called, and how it was answered. */
export interface TestedConnection {
  readonly connector: Connector;
  readonly deployed: DeployedConnector;
  readonly connection: Connection;
  readonly status: number;
}

/** Lenses for the test's document; none where the connection proves nothing about managed identity. */
export async function proveConnection(studio: Studio, session: Session, { connector, deployed, connection, status }: TestedConnection): Promise<readonly DocumentLens[]> {
  // The block that connect.ts makes its connections with.
  const block = readSecurityBlocks(deployed.properties).find(({ credential }) => credential === 'managedIdentity');
  const proved = block && provedBlockOf(deployed, block);
  if (!proved) return [];
  const { journal, clock } = identityPorts(studio, session.clients, connector, deployed.environment);
  const found = { connectionId: connection.name, createdTime: connection.createdTime, status };
  const objection = objectionToProof(await journal.load(), proved, found);
  if (objection !== undefined) {
    studio.log.info(`${connector.title}: the test proves nothing about managed identity. ${objection}`);
    return [];
  }
  await noteProof(journal, clock, { connectorFolder: connector.files.folder, environment: deployed.environment, tenantId: session.account.tenantId }, proved, found);
  const folder = vscode.Uri.parse(connector.files.folder, true);
  void secretsLeft(session, proved.clientId, clock.now()).then((secrets) => {
    if (secrets === 0) return;
    offer(
      secrets === 1
        ? vscode.l10n.t('“{0}” has connected without a secret. Its app registration still has a client secret.', connector.title)
        : vscode.l10n.t('“{0}” has connected without a secret. Its app registration still has {1} client secrets.', connector.title, secrets),
      [
        { title: vscode.l10n.t('Retire a Secret'), run: () => vscode.commands.executeCommand('connectorStudio.retireSecret', folder) },
        { title: vscode.l10n.t('Not Now'), run: async () => undefined },
      ],
    );
  });
  return [{ title: vscode.l10n.t('$(trash) Retire a Secret'), command: 'connectorStudio.retireSecret', arguments: [folder] }];
}

/** Asks nobody to sign in: the offer is a courtesy, and the command finds out for itself. */
async function secretsLeft({ clients: { directory } }: Session, clientId: string | undefined, now: number): Promise<number> {
  try {
    const application = clientId === undefined ? undefined : await directory.applicationByAppId(clientId);
    return application ? appSecrets(application, now).length : 0;
  } catch {
    return 0;
  }
}

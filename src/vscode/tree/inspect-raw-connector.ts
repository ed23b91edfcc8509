/** Inspect Raw Connector: what the service returns, without secrets and without who made it, for reading and for issue reports. */
import * as vscode from 'vscode';
import type { Environment } from '../../cloud/power-platform/environments.ts';
import type { DeployedConnector } from '../../connector/deployed-connector.ts';
import { redactSecrets } from '../../connector/managed-identity-shape.ts';
import { redactPeople } from '../../connector/redact-people.ts';
import { withProgress } from '../commands/progress.ts';
import { afterSignIn, once, startSession, type Session } from '../commands/session.ts';
import type { Studio } from '../studio.ts';
import { runWizard } from '../wizard/multi-step.ts';
import { pickDeployed } from '../wizard/pick-deployed.ts';
import { pickEnvironment } from '../wizard/pick-environment.ts';
import { isNode } from './nodes.ts';

interface Answers {
  readonly environment?: Environment;
  readonly deployed?: DeployedConnector;
}

/** @param argument a connector of the Deployed view; without it the user is asked for one. */
export async function inspectRawConnector(studio: Studio, argument: unknown): Promise<void> {
  const session = once(() => startSession(studio));
  const { environment, deployed } = isNode(argument, 'deployedConnector') ? { ...argument, deployed: argument.connector } : await ask(session);
  if (!environment || !deployed) return;
  const { clients } = await session();
  const current = await withProgress(vscode.l10n.t('Reading “{0}”…', deployed.displayName),
    (signal) => clients.connectors.connector(environment.name, deployed.name, signal));
  if (!current) throw new Error(vscode.l10n.t('“{0}” does not exist any more in {1}. Refresh the list.', deployed.displayName, environment.displayName));
  await studio.documents.show({
    title: vscode.l10n.t('Raw – {0}', current.displayName),
    language: 'json',
    content: `${JSON.stringify(redactPeople(redactSecrets({ name: current.name, properties: current.properties })), undefined, 2)}\n`,
  });
}

function ask(session: () => Promise<Session>): Promise<Answers> {
  return runWizard<Answers>(vscode.l10n.t('Inspect Raw Connector'), {}, [
    afterSignIn<Answers>(session, ({ environments }) => pickEnvironment((signal) => environments.list(signal))),
    afterSignIn<Answers>(session, pickDeployed),
  ]);
}

/**
 * A connection to test with: one of the user's own that is connected, else a new one, signed in to in the browser.
 */
import * as vscode from 'vscode';
import type { Connection } from '../../cloud/power-platform/connections.ts';
import type { Connector } from '../../connector/connector.ts';
import type { DeployedConnector } from '../../connector/deployed-connector.ts';
import { readSecurityBlocks } from '../../connector/managed-identity-shape.ts';
import { UserError } from '../user-error.ts';
import { pause } from './credential-age.ts';
import { openExternalLink } from './external-link.ts';
import { connectionsLink } from './portal-links.ts';
import { withProgress } from './progress.ts';
import type { Session } from './session.ts';
import { signInAdvice } from './sign-in-advice.ts';

export interface ConnectOptions {
  /** When the connector's security was last changed: connections from before still use the old one. */
  readonly securityChangedAt?: number;
  readonly credentialWrittenAt?: number;
  /** In the workspace, for explaining a sign-in that fails. */
  readonly connector?: Connector;
}

/** Between two looks at a connection whose sign-in is under way, and the longest wait for it; in milliseconds. */
const pollInterval = 2_000;
const signInTime = 10 * 60_000;

export async function connect({ account, clients }: Session, deployed: DeployedConnector, options: ConnectOptions): Promise<Connection> {
  const { connections } = clients;
  const place = [deployed.environment, deployed.name] as const;
  const displayName = vscode.l10n.t('{0} (Connector Studio)', deployed.displayName);
  return withProgress(vscode.l10n.t('Connecting to “{0}”', deployed.displayName), async (signal, report) => {
    report(vscode.l10n.t('Looking for a connection'));
    const own = (await connections.list(...place, signal)).filter(({ createdById, createdTime }) =>
      (createdById === undefined || createdById === account.objectId) && !isOlder(createdTime, options.securityChangedAt));
    const connected = own.find(({ status }) => status === 'Connected');
    if (connected) return connected;

    const parameterSet = oauthParameterSet(deployed, connectionsLink(clients.cloud, deployed.environment));
    report(vscode.l10n.t('Creating a connection'));
    const begun = own.find((connection) => connection.displayName === displayName);
    const connection = begun ?? await connections.create(...place, displayName, { parameterSet, signal });
    if (connection.status === 'Connected') return connection;

    const link = await connections.consentLink(...place, connection.name, undefined, signal);
    report(vscode.l10n.t('Sign in in the browser'));
    if (!await openExternalLink(link)) throw new vscode.CancellationError();
    report(vscode.l10n.t('Waiting for the sign-in in the browser'));
    return signedIn(connection, () => connections.get(...place, connection.name, signal), { ...options, deployed }, signal);
  });
}

async function signedIn(begun: Connection, read: () => Promise<Connection | undefined>, about: FailedSignIn, signal: AbortSignal): Promise<Connection> {
  const deadline = Date.now() + signInTime;
  while (Date.now() < deadline) {
    await pause(pollInterval, signal);
    signal.throwIfAborted();
    const connection = await read();
    if (!connection) throw new Error(vscode.l10n.t('The connection was deleted while waiting for the sign-in. Run Test Connection again.'));
    if (connection.status === 'Connected') return connection;
    refuseFailedSignIn(begun, connection, about);
  }
  throw new Error(vscode.l10n.t('Nobody has signed in to the connection within {0} minutes. Run Test Connection again when you are ready.', signInTime / 60_000));
}

type FailedSignIn = Pick<ConnectOptions, 'credentialWrittenAt' | 'connector'> & { readonly deployed: DeployedConnector };

/** Before anybody has signed in the status is an error as well: only another one than at first tells of a failure. */
function refuseFailedSignIn(begun: Connection, now: Connection, { credentialWrittenAt, connector, deployed }: FailedSignIn): void {
  const message = now.error?.message ?? '';
  if (message === '' || message === begun.error?.message || !/AADSTS\d+/.test(message)) return;
  const advice = signInAdvice(message, credentialWrittenAt);
  throw new UserError([vscode.l10n.t('The sign-in to the connection failed.'), ...(advice.length > 0 ? advice : [message])].join(' '), [
    { title: vscode.l10n.t('Explain'), run: () => vscode.commands.executeCommand('connectorStudio.explainSignInError', undefined, { text: message, connector, deployed }) },
  ]);
}

/** Connections of other kinds need values that only their owner has. */
function oauthParameterSet(deployed: DeployedConnector, portal: string): string | undefined {
  const blocks = readSecurityBlocks(deployed.properties);
  const block = blocks.find(({ credential }) => credential === 'managedIdentity') ?? blocks[0];
  if (block) return block.setName;
  if (Object.keys(Object(deployed.properties['connectionParameters'])).length === 0) return undefined;
  throw new UserError(vscode.l10n.t('“{0}” does not sign in with OAuth 2.0, and there is no connection of yours to test with. Create one in the maker portal, then run Test Connection again.', deployed.displayName), [
    { title: vscode.l10n.t('Open in Maker Portal'), run: () => openExternalLink(portal) },
  ]);
}

function isOlder(createdTime: string | undefined, than: number | undefined): boolean {
  return createdTime !== undefined && than !== undefined && Date.parse(createdTime) < than;
}

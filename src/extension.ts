/** Composition root: builds the shared objects and registers the features. Loads no network code and asks nobody. */
import * as vscode from 'vscode';
import { LastAudit } from './vscode/audits.ts';
import type { CloudClients } from './vscode/cloud-clients.ts';
import { registerAuthoringCommands } from './vscode/commands/authoring/index.ts';
import { registerCommands } from './vscode/commands/index.ts';
import { registerLifeCycleCommands } from './vscode/commands/life-cycle/index.ts';
import { DeployedFiles } from './vscode/deployed-files.ts';
import { createErrorReporter } from './vscode/errors.ts';
import { AuthoringThread } from './vscode/language/authoring-thread.ts';
import { registerLanguageFeatures } from './vscode/language/index.ts';
import { readSettings } from './vscode/settings.ts';
import { AccountSessions } from './vscode/sign-in/account-sessions.ts';
import { StudioSignIn } from './vscode/sign-in/sign-in.ts';
import type { SignedInAccount, Studio } from './vscode/studio.ts';
import { VirtualStudioDocuments } from './vscode/studio-documents.ts';
import { activateViews } from './vscode/tree/activate-views.ts';
import { WatchedWorkspaceConnectors } from './vscode/workspace-connectors.ts';

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Connector Studio', { log: true });
  const sessions = new AccountSessions();
  const signIn = new StudioSignIn(sessions, context.globalState);
  const thread = new AuthoringThread(vscode.Uri.joinPath(context.extensionUri, 'dist', 'authoring-worker.js').fsPath, log);
  const connectors = new WatchedWorkspaceConnectors((content) => thread.call('readConnector', [content]).catch(() => undefined));
  const documents = new VirtualStudioDocuments();
  const deployedChanged = new vscode.EventEmitter<string | undefined>();
  const errors = createErrorReporter({ log, signIn: async () => (await signIn.signIn()) !== undefined });
  const audits = new LastAudit(signIn);
  const studio: Studio = {
    context,
    log,
    connectors,
    documents,
    signIn,
    audits,
    clients: clientsOf(sessions, signIn, log),
    run: errors.run,
    deployedChanged: (environment) => deployedChanged.fire(environment),
    onDidChangeDeployed: deployedChanged.event,
  };
  context.subscriptions.push(
    log,
    signIn,
    audits,
    connectors,
    documents,
    deployedChanged,
    thread,
    ...registerLanguageFeatures({ connectors, log, run: errors.run, thread }),
    ...activateViews(studio, errors.report),
    ...registerCommands(studio),
    new DeployedFiles(studio),
    ...registerLifeCycleCommands(studio),
    ...registerAuthoringCommands({ ...studio, thread }),
  );
}

/** Kept for one account and its settings, so that tokens and connections are reused. */
function clientsOf(sessions: AccountSessions, signIn: StudioSignIn, log: vscode.LogOutputChannel): Studio['clients'] {
  let last: { readonly account: SignedInAccount; readonly clients: Promise<CloudClients> } | undefined;
  signIn.onDidChange(() => {
    last = undefined;
  });
  return (account) => {
    if (last?.account.accountId !== account.accountId || last.account.tenantId !== account.tenantId) {
      const settings = readSettings();
      const source = sessions.source(settings.cloud.authenticationProvider, { id: account.accountId, label: account.label });
      const clients = import('./vscode/create-cloud-clients.ts').then(({ createCloudClients }) => createCloudClients(settings, account, source, log));
      last = { account, clients };
    }
    return last.clients;
  };
}

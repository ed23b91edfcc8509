/**
 * A Studio signed in to the sandbox tenant, for driving commands without the dialogs that VS Code refuses in tests: the
 * product's own objects, but for the sign-in dialog, and with documents that are remembered instead of shown.
 */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { readTokenClaims } from '../../src/cloud/token-claims.ts';
import { createCloudClients } from '../../src/vscode/create-cloud-clients.ts';
import { LastAudit } from '../../src/vscode/audits.ts';
import { OpenPlans } from '../../src/vscode/commands/open-plans.ts';
import { readSettings } from '../../src/vscode/settings.ts';
import type { CloudClients } from '../../src/vscode/cloud-clients.ts';
import type { SignedInAccount, Studio, StudioDocument } from '../../src/vscode/studio.ts';
import { WatchedWorkspaceConnectors } from '../../src/vscode/workspace-connectors.ts';
import type { Preset } from '../sandbox/preset-data.ts';
import type { SandboxState } from '../sandbox/state-dump.ts';

const controlUrl = process.env['SANDBOX_CONTROL_URL'];

export interface SandboxStudio extends vscode.Disposable {
  readonly studio: Studio;
  readonly plans: OpenPlans;
  readonly clients: CloudClients;
  /** The name of the first that the account sees. */
  readonly environment: string;
  /** Every line logged so far, whatever its level. */
  readonly logged: readonly string[];
  /** Every document shown so far, the last one last. */
  readonly shown: readonly StudioDocument[];
  /** The folder that connectors are made in; inside the workspace. */
  readonly parent: vscode.Uri;
}

/** Skips the suite where there is no sandbox. */
export function needsSandbox(context: Mocha.Context): void {
  if (!controlUrl) context.skip();
}

export async function control<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
  const response = await fetch(new URL(path, controlUrl), { method, body: body === undefined ? undefined : JSON.stringify(body) });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error((answer as { error_description: string }).error_description);
  return answer as T;
}

export async function sandboxState(): Promise<SandboxState> {
  return control('GET', '/state');
}

function recordingLog(logged: string[]): vscode.LogOutputChannel {
  const channel = vscode.window.createOutputChannel('Sandbox studio', { log: true });
  // Not a proxy of the channel itself: VS Code freezes what it hands out, and a proxy may not replace frozen members.
  return new Proxy({} as vscode.LogOutputChannel, {
    get: (_target, name: keyof vscode.LogOutputChannel) => {
      const member: unknown = channel[name];
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        logged.push(args.map((arg) => (arg instanceof Error ? `${arg.stack}` : String(arg))).join(' '));
        return (member as (...args: unknown[]) => unknown).apply(channel, args);
      };
    },
  });
}

/** Empties the sandbox, or fills it with a preset; subjects come at once. */
export async function openSandboxStudio(preset: Preset = 'new'): Promise<SandboxStudio> {
  await control('POST', '/reset', { preset, switches: { subjectDelayMs: 0 } });
  const settings = readSettings();
  const accessToken = async (scopes: readonly string[]): Promise<{ accessToken: string; account: { id: string; label: string } }> => control('POST', '/token', { scopes });
  const session = await accessToken([`${settings.cloud.powerAppsAudience}/.default`]);
  const { tenantId, objectId } = readTokenClaims(session.accessToken);
  const account: SignedInAccount = { accountId: session.account.id, label: session.account.label, tenantId, objectId };
  const logged: string[] = [];
  const log = recordingLog(logged);
  const clients = createCloudClients(settings, account, {
    accessToken: async ({ scopes, tenantId: tenant }) => (await accessToken([...scopes, ...(tenant ? [`VSCODE_TENANT:${tenant}`] : [])])).accessToken,
  }, log);
  const [first] = await clients.environments.list();
  if (!first) throw new Error('The sandbox has no environment.');
  const connectors = new WatchedWorkspaceConnectors(() => Promise.resolve(undefined));
  const shown: StudioDocument[] = [];
  const deployedChanged = new vscode.EventEmitter<string | undefined>();
  const never = new vscode.EventEmitter<void>();
  const storageUri = vscode.Uri.file(join(tmpdir(), `connector-studio-${randomUUID()}`));
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!workspace) throw new Error('The tests need a workspace folder.');
  const parent = vscode.Uri.joinPath(workspace, randomUUID());
  await vscode.workspace.fs.createDirectory(parent);

  const audits = new LastAudit({ onDidChange: never.event });
  const studio: Studio = {
    context: { storageUri, globalStorageUri: storageUri } as vscode.ExtensionContext,
    log,
    connectors,
    documents: {
      show: async (document) => {
        shown.push(document);
        return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: document.content, language: document.language === 'http' ? 'plaintext' : document.language }), { preview: true });
      },
      connectorFolderOf: () => undefined,
      dispose: () => {},
    },
    signIn: { onDidChange: never.event, current: async () => account, signIn: async () => account, switchAccount: async () => account, dispose: () => {} },
    audits,
    clients: async () => clients,
    run: async (_title, body) => body(),
    deployedChanged: (environment) => deployedChanged.fire(environment),
    onDidChangeDeployed: deployedChanged.event,
  };
  const plans = new OpenPlans(studio.documents);
  return {
    studio, plans, clients, environment: first.name, logged, shown, parent,
    dispose: () => {
      vscode.Disposable.from(plans, audits, connectors, deployedChanged, never, log).dispose();
      rmSync(storageUri.fsPath, { recursive: true, force: true });
    },
  };
}

export async function readText(folder: vscode.Uri, name: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name)));
}

/** For a file that is open: what is written beside the editor reaches it only a while later. */
export async function typeOver(folder: vscode.Uri, name: string, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, name));
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length)), text);
  if (!await vscode.workspace.applyEdit(change)) throw new Error(`${name} could not be edited.`);
}

export async function writeText(folder: vscode.Uri, name: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(text));
}

/** Connector files in the workspace of the host tests. */
import * as vscode from 'vscode';

export function workspaceFolder(): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('The host tests need a workspace folder.');
  return folder.uri;
}

export async function write(path: string, content: unknown): Promise<vscode.Uri> {
  const uri = vscode.Uri.joinPath(workspaceFolder(), path);
  const text = typeof content === 'string' ? content : JSON.stringify(content, undefined, 2);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

export async function remove(path: string): Promise<void> {
  await vscode.workspace.fs.delete(vscode.Uri.joinPath(workspaceFolder(), path), { recursive: true });
}

export function definition(title: string): unknown {
  return {
    swagger: '2.0',
    info: { title, version: '1.0' },
    host: 'graph.microsoft.com',
    basePath: '/',
    schemes: ['https'],
    paths: { '/v1.0/me': { get: { operationId: 'GetMe', summary: 'Get me', responses: { default: { description: 'OK' } } } } },
  };
}

export function properties(oAuthSettings: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    properties: {
      iconBrandColor: '#1c6dd0',
      capabilities: [],
      connectionParameters: {
        token: {
          type: 'oauthSetting',
          oAuthSettings: {
            identityProvider: 'aad',
            clientId: '11111111-2222-3333-4444-555555555555',
            clientSecret: 'for-tests-only',
            scopes: ['User.Read'],
            redirectMode: 'Global',
            customParameters: { tenantId: { value: 'common' }, resourceUri: { value: 'https://graph.microsoft.com/' } },
            ...oAuthSettings,
          },
        },
      },
    },
  };
}

/** VS Code saves by itself after a second when its window is a browser, and unsaved text would not stay unsaved. */
export async function saveNothingUnasked(): Promise<void> {
  await vscode.workspace.getConfiguration('files').update('autoSave', 'off', vscode.ConfigurationTarget.Global);
}

/** Polls, since a file's change comes back through the watcher. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined | false>, timeout = 15_000): Promise<T> {
  const end = Date.now() + timeout;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`Waited ${timeout / 1000} s for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * Answers `vscode.authentication` for `microsoft` with tokens of the sandbox tenant. Registered on start-up, it comes
 * before the built-in provider, which loads on the first request. It declares no `contributes.authentication`, which
 * would make two declarations of the same id.
 *
 * Environment: SANDBOX_CONTROL_URL; SANDBOX_ACCOUNTS, user names separated by commas, who can sign in (the tenant's
 * first user when empty; with several, sign-in asks which).
 */
import * as vscode from 'vscode';

/** Visual Studio Code's own client. */
const vscodeClientId = 'aebc6443-996d-45c2-90f0-388ff96faa56';

interface TokenAnswer {
  readonly access_token?: string;
  readonly error_description?: string;
}

interface SignedIn {
  /** Undefined is the tenant's first user. */
  readonly userName: string | undefined;
}

function startingWith(prefix: string, scopes: readonly string[]): string | undefined {
  return scopes.find((scope) => scope.startsWith(prefix))?.slice(prefix.length);
}

/** As the built-in provider reads them: the `VSCODE_` entries are for it, the rest for Entra. */
function tokenRequest(scopes: readonly string[]) {
  return {
    clientId: startingWith('VSCODE_CLIENT_ID:', scopes) ?? vscodeClientId,
    tenantId: startingWith('VSCODE_TENANT:', scopes),
    scopes: scopes.filter((scope) => !scope.startsWith('VSCODE_')),
  };
}

async function requestToken(scopes: readonly string[], account: SignedIn): Promise<string> {
  const controlUrl = process.env['SANDBOX_CONTROL_URL'];
  if (!controlUrl) throw new Error('SANDBOX_CONTROL_URL is not set: there is no tenant to sign in to.');
  const response = await fetch(new URL('/token', controlUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...tokenRequest(scopes), account: account.userName }),
  });
  const answer = (await response.json()) as TokenAnswer;
  if (!response.ok || !answer.access_token) throw new Error(answer.error_description ?? `The sandbox answered ${response.status}.`);
  return answer.access_token;
}

function sessionOf(token: string, scopes: readonly string[]): vscode.AuthenticationSession {
  const payload = token.split('.')[1] ?? '';
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, string | undefined>;
  const label = claims['upn'] ?? claims['preferred_username'] ?? claims['unique_name'] ?? claims['oid'] ?? 'unknown';
  return {
    id: `${claims['oid']}.${[...scopes].sort().join(' ')}`,
    accessToken: token,
    account: { id: `${claims['oid']}.${claims['tid']}`, label },
    scopes,
  };
}

class SandboxSignIn implements vscode.AuthenticationProvider {
  private readonly changed = new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  readonly onDidChangeSessions = this.changed.event;
  /** By account label. */
  private readonly signedIn = new Map<string, SignedIn>();

  async getSessions(scopes: readonly string[] | undefined, options: vscode.AuthenticationProviderSessionOptions): Promise<vscode.AuthenticationSession[]> {
    const sessions: vscode.AuthenticationSession[] = [];
    for (const [label, account] of this.signedIn) {
      if (options.account && options.account.label !== label) continue;
      try {
        const wanted = scopes ?? ['openid', 'profile'];
        sessions.push(sessionOf(await requestToken(wanted, account), wanted));
      } catch {
        // Silent means silent: the built-in provider, too, answers a refused silent request with no session.
      }
    }
    return sessions;
  }

  async createSession(scopes: readonly string[], options: vscode.AuthenticationProviderSessionOptions): Promise<vscode.AuthenticationSession> {
    const account = await this.chooseAccount(options.account?.label);
    const session = sessionOf(await requestToken(scopes, account), scopes);
    this.signedIn.set(session.account.label, account);
    this.changed.fire({ added: [session], removed: [], changed: [] });
    return session;
  }

  removeSession(sessionId: string): Promise<void> {
    const objectId = sessionId.split('.')[0];
    return this.getSessions(undefined, {}).then((sessions) => {
      const removed = sessions.filter((session) => session.account.id.split('.')[0] === objectId);
      for (const { account } of removed) this.signedIn.delete(account.label);
      this.changed.fire({ added: [], removed, changed: [] });
    });
  }

  /** Stands for Microsoft's page that asks which account. */
  private async chooseAccount(label: string | undefined): Promise<SignedIn> {
    const known = label === undefined ? undefined : this.signedIn.get(label);
    if (known) return known;
    const userNames = (process.env['SANDBOX_ACCOUNTS'] ?? '').split(',').map((name) => name.trim()).filter(Boolean);
    if (label !== undefined && userNames.includes(label)) return { userName: label };
    if (userNames.length < 2) return { userName: userNames[0] };
    const userName = await vscode.window.showQuickPick(userNames, { title: 'Pick an account', ignoreFocusOut: true });
    if (userName === undefined) throw new Error('User did not consent to login.');
    return { userName };
  }
}

export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    vscode.authentication.registerAuthenticationProvider('microsoft', 'Microsoft (sandbox)', new SandboxSignIn(), { supportsMultipleAccounts: true }),
  );
}

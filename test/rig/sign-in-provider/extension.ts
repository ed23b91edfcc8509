/**
 * Answers `vscode.authentication` for `microsoft` with tokens of the sandbox tenant. Registered on start-up, it comes
 * before the built-in provider, which loads on the first request. It declares no `contributes.authentication`, which
 * would make two declarations of the same id.
 *
 * Environment: SANDBOX_CONTROL_URL; SANDBOX_ACCOUNTS, user names separated by commas, who can sign in (the tenant's
 * first user when empty; with several, sign-in asks which).
 */
import * as vscode from 'vscode';

interface TokenAnswer {
  readonly accessToken: string;
  /** Id is `<object id>.<tenant id>`, as the built-in provider has it. */
  readonly account: vscode.AuthenticationSessionAccountInformation;
}

interface SignedIn {
  /** Undefined is the tenant's first user. */
  readonly userName: string | undefined;
}

/** For who only lists the accounts: every client may have these. */
const anyScopes = ['https://graph.microsoft.com/.default'];

/** The scopes go on as they come, `VSCODE_CLIENT_ID:` and `VSCODE_TENANT:` included: the sandbox reads them. */
async function requestSession(scopes: readonly string[], account: SignedIn): Promise<vscode.AuthenticationSession> {
  const controlUrl = process.env['SANDBOX_CONTROL_URL'];
  if (!controlUrl) throw new Error('SANDBOX_CONTROL_URL is not set: there is no tenant to sign in to.');
  const response = await fetch(new URL('/token', controlUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scopes, account: account.userName }),
  });
  const answer = (await response.json()) as TokenAnswer & { error_description?: string };
  if (!response.ok) throw new Error(answer.error_description ?? `The sandbox answered ${response.status}.`);
  return { id: `${answer.account.id} ${[...scopes].sort().join(' ')}`, accessToken: answer.accessToken, account: answer.account, scopes };
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
        const wanted = scopes ?? anyScopes;
        sessions.push(await requestSession(wanted, account));
      } catch {
        // Silent means silent: the built-in provider, too, answers a refused silent request with no session.
      }
    }
    return sessions;
  }

  async createSession(scopes: readonly string[], options: vscode.AuthenticationProviderSessionOptions): Promise<vscode.AuthenticationSession> {
    const account = await this.chooseAccount(options.account?.label);
    const session = await requestSession(scopes, account);
    this.signedIn.set(session.account.label, account);
    this.changed.fire({ added: [session], removed: [], changed: [] });
    return session;
  }

  removeSession(sessionId: string): Promise<void> {
    const accountId = sessionId.split(' ')[0];
    return this.getSessions(undefined, {}).then((sessions) => {
      const removed = sessions.filter(({ account }) => account.id === accountId);
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

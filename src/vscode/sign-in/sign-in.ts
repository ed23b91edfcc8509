/** Who is signed in, remembered over restarts. The identity is the token's own: tenant and user come from its claims. */
import * as vscode from 'vscode';
import { readTokenClaims } from '../../cloud/token-claims.ts';
import { SETTINGS_SECTION, readSettings } from '../settings.ts';
import type { SignedInAccount, SignIn } from '../studio.ts';
import type { Account, AccountSessions } from './account-sessions.ts';

const REMEMBERED_ACCOUNT = 'connectorStudio.account';

/** Providers report one sign-in as several changes. In milliseconds. */
const SETTLING_TIME = 500;

interface RememberedAccount extends Account {
  readonly provider: string;
}

export class StudioSignIn implements SignIn {
  readonly #sessions: AccountSessions;
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  #settling: NodeJS.Timeout | undefined;
  /** The answer last given; unset until somebody asks. */
  #answer: { readonly account?: SignedInAccount } | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(sessions: AccountSessions, memory: vscode.Memento) {
    this.#sessions = sessions;
    this.#memory = memory;
    this.#subscriptions = [
      this.#changed,
      sessions.onDidChange(({ provider }) => {
        if (provider.id === readSettings().cloud.authenticationProvider) this.#settle();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration(SETTINGS_SECTION)) return;
        this.#answer = undefined;
        this.#changed.fire();
      }),
    ];
  }

  async current(): Promise<SignedInAccount | undefined> {
    const account = await this.#lookUp();
    this.#answer = { account };
    return account;
  }

  signIn(): Promise<SignedInAccount | undefined> {
    return this.#prompt({ chooseAccount: false });
  }

  switchAccount(): Promise<SignedInAccount | undefined> {
    return this.#prompt({ chooseAccount: true });
  }

  dispose(): void {
    clearTimeout(this.#settling);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  async #lookUp(): Promise<SignedInAccount | undefined> {
    const { provider, ...request } = this.#request();
    const account = await this.#remembered(provider);
    const session = await this.#sessions.session(provider, { ...request, account, interactive: false });
    return session && identify(session);
  }

  async #prompt({ chooseAccount }: { chooseAccount: boolean }): Promise<SignedInAccount | undefined> {
    const { provider, ...request } = this.#request();
    const account = chooseAccount ? undefined : await this.#remembered(provider);
    const session = await this.#sessions.session(provider, { ...request, account, chooseAccount, interactive: true });
    if (!session) return undefined;
    const identity = identify(session);
    await this.#memory.update(REMEMBERED_ACCOUNT, { provider, id: session.account.id, label: session.account.label } satisfies RememberedAccount);
    this.#announce(identity);
    return identity;
  }

  /** The account chosen last, as long as it is still signed in to VS Code. */
  async #remembered(provider: string): Promise<Account | undefined> {
    const remembered = this.#memory.get<RememberedAccount>(REMEMBERED_ACCOUNT);
    if (remembered?.provider !== provider) return undefined;
    const accounts = await this.#sessions.accounts(provider);
    return accounts.find(({ id }) => id === remembered.id);
  }

  #request(): { provider: string; scopes: string[]; tenantId: string | undefined } {
    const { cloud, tenantId } = readSettings();
    return { provider: cloud.authenticationProvider, scopes: [`${cloud.powerAppsAudience}/.default`], tenantId };
  }

  #settle(): void {
    clearTimeout(this.#settling);
    // Nobody has asked yet, so nobody shows an account that could have changed.
    if (!this.#answer) return;
    this.#settling = setTimeout(() => {
      this.#lookUp().then((account) => this.#announce(account), () => this.#changed.fire());
    }, SETTLING_TIME);
  }

  /** A look-up may itself renew a session and so cause the next change: only another account is news. */
  #announce(account: SignedInAccount | undefined): void {
    const before = this.#answer;
    this.#answer = { account };
    const same = before && before.account?.accountId === account?.accountId && before.account?.tenantId === account?.tenantId;
    if (!same) this.#changed.fire();
  }
}

function identify(session: vscode.AuthenticationSession): SignedInAccount {
  const { tenantId, objectId } = readTokenClaims(session.accessToken);
  return { accountId: session.account.id, label: session.account.label, tenantId, objectId };
}

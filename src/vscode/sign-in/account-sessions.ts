/**
 * Sessions from VS Code's accounts: silent first, interactive only when asked, and never two prompts at a time.
 *
 * Sources: VS Code API `authentication.getSession`; `VSCODE_TENANT:` and `VSCODE_CLIENT_ID:` are entries that the
 * built-in Microsoft provider takes out of the scopes (microsoft/vscode, extensions/microsoft-authentication,
 * src/common/scopeData.ts, and microsoft/vscode#194243).
 */
import * as vscode from 'vscode';
import type { SessionRequest, SessionSource } from '../../cloud/tokens.ts';

/** The part of `vscode.authentication` in use. */
export type Authentication = Pick<typeof vscode.authentication, 'getSession' | 'getAccounts' | 'onDidChangeSessions'>;

export type Account = vscode.AuthenticationSessionAccountInformation;

export interface SessionOptions extends SessionRequest {
  /** Undefined leaves the choice to VS Code, which asks where there are several. */
  readonly account?: Account;
  /** Asks for the account anew, whatever was chosen before. */
  readonly chooseAccount?: boolean;
}

export class AccountSessions {
  readonly #authentication: Authentication;
  /** The prompt that is open or the last one that was; the next waits for it. */
  #prompt: Promise<unknown> = Promise.resolve();
  readonly #pending = new Map<string, Promise<vscode.AuthenticationSession | undefined>>();

  constructor(authentication: Authentication = vscode.authentication) {
    this.#authentication = authentication;
  }

  get onDidChange(): vscode.Event<vscode.AuthenticationSessionsChangeEvent> {
    return this.#authentication.onDidChangeSessions;
  }

  accounts(provider: string): Thenable<readonly Account[]> {
    return this.#authentication.getAccounts(provider);
  }

  /**
   * Undefined when there is no session and none was asked for, or the user cancelled.
   * @throws what the provider reports, such as an AADSTS error.
   */
  async session(provider: string, options: SessionOptions): Promise<vscode.AuthenticationSession | undefined> {
    if (!options.chooseAccount) {
      const session = await this.#silently(provider, options);
      if (session || !options.interactive) return session;
    }
    const key = JSON.stringify([provider, options]);
    const pending = this.#pending.get(key);
    if (pending) return pending;
    const prompt = this.#prompt.then(async () => {
      // The prompt before this one may have answered this one too.
      const session = options.chooseAccount ? undefined : await this.#silently(provider, options);
      return session ?? this.#prompted(provider, options);
    });
    this.#pending.set(key, prompt);
    this.#prompt = prompt.catch(() => {});
    try {
      return await prompt;
    } finally {
      this.#pending.delete(key);
    }
  }

  /** Tokens of one account only, so that no request ever runs as somebody else. */
  source(provider: string, account: Account): SessionSource {
    return { accessToken: async (request) => (await this.session(provider, { ...request, account }))?.accessToken };
  }

  #silently(provider: string, options: SessionOptions): Thenable<vscode.AuthenticationSession | undefined> {
    return this.#authentication.getSession(provider, scopesOrChallenge(options), { silent: true, account: options.account });
  }

  async #prompted(provider: string, options: SessionOptions): Promise<vscode.AuthenticationSession | undefined> {
    try {
      return await this.#authentication.getSession(provider, scopesOrChallenge(options), {
        createIfNone: { detail: vscode.l10n.t('The account is used to read and deploy custom connectors of Power Platform, and to change app registrations once you have seen the plan.') },
        account: options.account,
        clearSessionPreference: options.chooseAccount,
      });
    } catch (error) {
      if (isCancelledByUser(error)) return undefined;
      throw error;
    }
  }
}

function scopesOrChallenge({ scopes, tenantId, clientId, claims }: SessionRequest): string[] | vscode.AuthenticationWwwAuthenticateRequest {
  const fallbackScopes = [
    ...scopes,
    ...(tenantId === undefined ? [] : [`VSCODE_TENANT:${tenantId}`]),
    ...(clientId === undefined ? [] : [`VSCODE_CLIENT_ID:${clientId}`]),
  ];
  if (claims === undefined) return fallbackScopes;
  // The provider expects the form in which a 401 carries them.
  const encoded = claims.trimStart().startsWith('{') ? Buffer.from(claims).toString('base64') : claims;
  return { wwwAuthenticate: `Bearer error="insufficient_claims", claims="${encoded}"`, fallbackScopes };
}

/** VS Code and its providers have no error type of their own for a dialog that was dismissed. */
function isCancelledByUser(error: unknown): boolean {
  return error instanceof vscode.CancellationError
    || (error instanceof Error && /user did not consent|^cancell?ed$|cancelled by the user|user_cancelled/i.test(error.message));
}

import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { AccountSessions, type Authentication } from '../../src/vscode/sign-in/account-sessions.ts';
import { StudioSignIn } from '../../src/vscode/sign-in/sign-in.ts';

const tenantId = '3f0c2b66-8a5d-4e0b-9d53-6f1a7c2e9b14';
const mina = { id: 'mina-id', label: 'mina@woodgrove.example' };
const omar = { id: 'omar-id', label: 'omar@woodgrove.example' };

interface Call {
  readonly request: readonly string[] | vscode.AuthenticationWwwAuthenticateRequest;
  readonly options: vscode.AuthenticationGetSessionOptions;
}

/** VS Code's side: who is signed in, and what the user answers when asked. */
class FakeAuthentication {
  accounts: (typeof mina)[] = [];
  answer: () => Promise<typeof mina> = async () => mina;
  readonly calls: Call[] = [];
  openPrompts = 0;
  mostOpenPrompts = 0;
  readonly changed = new vscode.EventEmitter<vscode.AuthenticationSessionsChangeEvent>();
  readonly onDidChangeSessions = this.changed.event;

  get prompts(): Call[] {
    return this.calls.filter(({ options }) => !options.silent);
  }

  async getSession(_provider: string, request: Call['request'], options: Call['options'] = {}): Promise<vscode.AuthenticationSession | undefined> {
    this.calls.push({ request, options });
    const known = options.account ? this.accounts.filter(({ id }) => id === options.account?.id) : this.accounts;
    if (options.silent || (known[0] && !options.clearSessionPreference)) return known[0] && session(known[0]);
    this.openPrompts++;
    this.mostOpenPrompts = Math.max(this.mostOpenPrompts, this.openPrompts);
    try {
      const account = await this.answer();
      if (!this.accounts.includes(account)) this.accounts.push(account);
      return session(account);
    } finally {
      this.openPrompts--;
    }
  }

  getAccounts = async (): Promise<(typeof mina)[]> => this.accounts;

  fireChange(): void {
    this.changed.fire({ provider: { id: 'microsoft', label: 'Microsoft' } });
  }
}

function session(account: typeof mina): vscode.AuthenticationSession {
  const claims = Buffer.from(JSON.stringify({ tid: tenantId, oid: `${account.id}-oid` })).toString('base64url');
  return { id: account.id, accessToken: `e30.${claims}.`, account, scopes: [] };
}

class Memory implements vscode.Memento {
  readonly values = new Map<string, unknown>();
  keys = (): readonly string[] => [...this.values.keys()];
  get<T>(key: string): T | undefined {
    return this.values.get(key) as T | undefined;
  }
  async update(key: string, value: unknown): Promise<void> {
    this.values.set(key, value);
  }
}

describe('signing in', () => {
  let fake: FakeAuthentication;
  let sessions: AccountSessions;
  let memory: Memory;
  let signIn: StudioSignIn;

  beforeEach(() => {
    fake = new FakeAuthentication();
    sessions = new AccountSessions(fake as unknown as Authentication);
    memory = new Memory();
    signIn = new StudioSignIn(sessions, memory);
  });

  afterEach(() => signIn.dispose());

  it('looks the account up without a prompt', async () => {
    assert.equal(await signIn.current(), undefined);
    assert.deepEqual(fake.calls.map(({ options }) => options.silent), [true]);
  });

  it('takes tenant and user from the token', async () => {
    assert.deepEqual(await signIn.signIn(), { accountId: mina.id, label: mina.label, tenantId, objectId: 'mina-id-oid' });
    assert.deepEqual(await signIn.current(), { accountId: mina.id, label: mina.label, tenantId, objectId: 'mina-id-oid' });
  });

  it('asks for Power Apps, with a word on why', async () => {
    await signIn.signIn();
    const [prompt] = fake.prompts;
    assert.deepEqual(prompt?.request, ['https://service.powerapps.com/.default']);
    assert.match((prompt?.options.createIfNone as { detail: string }).detail, /Power Platform/);
  });

  it('shows one prompt to callers that come together', async () => {
    const [first, second] = await Promise.all([signIn.signIn(), signIn.signIn()]);
    assert.deepEqual(first, second);
    assert.equal(fake.prompts.length, 1);
  });

  it('lets different prompts wait for each other', async () => {
    fake.answer = async () => {
      await delay(20);
      return mina;
    };
    const ask = (scope: string) => sessions.session('microsoft', { scopes: [scope], interactive: true, chooseAccount: true });
    await Promise.all([ask('a'), ask('b'), ask('c')]);
    assert.equal(fake.prompts.length, 3);
    assert.equal(fake.mostOpenPrompts, 1);
  });

  it('goes on after a prompt that failed', async () => {
    fake.answer = async () => {
      throw new Error('AADSTS50020: no guest here');
    };
    await assert.rejects(signIn.signIn(), /AADSTS50020/);
    fake.answer = async () => mina;
    assert.equal((await signIn.signIn())?.label, mina.label);
  });

  it('takes a closed dialog for a no', async () => {
    fake.answer = async () => {
      throw new Error('User did not consent to login.');
    };
    assert.equal(await signIn.signIn(), undefined);
  });

  it('hands a claims challenge on, with tenant and client', async () => {
    fake.accounts = [mina];
    const claims = '{"access_token":{"acrs":{"value":"c1"}}}';
    await sessions.source('microsoft', mina).accessToken({ scopes: ['s'], tenantId, clientId: 'own', claims, interactive: false });
    const request = fake.calls[0]?.request as vscode.AuthenticationWwwAuthenticateRequest;
    assert.deepEqual(request.fallbackScopes, ['s', `VSCODE_TENANT:${tenantId}`, 'VSCODE_CLIENT_ID:own']);
    const encoded = /^Bearer .*claims="([^"]+)"$/.exec(request.wwwAuthenticate)?.[1] ?? '';
    assert.equal(Buffer.from(encoded, 'base64').toString(), claims);
  });

  it('asks for tokens of the chosen account only', async () => {
    fake.accounts = [mina, omar];
    const token = await sessions.source('microsoft', omar).accessToken({ scopes: ['s'], interactive: false });
    assert.equal(token, session(omar).accessToken);
  });

  it('remembers the account that was switched to, as long as it is there', async () => {
    fake.accounts = [mina, omar];
    fake.answer = async () => omar;
    assert.equal((await signIn.switchAccount())?.label, omar.label);
    assert.equal(fake.prompts[0]?.options.clearSessionPreference, true);
    assert.equal(fake.prompts[0]?.options.account, undefined);

    const later = new StudioSignIn(sessions, memory);
    assert.equal((await later.current())?.label, omar.label);
    fake.accounts = [mina];
    assert.equal((await later.current())?.label, mina.label);
    later.dispose();
  });

  it('tells once of several changes, and not of none', async () => {
    await signIn.current();
    let changes = 0;
    signIn.onDidChange(() => changes++);
    fake.fireChange();
    await delay(700);
    assert.equal(changes, 0);
    fake.accounts = [mina];
    fake.fireChange();
    fake.fireChange();
    await delay(700);
    assert.equal(changes, 1);
  });
});

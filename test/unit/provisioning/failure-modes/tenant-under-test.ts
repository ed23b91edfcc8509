/**
 * The product's engine and network clients against the sandbox tenant, as behind a company proxy; files and journal in
 * memory. Waits are handed to the sandbox's clock, so that minutes of lag cost nothing.
 */
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { cloudByName } from '../../../../src/cloud/clouds.ts';
import { createDirectory } from '../../../../src/cloud/entra/directory.ts';
import type { ServiceContext } from '../../../../src/cloud/http.ts';
import { createConnectors } from '../../../../src/cloud/power-platform/connectors.ts';
import { createTokens, type TokenOptions } from '../../../../src/cloud/tokens.ts';
import type { IdentityInput } from '../../../../src/identity/actual-state.ts';
import { applyPlan } from '../../../../src/identity/apply.ts';
import { isServiceFailure } from '../../../../src/identity/errors.ts';
import type { ApplicationChoice, ApplyResult, IdentityTarget, Plan } from '../../../../src/identity/plan-model.ts';
import { createPlan } from '../../../../src/identity/plan.ts';
import { adviceForServiceFailure } from '../../../../src/identity/service-advice.ts';
import { goBehindProxyOf } from '../../../sandbox/behind-its-proxy.ts';
import { azureCliClientId } from '../../../sandbox/entra/first-party-clients.ts';
import { colleague, defaultEnvironment, maker } from '../../../sandbox/preset-data.ts';
import { startSandbox, type Sandbox } from '../../../sandbox/sandbox.ts';
import type { ApplicationState, SandboxState } from '../../../sandbox/state-dump.ts';
import type { Switches } from '../../../sandbox/switches.ts';
import { World } from '../../identity/fake-world.ts';

export { colleague, defaultEnvironment, maker };

const vsCodeClientId = 'aebc6443-996d-45c2-90f0-388ff96faa56';

export type TokenChange = Partial<Omit<TokenOptions, 'cloud'>>;

export interface Workplace {
  readonly world: World;
  readonly context: ServiceContext;
  /** What the user was told while it ran. */
  readonly messages: string[];
  /** Milliseconds that the engine waited, one entry a wait. */
  readonly delays: number[];
  input(application?: ApplicationChoice, change?: Partial<IdentityTarget>): IdentityInput;
  plan(application?: ApplicationChoice, change?: Partial<IdentityTarget>): Promise<Plan>;
  apply(plan: Plan, change?: Partial<IdentityInput>): Promise<ApplyResult>;
  /** Plans and applies. */
  configure(application?: ApplicationChoice, change?: Partial<IdentityTarget>): Promise<ApplyResult>;
}

export interface TenantUnderTest {
  readonly sandbox: Sandbox;
  /** An empty tenant, a new folder and nobody's journal. */
  fresh(switches?: Partial<Switches>): Workplace;
  /** One more maker's desk in the same tenant. */
  workplace(title?: string, tokens?: TokenChange, onWait?: (message: string) => void): Workplace;
  state(): SandboxState;
  /** The one app with that client id, or the only one there is. */
  app(appId?: string): ApplicationState;
  /** `PATCH /applications/…`: the product's writes in order, ids left out. */
  writes(): string[];
  tokenOptions(change?: TokenChange): TokenOptions;
}

export const newApp: ApplicationChoice = { kind: 'new', displayName: 'MS Graph' };

/** Started for one test file and stopped with it. */
export async function tenantUnderTest(): Promise<TenantUnderTest> {
  const sandbox = await startSandbox({ switches: { subjectDelayMs: 0 } });
  const restore = goBehindProxyOf(sandbox);
  after(async () => {
    restore();
    await sandbox.stop();
  });
  const cloud = cloudByName('public');

  const tokenOptions = (change: TokenChange = {}): TokenOptions => ({
    cloud,
    sessions: { accessToken: async ({ scopes, clientId, claims }) => (await sandbox.signIn({ clientId: clientId ?? vsCodeClientId, scopes, claims })).accessToken },
    useAzureCli: true,
    azureCli: async () => ({ getToken: async (scope) => ({ token: (await sandbox.signIn({ clientId: azureCliClientId, scopes: [String(scope)] })).accessToken, expiresOnTimestamp: 0 }) }),
    userObjectId: maker.objectId,
    ...change,
  });

  const workplace = (title = 'MS Graph', tokens?: TokenChange, onWait?: (message: string) => void): Workplace => {
    const world = new World('json', title);
    const { files, journal } = world.start().ports;
    const context: ServiceContext = { cloud, tokens: createTokens(tokenOptions(tokens)), tenantId: sandbox.tenantId, firstRetryDelay: 5, onWait };
    const messages: string[] = [];
    const delays: number[] = [];
    const clock: IdentityInput['ports']['clock'] = {
      now: sandbox.now,
      delay: async (milliseconds, signal) => {
        signal?.throwIfAborted();
        delays.push(milliseconds);
        sandbox.passTime(milliseconds);
        await Promise.resolve();
      },
    };
    const input: Workplace['input'] = (application = newApp, change = {}) => ({
      connector: world.connector(),
      target: world.target(application, {
        tenantId: sandbox.tenantId, userObjectId: maker.objectId, userName: maker.userName,
        environment: defaultEnvironment.name, environmentDisplayName: defaultEnvironment.displayName, ...change,
      }),
      cloud,
      ports: { directory: createDirectory(context), connectors: createConnectors(context), files, journal, clock },
    });
    const apply: Workplace['apply'] = (plan, change = {}) => applyPlan(plan, { ...input(), ...change, onProgress: (_step, message) => messages.push(message) });
    const plan: Workplace['plan'] = (application, change) => createPlan(input(application, change));
    return { world, context, messages, delays, input, plan, apply, configure: async (application, change) => apply(await plan(application, change)) };
  };

  const state = (): SandboxState => sandbox.state();
  return {
    sandbox, workplace, state, tokenOptions,
    fresh: (switches = {}) => {
      sandbox.reset('new', { subjectDelayMs: 0, ...switches });
      return workplace();
    },
    app: (appId) => {
      const found = state().applications.filter((application) => appId === undefined || application.appId === appId);
      assert.equal(found.length, 1, `${found.length} apps`);
      return found[0] ?? assert.fail();
    },
    writes: () => sandbox.traffic.writes.map(({ method, path }) => `${method} ${path.replace(/^\/(v1\.0|providers\/Microsoft\.PowerApps)/, '').replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '…').replace(/'[^']*'/g, "'…'").replace(/shared_.*/, '…')}`),
  };
}

/** What stands in the notification: failure.ts puts the same parts together. */
export function userWords(error: unknown): string {
  if (!isServiceFailure(error)) return error instanceof Error ? error.message : String(error);
  const { message, code, requestId } = error;
  return [message, adviceForServiceFailure(error), `(${code}, request id ${requestId ?? '–'})`].filter(Boolean).join(' ');
}

/** The error that it ends with. */
export async function failure(run: Promise<unknown>): Promise<Error> {
  try {
    await run;
  } catch (error) {
    assert.ok(error instanceof Error);
    return error;
  }
  return assert.fail('It went well.');
}

/** The end that every run of a new connector with a new app comes to: one of each, and no more. */
export function assertSecretless(tenant: TenantUnderTest, result: ApplyResult, others: { readonly redirectUris?: readonly string[] } = {}): void {
  const { connectors, violations, unknownHosts } = tenant.state();
  const app = tenant.app(result.appId);
  assert.deepEqual(app.federatedCredentials.filter(({ subject }) => subject === result.subject).map(({ issuer, audiences }) => ({ issuer, audiences })), [{ issuer: result.issuer, audiences: ['api://AzureADTokenExchange'] }]);
  assert.deepEqual(app.redirectUris, [...others.redirectUris ?? [], result.redirectUrl]);
  assert.ok(app.hasServicePrincipal);
  assert.equal(app.signInAudience, 'AzureADMyOrg');
  assert.equal(connectors.filter(({ name }) => name === result.connectorName).length, 1);
  assert.deepEqual([violations, unknownHosts], [[], []]);
}

/** A tenant of the sandbox and a connector's files, on which processes come and go. */
import assert from 'node:assert/strict';
import type { Connector, ConnectorFiles } from '../../../src/connector/connector.ts';
import { readConnector } from '../../../src/connector/read-connector.ts';
import { applyPlan, PlanOutdatedError } from '../../../src/identity/apply.ts';
import type { IdentityInput } from '../../../src/identity/actual-state.ts';
import type { IdentityCloud, JournalRecord } from '../../../src/identity/ports.ts';
import { cloudByName } from '../../../src/cloud/clouds.ts';
import type { ApplyResult, IdentityTarget, Plan } from '../../../src/identity/plan-model.ts';
import { createPlan, planIsEmpty } from '../../../src/identity/plan.ts';
import { readSavedPlan, savedPlanText } from '../../../src/identity/saved-plan.ts';
import type { SandboxReply, SandboxRequest } from '../../sandbox/exchange.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { Killed, type Kill } from './killable-events.ts';
import { Process } from './process.ts';
import { prepare, targetOf, type Scenario } from './scenarios.ts';
import { CLEAR, struck, type Weather } from './weather.ts';

const CLOUD: IdentityCloud = cloudByName('public');

/** A run that ended early in one of these ways is to be started again, says the product. */
const RESUMED: ReadonlySet<string> = new Set(['ServiceError', 'NotReplicatedError', 'IdentityNotGeneratedError']);

export class World {
  readonly sandbox: Sandbox;
  readonly scenario: Scenario;
  readonly files: ConnectorFiles;
  readonly target: IdentityTarget;
  readonly texts: Map<string, string>;
  journal: string | undefined;
  /** Runs right before a request is answered, and may change the world. */
  meanwhile: ((request: SandboxRequest) => Promise<void> | void) | undefined;
  readonly #weather: Weather;
  readonly #attempts = new Map<string, number>();
  readonly #tokens: Map<string, Promise<string>>;
  #requests = 0;

  private constructor(sandbox: Sandbox, scenario: Scenario, weather: Weather, tokens: Map<string, Promise<string>>) {
    this.sandbox = sandbox;
    this.scenario = scenario;
    this.#weather = weather;
    this.#tokens = tokens;
    const { folder, texts } = scenario.files();
    this.texts = new Map(texts);
    const named = (pattern: RegExp): string | undefined => [...this.texts.keys()].find((uri) => pattern.test(uri));
    this.files = { folder, folderName: 'connector', definition: named(/apiDefinition/), properties: named(/apiProperties/), settings: named(/settings/) };
    this.target = targetOf(scenario, sandbox);
  }

  /** The sandbox is emptied and filled anew: only one world lives at a time. */
  static async create(sandbox: Sandbox, scenario: Scenario, weather: Weather = CLEAR, tokens = new Map<string, Promise<string>>()): Promise<World> {
    sandbox.reset(scenario.preset, { subjectDelayMs: 0, ...weather.switches });
    const world = new World(sandbox, scenario, weather, tokens);
    await prepare(scenario, sandbox, (clientId, scope) => world.token(clientId, scope));
    sandbox.traffic.clear();
    return world;
  }

  /** Tokens outlive processes, as Azure CLI's do. */
  token(clientId: string, scope: string): Promise<string> {
    const key = `${clientId} ${scope}`;
    const token = this.#tokens.get(key) ?? this.sandbox.signIn({ clientId, scopes: [scope] }).then(({ accessToken }) => accessToken);
    this.#tokens.set(key, token);
    return token;
  }

  async answer(request: SandboxRequest): Promise<SandboxReply | undefined> {
    const key = `${request.method} ${request.host}${request.path}`;
    const attempt = (this.#attempts.get(key) ?? 0) + 1;
    this.#attempts.set(key, attempt);
    this.#requests += 1;
    await this.meanwhile?.(request);
    return struck(this.sandbox, request, this.#weather.strike?.(request, attempt, this.#requests));
  }

  connector(): Connector {
    const { definition, properties, settings } = this.files;
    const text = (uri: string | undefined): string | undefined => (uri === undefined ? undefined : this.texts.get(uri));
    return readConnector(this.files, { definition: text(definition), properties: text(properties), settings: text(settings) });
  }

  input(process: Process): IdentityInput {
    return { connector: this.connector(), target: this.target, cloud: CLOUD, ports: process.ports };
  }

  plan(process = new Process(this)): Promise<Plan> {
    return createPlan(this.input(process));
  }

  /** `saved`: what a person applies who has kept the plan, in the form that it is kept in. */
  apply(plan: Plan, process = new Process(this)): Promise<ApplyResult> {
    return applyPlan(readSavedPlan(savedPlanText(plan)), this.input(process));
  }

  /** Plans, or takes the plan given, and applies; where that is out of date, the new one. */
  async run(options: { readonly kill?: Kill; readonly plan?: Plan } = {}): Promise<{ readonly finished: boolean; readonly events: readonly string[]; readonly plan?: Plan }> {
    const process = new Process(this, options.kill);
    let { plan } = options;
    try {
      plan ??= await this.plan(process);
      for (let tries = 0; tries < 5; tries += 1) {
        try {
          await this.apply(plan, process);
          return { finished: true, events: process.events, plan };
        } catch (error) {
          if (!(error instanceof PlanOutdatedError)) throw error;
          plan = error.plan;
        }
      }
      throw new Error('Five plans in a row were out of date.');
    } catch (error) {
      if (error instanceof Killed || (error instanceof Error && RESUMED.has(error.name))) return { finished: false, events: process.events, plan };
      throw error;
    }
  }

  /** Runs until one has come to its end, a minute apart. */
  async runToTheEnd(): Promise<void> {
    for (let tries = 0; tries < 20; tries += 1) {
      if ((await this.run()).finished) return;
      this.sandbox.passTime(60_000);
    }
    throw new Error('Twenty runs have not come to an end.');
  }

  /** Everything that counts, the same for all worlds that were led to the same end. */
  endState(): unknown {
    const { applications, deletedApplications, connectors, permissionGrants, violations, ownBreaches, unknownHosts } = this.sandbox.state();
    const record = this.journal === undefined ? undefined : JSON.parse(this.journal) as JournalRecord;
    const made = record?.made?.map(withoutIds);
    const state = {
      applications, deletedApplications, connectors, permissionGrants, violations, ownBreaches, unknownHosts, texts: [...this.texts].sort(),
      journal: { finished: record?.finished, made: made?.map((item) => JSON.stringify(item)).sort() },
    };
    let text = JSON.stringify(state);
    for (const { id, appId, uniqueName } of applications) if (uniqueName) text = text.replaceAll(appId, '<client id>').replaceAll(id, '<object id>');
    return JSON.parse(text);
  }

  /** After a minute, when every replica shows what was written. */
  async assertNothingLeft(story: string): Promise<void> {
    this.sandbox.passTime(60_000);
    const plan = await this.plan();
    assert.equal(planIsEmpty(plan), true, `${story}\n${JSON.stringify(plan.steps, undefined, 1)}`);
  }
}

const IDS: ReadonlySet<string> = new Set(['appId', 'objectId', 'name', 'run', 'at']);

/** A run that was killed right after a create has never learnt the ids; what it made is found by its name. */
function withoutIds(item: object): object {
  return Object.fromEntries(Object.entries(item).filter(([key]) => !IDS.has(key)));
}

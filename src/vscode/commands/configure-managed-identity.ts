/**
 * Configure Managed Identity: connector, environment, app registration, API permissions; then the plan, which writes
 * nothing. Applying it is a command of its own (apply-plan.ts).
 */
import * as vscode from 'vscode';
import type { Environment } from '../../cloud/power-platform/environments.ts';
import type { Connector, Pointer } from '../../connector/connector.ts';
import type { ApplicationChoice, IdentityTarget, Plan } from '../../identity/plan-model.ts';
import { createPlan, planIsEmpty } from '../../identity/plan.ts';
import type { Studio } from '../studio.ts';
import { runWizard, type Prompt, type WizardStep } from '../wizard/multi-step.ts';
import { nameApplication, pickApplication } from '../wizard/pick-application.ts';
import { chosenBlock, pickConnector, pickParameter } from '../wizard/pick-connector.ts';
import { environmentNamed, pickEnvironment } from '../wizard/pick-environment.ts';
import { chosenResource, nameResource, pickPermissions } from '../wizard/pick-permissions.ts';
import { forgetOnChange } from '../wizard/step-sequence.ts';
import { currentConnector, deployableContent, workspaceConnectors } from './connector-content.ts';
import { identityPorts } from './identity-ports.ts';
import { startIdentitySession, type IdentitySession } from './identity-session.ts';
import { unfinishedRun } from './journal-file.ts';
import type { OpenPlans } from './open-plans.ts';
import { withProgress } from './progress.ts';
import { afterSignIn, once } from './session.ts';

/** What is given is not asked. */
export interface ConfigureAnswers {
  readonly connector?: Connector;
  readonly parameterPointer?: Pointer;
  /** Name, as in settings.json. */
  readonly environment?: string;
  readonly application?: ApplicationChoice;
  readonly resourceUri?: string;
  readonly scopes?: readonly string[];
}

type Answers = Omit<ConfigureAnswers, 'environment'> & { readonly environment?: Environment };

/** Shows the plan and returns it. */
export async function configureManagedIdentity(studio: Studio, plans: OpenPlans, given: ConfigureAnswers = {}): Promise<Plan> {
  const candidates = await workspaceConnectors(studio, given.connector);
  const connector = candidates.length === 1 && candidates[0] ? await configurable(candidates[0]) : undefined;
  const session = once(() => startIdentitySession(studio));
  const environment = given.environment === undefined
    ? undefined
    : await environmentNamed(given.environment, (await session()).clients.environments.list);
  const steps: (WizardStep<Answers> | false)[] = [
    !connector && forgetOnChange<Answers, Prompt>(onlyConfigurable(pickConnector(candidates)), (answers) => answers.connector?.files.folder, ['parameterPointer', 'application', 'resourceUri', 'scopes']),
    !given.parameterPointer && forgetOnChange<Answers, Prompt>(pickParameter, (answers) => answers.parameterPointer?.join('/'), ['application', 'resourceUri', 'scopes']),
    !environment && afterSignIn(session, ({ environments }) => pickEnvironment(environments.list)),
    !given.application && afterSignIn(session, ({ directory }) => pickApplication(directory)),
    !given.application && nameApplication,
    !given.resourceUri && nameResource,
    !given.scopes && afterSignIn(session, ({ directory }) => pickPermissions(directory.resourceApi)),
  ];
  const answers = await runWizard<Answers>(vscode.l10n.t('Configure Managed Identity'), { ...given, connector, environment }, steps.filter((step) => step !== false));
  if (!answers.connector) throw new vscode.CancellationError();
  return planFor(studio, plans, await session(), answers.connector, targetFor(await session(), answers));
}

/** Makes the plan for a target that is settled, and shows it. */
async function planFor(studio: Studio, plans: OpenPlans, { clients }: IdentitySession, connector: Connector, target: IdentityTarget): Promise<Plan> {
  const ports = identityPorts(studio, clients, connector, target.environment);
  const plan = await withProgress(vscode.l10n.t('Reading what is there to plan “{0}”…', connector.title),
    (signal) => createPlan({ connector, target, cloud: clients.cloud, ports, signal }));
  const key = await plans.show(plan);
  if (planIsEmpty(plan)) {
    void offer(vscode.l10n.t('“{0}” is set up for managed identity in {1}: nothing to do.', plan.connectorTitle, target.environmentDisplayName), [
      [vscode.l10n.t('Test Connection'), 'connectorStudio.testConnection', vscode.Uri.parse(connector.files.folder, true)],
      [vscode.l10n.t('Verify'), 'connectorStudio.verifyManagedIdentity', vscode.Uri.parse(connector.files.folder, true)],
    ]);
  } else {
    const stopped = unfinishedRun(await ports.journal.load());
    const resumes = stopped && vscode.l10n.t('A run of {0} did not finish; this plan goes on from there.', new Date(stopped.at).toLocaleString());
    const text = [vscode.l10n.t('Nothing has been written yet. Read the plan, then apply it.'), resumes].filter((part) => part !== undefined).join(' ');
    void offer(text, [[vscode.l10n.t('Apply'), 'connectorStudio.applyPlan', key], [vscode.l10n.t('Not Now')]]);
  }
  return plan;
}

/** A notification that stays in nobody's way: the command has ended, its buttons start others. */
async function offer(message: string, actions: readonly (readonly [title: string, command?: string, argument?: unknown])[]): Promise<void> {
  const choice = await vscode.window.showInformationMessage(message, ...actions.map(([title]) => title));
  const [, command, argument] = actions.find(([title]) => title === choice) ?? [];
  if (command !== undefined) await vscode.commands.executeCommand(command, argument);
}

function onlyConfigurable(step: WizardStep<Answers>): WizardStep<Answers> {
  return {
    ask: async (answers, prompt) => {
      const { connector } = await step.ask(answers, prompt);
      return { connector: connector && await configurable(connector) };
    },
  };
}

/** Refuses what could not be configured whatever else is chosen, before any further question. */
async function configurable(connector: Connector): Promise<Connector> {
  const current = await currentConnector(connector);
  deployableContent(current);
  if (current.security.length > 0) return current;
  const others = [...new Set(current.otherParameters.map(({ type }) => type))];
  throw new Error(others.length > 0
    ? vscode.l10n.t('“{0}” has no OAuth 2.0 sign-in (it uses {1}), so there is no secret that a managed identity could replace. Add an oauthSetting parameter with the identity provider aad to apiProperties first.', current.title, others.join(', '))
    : vscode.l10n.t('“{0}” has no OAuth 2.0 sign-in. Add an oauthSetting parameter with the identity provider aad to apiProperties first.', current.title));
}

function targetFor({ account, clients, identity }: IdentitySession, answers: Answers): IdentityTarget {
  const { environment, application, scopes } = answers;
  const block = chosenBlock(answers);
  if (!environment || !application || !scopes || !block) throw new vscode.CancellationError();
  return {
    tenantId: identity.tenantId,
    userObjectId: identity.objectId,
    userName: identity.userName ?? account.label,
    cloud: clients.cloud.name,
    environment: environment.name,
    environmentDisplayName: environment.displayName,
    parameterPointer: block.pointer,
    application,
    resourceUri: chosenResource(answers),
    scopes,
  };
}

/**
 * Configure Managed Identity: connector, environment, app registration, API permissions; then the plan, which writes
 * nothing. Applying it is a command of its own (apply-plan.ts).
 */
import * as vscode from 'vscode';
import type { Environment } from '../../cloud/power-platform/environments.ts';
import type { Connector, Pointer } from '../../connector/connector.ts';
import type { ApplicationChoice, IdentityTarget, Plan } from '../../identity/plan-model.ts';
import { withoutRepairableProblems } from '../../identity/local-connector.ts';
import type { Studio } from '../studio.ts';
import { runWizard, type Prompt, type WizardStep } from '../wizard/multi-step.ts';
import { nameApplication, pickApplication } from '../wizard/pick-application.ts';
import { chosenBlock, pickConnector, pickParameter } from '../wizard/pick-connector.ts';
import { environmentNamed, pickEnvironment } from '../wizard/pick-environment.ts';
import { chosenResource, nameResource, pickPermissions } from '../wizard/pick-permissions.ts';
import { forgetOnChange } from '../wizard/step-sequence.ts';
import { currentConnector, deployableContent, requireOAuth, workspaceConnectors } from './connector-content.ts';
import { startIdentitySession, targetPlace, type IdentitySession } from './identity-session.ts';
import type { OpenPlans } from './open-plans.ts';
import { planTarget } from './plan-target.ts';
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
  const connector = candidates.length === 1 && candidates[0] ? await configurable(studio, candidates[0]) : undefined;
  const session = once(() => startIdentitySession(studio));
  const environment = given.environment === undefined
    ? undefined
    : await environmentNamed(given.environment, (await session()).clients.environments.list);
  const steps: (WizardStep<Answers> | false)[] = [
    !connector && forgetOnChange<Answers, Prompt>(onlyConfigurable(studio, pickConnector(candidates)), (answers) => answers.connector?.files.folder, ['parameterPointer', 'application', 'resourceUri', 'scopes']),
    !given.parameterPointer && forgetOnChange<Answers, Prompt>(pickParameter, (answers) => answers.parameterPointer?.join('/'), ['application', 'resourceUri', 'scopes']),
    !environment && afterSignIn(session, ({ environments }) => pickEnvironment(environments.list)),
    !given.application && afterSignIn(session, ({ directory }) => pickApplication(directory)),
    !given.application && nameApplication,
    !given.resourceUri && nameResource,
    !given.scopes && afterSignIn(session, ({ directory }) => pickPermissions(directory.resourceApi)),
  ];
  const title = (answers: Answers): string => answers.connector
    ? vscode.l10n.t('Configure Managed Identity – {0}', answers.connector.title)
    : vscode.l10n.t('Configure Managed Identity');
  const answers = await runWizard<Answers>(title, { ...given, connector, environment }, steps.filter((step) => step !== false));
  if (!answers.connector) throw new vscode.CancellationError();
  return planTarget(studio, plans, await session(), { connector: answers.connector, target: targetFor(await session(), answers) });
}

function onlyConfigurable(studio: Studio, step: WizardStep<Answers>): WizardStep<Answers> {
  return {
    ask: async (answers, prompt) => {
      const { connector } = await step.ask(answers, prompt);
      return { connector: connector && await configurable(studio, connector) };
    },
  };
}

/** Refuses what could not be configured whatever else is chosen, before any further question. */
async function configurable(studio: Studio, connector: Connector): Promise<Connector> {
  const current = await currentConnector(studio, connector);
  deployableContent(withoutRepairableProblems(current));
  requireOAuth(current);
  return current;
}

function targetFor(session: IdentitySession, answers: Answers): IdentityTarget {
  const { environment, application, scopes } = answers;
  const block = chosenBlock(answers);
  if (!environment || !application || !scopes || !block) throw new vscode.CancellationError();
  return {
    ...targetPlace(session, environment),
    parameterPointer: block.pointer,
    application,
    resourceUri: chosenResource(answers),
    scopes,
  };
}

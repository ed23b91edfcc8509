/** The connector of the workspace, its OAuth parameter and the environment that an identity command is about. */
import * as vscode from 'vscode';
import type { Environment } from '../../cloud/power-platform/environments.ts';
import type { Connector, SecurityBlock } from '../../connector/connector.ts';
import { targetFromBlock } from '../../identity/target.ts';
import type { IdentityTarget } from '../../identity/plan-model.ts';
import type { Studio } from '../studio.ts';
import { runWizard } from '../wizard/multi-step.ts';
import { chosenBlock, pickConnector, pickParameter, type ParameterAnswer } from '../wizard/pick-connector.ts';
import { environmentNamed, pickEnvironment, type EnvironmentAnswer } from '../wizard/pick-environment.ts';
import type { CommandTarget } from './command-target.ts';
import { requireOAuth, workspaceConnectors } from './connector-content.ts';
import { startIdentitySession, targetPlace, type IdentitySession } from './identity-session.ts';

export interface IdentitySubject {
  readonly session: IdentitySession;
  readonly connector: Connector;
  readonly block: SecurityBlock;
  readonly environment: Environment;
  readonly target: IdentityTarget;
}

export type SubjectAnswers = Pick<CommandTarget, 'connector' | 'parameterPointer' | 'environment'>;

/** Asks only for what is not given and not certain. Signs in. @throws CancellationError, UserError */
export async function chooseIdentitySubject(studio: Studio, title: string, { connector: given, parameterPointer, environment: place }: SubjectAnswers): Promise<IdentitySubject> {
  const answers = await chooseParameter(studio, title, { connector: given, parameterPointer });
  const { connector } = answers;
  const block = chosenBlock(answers);
  if (!block) throw new vscode.CancellationError();
  const session = await startIdentitySession(studio);
  const environment = place ?? await linkedEnvironment(session, connector, title);
  return { session, connector, block, environment, target: targetFromBlock(block, connector.title, targetPlace(session, environment)) };
}

/** Asks only for what is not given and not certain. @throws CancellationError; UserError where the connector has no OAuth */
export async function chooseParameter(studio: Studio, title: string, { connector: given, parameterPointer }: Pick<SubjectAnswers, 'connector' | 'parameterPointer'>): Promise<ParameterAnswer & { readonly connector: Connector }> {
  const candidates = await workspaceConnectors(studio, given);
  const answers = await runWizard<ParameterAnswer>(title, { connector: candidates.length === 1 ? candidates[0] : undefined, parameterPointer }, [
    ...(candidates.length === 1 ? [] : [pickConnector(candidates)]),
    ...(parameterPointer ? [] : [pickParameter]),
  ]);
  const { connector } = answers;
  if (!connector) throw new vscode.CancellationError();
  requireOAuth(connector);
  return { ...answers, connector };
}

/** The environment that the files are linked to; asked for where they are not linked. */
export async function linkedEnvironment({ clients: { environments } }: IdentitySession, connector: Connector | undefined, title: string): Promise<Environment> {
  const linked = connector?.settings.environment;
  if (linked !== undefined) return environmentNamed(linked, environments.list);
  const { environment } = await runWizard<EnvironmentAnswer>(title, { connector }, [pickEnvironment(environments.list)]);
  if (!environment) throw new vscode.CancellationError();
  return environment;
}

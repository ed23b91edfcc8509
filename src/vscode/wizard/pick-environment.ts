/** Which Power Platform environment. */
import * as vscode from 'vscode';
import type { Environment } from '../../cloud/power-platform/environments.ts';
import type { Choice, WizardStep } from './multi-step.ts';
import type { ConnectorAnswer } from './pick-connector.ts';
import { sameEnvironment } from '../../connector/environment-name.ts';

export interface EnvironmentAnswer extends ConnectorAnswer {
  readonly environment?: Environment;
}

/** Stands at first on the environment that the connector was deployed to. */
export function pickEnvironment(list: (signal: AbortSignal) => Promise<readonly Environment[]>): WizardStep<EnvironmentAnswer> {
  return {
    ask: async (answers, prompt) => {
      const likely = answers.environment?.name ?? answers.connector?.settings.environment;
      const environment = await prompt.pick<Environment>({
        placeholder: vscode.l10n.t('Environment'),
        choices: async (signal) => {
          const environments = await list(signal);
          return environments.length > 0
            ? environments.map(environmentChoice)
            : [{ label: vscode.l10n.t('This account has no environment.'), detail: vscode.l10n.t('Press Escape, then use Connectors: Switch Account.'), alwaysShow: true }];
        },
        isInitial: (choice) => choice.name === likely,
      });
      return { environment };
    },
  };
}

function environmentChoice(environment: Environment): Choice<Environment> {
  return {
    label: environment.displayName,
    iconPath: new vscode.ThemeIcon('globe'),
    description: [environment.isDefault ? vscode.l10n.t('Default') : environment.sku, environment.location].filter((part) => part !== undefined).join(' · '),
    detail: environment.name,
    value: environment,
  };
}

/** The environment of that name, or a refusal that says it is not there. */
export async function environmentNamed(name: string, list: (signal?: AbortSignal) => Promise<readonly Environment[]>): Promise<Environment> {
  const environment = (await list()).find((candidate) => sameEnvironment(candidate.name, name));
  if (environment) return environment;
  throw new Error(vscode.l10n.t('This account does not see the environment {0}. Switch to an account that does, or choose another environment.', name));
}

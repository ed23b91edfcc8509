/** Which connector of an environment. */
import * as vscode from 'vscode';
import type { DeployedConnector } from '../../connector/deployed-connector.ts';
import type { CloudClients } from '../cloud-clients.ts';
import type { WizardStep } from './multi-step.ts';
import type { EnvironmentAnswer } from './pick-environment.ts';

export interface DeployedAnswer extends EnvironmentAnswer {
  readonly deployed?: DeployedConnector;
}

export function pickDeployed({ connectors }: Pick<CloudClients, 'connectors'>): WizardStep<DeployedAnswer> {
  return {
    ask: async ({ environment, deployed: earlier }, prompt) => {
      if (!environment) throw new vscode.CancellationError();
      const deployed = await prompt.pick<DeployedConnector>({
        placeholder: vscode.l10n.t('Connector'),
        choices: async (signal) => {
          const found = await connectors.list(environment.name, signal);
          return found.length > 0
            ? found.toSorted((a, b) => a.displayName.localeCompare(b.displayName))
              .map((value) => ({ label: value.displayName, iconPath: new vscode.ThemeIcon('plug'), description: value.createdBy?.displayName, detail: value.name, value }))
            : [{ label: vscode.l10n.t('No custom connectors'), alwaysShow: true }];
        },
        isInitial: ({ name }) => name === earlier?.name,
      });
      return { deployed };
    },
  };
}

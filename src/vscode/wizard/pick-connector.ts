/** Which connector of the workspace, and which of its OAuth parameters. */
import * as vscode from 'vscode';
import type { Connector, Pointer, SecurityBlock } from '../../connector/connector.ts';
import type { Choice, WizardStep } from './multi-step.ts';

export interface ConnectorAnswer {
  readonly connector?: Connector;
}

export function pickConnector(connectors: readonly Connector[]): WizardStep<ConnectorAnswer> {
  return {
    ask: async (answers, prompt) => {
      const connector = await prompt.pick({
        placeholder: vscode.l10n.t('Connector'),
        choices: connectors.map(connectorChoice),
        isInitial: (choice) => choice.files.folder === answers.connector?.files.folder,
      });
      return { connector };
    },
  };
}

/** The same, with a way out: the answer is then undefined. */
export function pickConnectorOrNone(connectors: readonly Connector[], placeholder: string, none: string): WizardStep<ConnectorAnswer> {
  return {
    ask: async (_answers, prompt) => ({
      connector: await prompt.pick<Connector | undefined>({ placeholder, choices: [...connectors.map(connectorChoice), { label: none, iconPath: new vscode.ThemeIcon('circle-slash'), value: undefined }] }),
    }),
  };
}

function connectorChoice(connector: Connector): Choice<Connector> {
  const errors = connector.problems.filter((problem) => problem.severity === 'error').length;
  return {
    label: connector.title,
    iconPath: new vscode.ThemeIcon(errors > 0 ? 'error' : 'plug'),
    description: vscode.workspace.asRelativePath(vscode.Uri.parse(connector.files.folder, true)),
    detail: errors > 0 ? vscode.l10n.t('Problems: {0}', errors) : undefined,
    value: connector,
  };
}

export interface ParameterAnswer extends ConnectorAnswer {
  readonly parameterPointer?: Pointer;
}

/** Asked only where the connector has several OAuth parameters. */
export const pickParameter: WizardStep<ParameterAnswer> = {
  when: ({ connector }) => (connector?.security.length ?? 0) > 1,
  ask: async ({ connector, parameterPointer }, prompt) => {
    const block = await prompt.pick({
      placeholder: vscode.l10n.t('OAuth parameter to configure'),
      choices: (connector?.security ?? []).map(parameterChoice),
      isInitial: (choice) => samePointer(choice.pointer, parameterPointer),
    });
    return { parameterPointer: block.pointer };
  },
};

/** The block that was chosen, or the only one there is. */
export function chosenBlock({ connector, parameterPointer }: ParameterAnswer): SecurityBlock | undefined {
  const blocks = connector?.security ?? [];
  return blocks.find((block) => samePointer(block.pointer, parameterPointer)) ?? (blocks.length === 1 ? blocks[0] : undefined);
}

function parameterChoice(block: SecurityBlock): Choice<SecurityBlock> {
  return {
    label: block.parameterName,
    description: block.setName,
    detail: [block.identityProvider, block.resourceUri, ...block.scopes].filter((part) => part !== undefined).join(' · '),
    value: block,
  };
}

function samePointer(a: Pointer, b: Pointer | undefined): boolean {
  return a.length === b?.length && a.every((part, index) => part === b[index]);
}

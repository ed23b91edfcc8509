/** Which connector an authoring command works on: the given one, the only one there is, or the one that is picked. */
import * as vscode from 'vscode';
import type { Connector } from '../../../connector/connector.ts';
import type { WizardStep } from '../../wizard/multi-step.ts';
import { pickConnector, type ConnectorAnswer } from '../../wizard/pick-connector.ts';
import { workspaceConnectors } from '../connector-content.ts';
import type { AuthoringParts } from './authoring-parts.ts';

export interface TargetQuestion {
  /** Where there is nothing to ask. */
  readonly connector?: Connector;
  readonly steps: readonly WizardStep<ConnectorAnswer>[];
}

/** @param refuse Throws where the connector cannot be worked on, before any further question. */
export async function targetQuestion(parts: AuthoringParts, given: Connector | undefined, refuse: (connector: Connector) => Promise<void>): Promise<TargetQuestion> {
  const candidates = await workspaceConnectors(parts, given);
  const [only] = candidates;
  if (only && candidates.length === 1) return { connector: await accepted(parts, only, refuse), steps: [] };
  const step = pickConnector(candidates);
  return {
    steps: [{
      ask: async (answers, prompt) => {
        const { connector } = await step.ask(answers, prompt);
        return { connector: connector && await accepted(parts, connector, refuse) };
      },
    }],
  };
}

/** As its files are now: a tree's node lags behind what has just been typed. */
async function accepted({ connectors }: AuthoringParts, connector: Connector, refuse: (connector: Connector) => Promise<void>): Promise<Connector> {
  const current = await connectors.connectorAt(vscode.Uri.parse(connector.files.folder, true)) ?? connector;
  await refuse(current);
  return current;
}

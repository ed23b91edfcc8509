/** Add Security…: one way to sign in, written into definition and properties so that they agree. */
import * as vscode from 'vscode';
import type { EditedConnector } from '../../../authoring/service/authoring-commands.ts';
import type { formerSecurity } from '../../../authoring/commands/add-security.ts';
import type { Connector } from '../../../connector/connector.ts';
import { readSettings } from '../../settings.ts';
import { runWizard } from '../../wizard/multi-step.ts';
import { securitySteps, type SecurityAnswers } from '../../wizard/security-steps.ts';
import { offer } from '../offer.ts';
import { answerOf, type AuthoringParts } from './authoring-parts.ts';
import { applyEdits, openFile, reveal, type EditedFile } from './edited-files.ts';
import { securityForm } from './security-form.ts';
import { targetQuestion } from './target-connector.ts';

/** What is given is not asked. */
export async function addSecurity(parts: AuthoringParts, answersGiven: SecurityAnswers = {}): Promise<void> {
  const given = completed(answersGiven);
  const { cloud } = readSettings();
  const former = new Map<string, ReturnType<typeof formerSecurity>>();
  const target = await targetQuestion(parts, given.connector, async (connector) => {
    const { definition, properties } = await filesOf(connector);
    await answerOf(parts, 'editable', [[definition.text, properties.text]]);
    former.set(connector.files.folder, await answerOf(parts, 'formerSecurity', [{ definition: definition.text, properties: properties.text }]));
  });
  const steps = securitySteps({
    former: ({ connector }) => former.get(connector?.files.folder ?? ''),
    problems: async (answers) => answerOf(parts, 'securityProblems', [textsOf(await filesOf(answers.connector)), securityForm(answers, cloud), { replace: true }]),
  }, given);
  const answers = await runWizard<SecurityAnswers>(title, { ...given, connector: target.connector }, [...target.steps, ...steps]);
  const { connector, kind } = answers;

  const files = await filesOf(connector);
  const { definition, properties, place } = await answerOf(parts, 'addSecurity', [textsOf(files), securityForm(answers, cloud), { replace: answers.replace === true }]);
  await applyEdits([{ file: files.definition, edits: definition }, { file: files.properties, edits: properties }]);
  await reveal(files.properties, place);
  if (kind === 'managedIdentity' && connector) {
    offer(vscode.l10n.t('The files say managed identity now. Configure Managed Identity registers the app, deploys the connector and makes the two trust each other.'), [{
      title: vscode.l10n.t('Configure Managed Identity'),
      run: () => vscode.commands.executeCommand('connectorStudio.configureManagedIdentity', vscode.Uri.parse(connector.files.folder, true)),
    }]);
  }
}

/** With what follows from what is given. */
function completed(given: SecurityAnswers): SecurityAnswers {
  const { identityProvider, customParameters } = given;
  return {
    ...given,
    kind: given.kind ?? (identityProvider === undefined ? undefined : 'oauth'),
    resourceUri: given.resourceUri ?? customParameters?.resourceUri,
  };
}

interface Files {
  readonly definition: EditedFile;
  readonly properties: EditedFile;
}

async function filesOf(connector: Connector | undefined): Promise<Files> {
  if (!connector) throw new vscode.CancellationError();
  return { definition: await openFile(connector, 'definition'), properties: await openFile(connector, 'properties') };
}

function textsOf({ definition, properties }: Files): EditedConnector {
  return { definition: definition.text, properties: properties.text };
}

function title({ connector }: SecurityAnswers): string {
  return connector ? vscode.l10n.t('Add Security – {0}', connector.title) : vscode.l10n.t('Add Security');
}

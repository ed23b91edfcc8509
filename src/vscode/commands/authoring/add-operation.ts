/** Add Operation…: an action or trigger, put into the definition and shown there. */
import * as vscode from 'vscode';
import type { Connector } from '../../../connector/connector.ts';
import { runWizard } from '../../wizard/multi-step.ts';
import { operationForm, operationSteps, type OperationAnswers } from '../../wizard/operation-steps.ts';
import { answerOf, type AuthoringParts } from './authoring-parts.ts';
import { applyEdits, openFile, reveal } from './edited-files.ts';
import { targetQuestion } from './target-connector.ts';

/** Returns the new operation's id. What is given is not asked. */
export async function addOperation(parts: AuthoringParts, given: OperationAnswers = {}): Promise<string> {
  const target = await targetQuestion(parts, given.connector, async (connector) => {
    await answerOf(parts, 'editable', [[(await openFile(connector, 'definition')).text]]);
  });
  // Opened anew for each question: the user may type into the file meanwhile.
  const definitionOf = async ({ connector }: OperationAnswers) => openFile(required(connector), 'definition');
  const steps = operationSteps({
    problems: async (answers) => answerOf(parts, 'operationProblems', [(await definitionOf(answers)).text, operationForm(answers)]),
    proposedId: async (answers) => {
      const { method, path } = operationForm(answers);
      return answerOf(parts, 'proposedOperationId', [(await definitionOf(answers)).text, method, path]);
    },
  }, given);
  const answers = await runWizard<OperationAnswers>(title, { ...given, connector: target.connector }, [...target.steps, ...steps]);

  const file = await definitionOf(answers);
  const { edits, place, operationId } = await answerOf(parts, 'addOperation', [file.text, operationForm(answers)]);
  await applyEdits([{ file, edits }]);
  await reveal(file, place);
  return operationId;
}

function title({ connector }: OperationAnswers): string {
  return connector ? vscode.l10n.t('Add Operation – {0}', connector.title) : vscode.l10n.t('Add Operation');
}

function required(connector: Connector | undefined): Connector {
  if (!connector) throw new vscode.CancellationError();
  return connector;
}

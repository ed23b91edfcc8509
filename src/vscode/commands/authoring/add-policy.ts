/** Add Policy…: one more policy, made from a template, at the end of the properties' list. */
import * as vscode from 'vscode';
import { runWizard } from '../../wizard/multi-step.ts';
import { namedOperations, policyForm, policySteps, type PolicyAnswers } from '../../wizard/policy-steps.ts';
import { answerOf, type AuthoringParts } from './authoring-parts.ts';
import { applyEdits, openFile, reveal } from './edited-files.ts';
import { targetQuestion } from './target-connector.ts';

/** What is given is not asked. */
export async function addPolicy(parts: AuthoringParts, given: PolicyAnswers = {}): Promise<void> {
  const target = await targetQuestion(parts, given.connector, async (connector) => {
    await answerOf(parts, 'editable', [[(await openFile(connector, 'properties')).text]]);
  });
  const answers = await runWizard<PolicyAnswers>(title, { ...given, connector: target.connector }, [...target.steps, ...policySteps(given)]);
  const { connector } = answers;
  if (!connector) throw new vscode.CancellationError();

  const file = await openFile(connector, 'properties');
  const { edits, place } = await answerOf(parts, 'addPolicy', [file.text, policyForm(answers), namedOperations(connector)]);
  await applyEdits([{ file, edits }]);
  await reveal(file, place);
}

function title({ connector }: PolicyAnswers): string {
  return connector ? vscode.l10n.t('Add Policy – {0}', connector.title) : vscode.l10n.t('Add Policy');
}

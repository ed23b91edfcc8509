/** Sort & Format: the file in the editor, or definition and properties of a connector, each to be undone by itself. */
import * as vscode from 'vscode';
import type { Connector } from '../../../connector/connector.ts';
import { runWizard } from '../../wizard/multi-step.ts';
import type { ConnectorAnswer } from '../../wizard/pick-connector.ts';
import { answerOf, type AuthoringParts } from './authoring-parts.ts';
import { applyEdits, filesFor, openEdited, type CallPlace } from './edited-files.ts';
import { targetQuestion } from './target-connector.ts';

export async function sortAndFormat(parts: AuthoringParts, given: ConnectorAnswer, place: CallPlace): Promise<void> {
  const title = vscode.l10n.t('Sort & Format');
  const target = await targetQuestion(parts, given.connector, () => Promise.resolve());
  const { connector } = await runWizard<ConnectorAnswer>(title, { connector: target.connector }, target.steps);
  const unsorted: string[] = [];
  let changed = 0;
  for (const { kind, uri } of filesOf(connector, place)) {
    const file = await openEdited(uri);
    const { edits, sorted } = await answerOf(parts, 'sortAndFormat', [file.text, kind]);
    await applyEdits([{ file, edits }]);
    if (edits.length > 0) changed++;
    if (!sorted) unsorted.push(vscode.workspace.asRelativePath(uri));
  }
  if (unsorted.length > 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('{0} was laid out but not sorted: its aliases need the order they have.', unsorted.join(', ')));
  }
  vscode.window.setStatusBarMessage(changed === 0 ? vscode.l10n.t('Sorted already.') : vscode.l10n.t('Sorted and formatted.'), 5000);
}

function filesOf(connector: Connector | undefined, place: CallPlace): ReturnType<typeof filesFor> {
  if (!connector) throw new vscode.CancellationError();
  const files = filesFor(connector, ['definition', 'properties', 'settings'], place);
  // settings.json is sorted where it is asked for by itself.
  return files.length === 1 ? files : files.filter(({ kind }) => kind !== 'settings');
}

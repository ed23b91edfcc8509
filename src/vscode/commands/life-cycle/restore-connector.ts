/** Restore Connector: the copy of a deleted connector becomes a folder again, and is deployed from there as a new one. */
import * as vscode from 'vscode';
import type { Studio } from '../../studio.ts';
import { runWizard } from '../../wizard/multi-step.ts';
import { pickParent } from '../../wizard/place-connector.ts';
import { freeFolderName } from '../folder-name.ts';
import { offer } from '../offer.ts';
import { snapshots, type Snapshot } from './connector-snapshots.ts';

export interface RestoreAnswers {
  readonly snapshot?: Snapshot;
  readonly parent?: vscode.Uri;
}

interface Answers {
  readonly snapshot?: Snapshot;
  readonly parent?: vscode.Uri;
}

/** Returns the folder; deploying it is offered. */
export async function restoreConnector(studio: Studio, given: RestoreAnswers): Promise<vscode.Uri> {
  const kept = await snapshots(studio.context);
  if (kept.length === 0) throw new Error(vscode.l10n.t('No copy is kept: only connectors that were deleted with Connectors: Delete Connector on this computer can be restored.'));
  const { snapshot, parent } = await runWizard<Answers>(vscode.l10n.t('Restore Connector'), given, [
    ...(given.snapshot ? [] : [{
      ask: async (_answers: Answers, prompt: Parameters<typeof pickParent.ask>[1]) => ({
        snapshot: await prompt.pick<Snapshot>({
          placeholder: vscode.l10n.t('Deleted connector'),
          choices: kept.map((value) => ({
            label: value.title, iconPath: new vscode.ThemeIcon('history'), description: value.environmentDisplayName,
            detail: vscode.l10n.t('deleted {0}', new Date(value.at).toLocaleString(vscode.env.language)), value,
          })),
        }),
      }),
    }]),
    ...(given.parent ? [] : [pickParent]),
  ]);
  if (!snapshot || !parent) throw new vscode.CancellationError();
  await vscode.workspace.fs.createDirectory(parent);
  const folder = vscode.Uri.joinPath(parent, freeFolderName(snapshot.title, (await vscode.workspace.fs.readDirectory(parent)).map(([name]) => name)));
  await vscode.workspace.fs.createDirectory(folder);
  for (const [name, type] of await vscode.workspace.fs.readDirectory(snapshot.folder)) {
    // The former id names nothing any more: deploying makes a new connector and writes its id.
    if (type !== vscode.FileType.File || name === 'snapshot.json' || name === 'settings.json') continue;
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(snapshot.folder, name), vscode.Uri.joinPath(folder, name));
  }
  await studio.connectors.refresh();
  offer(vscode.l10n.t('The files of “{0}” are back. Deploying them makes a new connector with an id, redirect URL and subject of its own; its connections have to be made anew.', snapshot.title), [
    { title: vscode.l10n.t('Deploy…'), run: () => vscode.commands.executeCommand('connectorStudio.deployConnector', folder, { environment: snapshot.environment }) },
  ]);
  return folder;
}

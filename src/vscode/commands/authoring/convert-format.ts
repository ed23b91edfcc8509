/**
 * Convert to YAML / Convert to JSON: writes the same data in the other format, moves the old file to the trash, and has
 * settings.json name the new one, all as one change that can be undone. What is lost is shown before.
 */
import * as vscode from 'vscode';
import type { ConversionLoss } from '../../../authoring/commands/convert-format.ts';
import type { ConnectorFiles, FileFormat } from '../../../connector/connector.ts';
import { renamedFileEdits } from '../../../connector/settings-file.ts';
import { exists, fileNameOf, parentOf } from '../../file-text.ts';
import { heading, runWizard, type Choices } from '../../wizard/multi-step.ts';
import type { ConnectorAnswer } from '../../wizard/pick-connector.ts';
import { answerOf, type AuthoringParts } from './authoring-parts.ts';
import { addTo, changedMeanwhile, filesFor, openEdited, type CallPlace, type EditedFile } from './edited-files.ts';
import { targetQuestion } from './target-connector.ts';

export interface ConvertAnswers extends ConnectorAnswer {
  /** What is lost need not be shown. */
  readonly confirmed?: boolean;
}

interface Converted {
  readonly file: EditedFile;
  readonly from: vscode.Uri;
  readonly to: vscode.Uri;
  readonly text: string;
  readonly losses: readonly ConversionLoss[];
}

/** Returns the new files. */
export async function convertFiles(parts: AuthoringParts, format: FileFormat, given: ConvertAnswers, place: CallPlace): Promise<vscode.Uri[]> {
  const title = format === 'yaml' ? vscode.l10n.t('Convert to YAML') : vscode.l10n.t('Convert to JSON');
  const target = await targetQuestion(parts, given.connector, () => Promise.resolve());
  const { connector } = await runWizard<ConnectorAnswer>(title, { connector: target.connector }, target.steps);
  if (!connector) throw new vscode.CancellationError();

  const opened = await Promise.all(filesFor(connector, ['definition', 'properties'], place).map(({ uri }) => openEdited(uri)));
  const files = opened.filter(({ text }) => text.format !== format);
  if (files.length === 0) throw new Error(vscode.l10n.t('{0} is {1} already.', opened.map(({ document }) => vscode.workspace.asRelativePath(document.uri)).join(', '), format.toUpperCase()));
  const converted: Converted[] = [];
  for (const file of files) converted.push(await convert(parts, file, format));
  if (given.confirmed !== true) await confirm(title, format, converted);

  await replaceFiles(converted, connector.files);
  await parts.connectors.refresh();
  for (const { to } of [...converted].reverse()) await vscode.window.showTextDocument(to, { preview: false });
  return converted.map(({ to }) => to);
}

async function convert(parts: AuthoringParts, file: EditedFile, format: FileFormat): Promise<Converted> {
  const { document, text } = file;
  const from = document.uri;
  const to = vscode.Uri.joinPath(parentOf(from), newName(fileNameOf(from), format));
  if (await exists(to)) throw new Error(vscode.l10n.t('{0} exists already and was not changed. Rename or delete it, then try again.', vscode.workspace.asRelativePath(to)));
  const conversion = await answerOf(parts, 'convertFormat', [text]);
  return { file, from, to, text: conversion.text, losses: conversion.losses };
}

function newName(name: string, format: FileFormat): string {
  return `${name.replace(/\.(?:json|ya?ml)$/i, '')}.${format}`;
}

async function confirm(title: string, format: FileFormat, converted: readonly Converted[]): Promise<void> {
  const count = converted.reduce((sum, { losses }) => sum + losses.length, 0);
  if (count === 0) return;
  const choices: Choices<true> = [
    { label: count === 1 ? vscode.l10n.t('Convert, and lose what is below') : vscode.l10n.t('Convert, and lose the {0} things below', count), iconPath: new vscode.ThemeIcon('warning'), alwaysShow: true, value: true },
    ...converted.flatMap(({ from, losses }) => (losses.length === 0 ? [] : [heading(fileNameOf(from)), ...losses.map(lossRemark)])),
  ];
  await runWizard<{ readonly sure?: true }>(title, {}, [{
    ask: async (_answers, prompt) => ({ sure: await prompt.pick({ placeholder: vscode.l10n.t('{0} has no place for what is listed below', format.toUpperCase()), choices }) }),
  }]);
}

function lossRemark({ kind, line, text }: ConversionLoss): vscode.QuickPickItem & { readonly value?: never } {
  const what = kind === 'comment' ? vscode.l10n.t('Comment in line {0}', line) : vscode.l10n.t('Key in line {0} that stands again further down', line);
  return { label: what, detail: text, iconPath: new vscode.ThemeIcon(kind === 'comment' ? 'comment' : 'symbol-key') };
}

async function replaceFiles(converted: readonly Converted[], { folder, settings: settingsFile }: ConnectorFiles): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  for (const { file, from, to, text } of converted) {
    await save(file);
    change.createFile(to, { overwrite: false, contents: new TextEncoder().encode(text) });
    change.deleteFile(from);
  }
  // Not only where the workspace has seen one: what it names must exist afterwards.
  const settingsUri = vscode.Uri.parse(settingsFile ?? `${folder}/settings.json`, true);
  const settings = await exists(settingsUri) ? await openEdited(settingsUri) : undefined;
  const renamed = new Map(converted.map(({ from, to }) => [fileNameOf(from), fileNameOf(to)]));
  const edits = settings ? renamedFileEdits(settings.text.text, renamed) : [];
  const wasSaved = settings?.document.isDirty === false;
  if (settings) addTo(change, settings, edits);
  if (!await vscode.workspace.applyEdit(change)) throw new Error(vscode.l10n.t('The files could not be replaced. Check that the folder can be written to, then try again.'));
  // The files it names are on the disk already.
  if (edits.length > 0 && wasSaved) await settings?.document.save();
}

/** What is only in the editor would be missing when the deletion is undone. */
async function save({ document, text }: EditedFile): Promise<void> {
  if (document.isDirty && !await document.save()) throw new Error(vscode.l10n.t('{0} has changes that could not be saved. Save it, then try again.', vscode.workspace.asRelativePath(document.uri)));
  // By hand while the question was open, or by something that formats on saving.
  if (document.getText() !== text.text) throw changedMeanwhile(document);
}

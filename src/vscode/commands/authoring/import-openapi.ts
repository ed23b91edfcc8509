/** Import OpenAPI…: a document from a file or a URL as a new connector, with a report of what could not be said in one. */
import * as vscode from 'vscode';
import type { ImportedFiles } from '../../../authoring/service/authoring-commands.ts';
import { fileNameOf, readText } from '../../file-text.ts';
import { runWizard, type Prompt, type WizardStep } from '../../wizard/multi-step.ts';
import { enterFolderName, enterTitle, pickFormat, pickParent, type PlaceAnswers } from '../../wizard/place-connector.ts';
import { sourceSteps, type SourceAnswers, type SourceDocument, type SourceReader } from '../../wizard/source-steps.ts';
import { forgetOnChange } from '../../wizard/step-sequence.ts';
import { withProgress } from '../progress.ts';
import { requireTrust } from '../require-trust.ts';
import { writeConnector } from '../write-connector.ts';
import { answerOf, type AuthoringParts } from './authoring-parts.ts';

export interface ImportAnswers extends PlaceAnswers {
  /** A file, or an https URL. */
  readonly source?: vscode.Uri | string;
}

type Answers = SourceAnswers & PlaceAnswers;

/** Characters of a document; the largest published descriptions have some 12 MB. */
const MAXIMUM_LENGTH = 20_000_000;

/** Returns the new connector's folder. What is given is not asked. */
export async function importOpenApi(parts: AuthoringParts, given: ImportAnswers = {}): Promise<vscode.Uri> {
  const reader = sourceReader(parts);
  const { source, ...place } = given;
  const document = source === undefined ? undefined : await (typeof source === 'string' ? reader.url(source) : reader.file(source));
  const forgotten = (['title', 'folderName'] as const).filter((field) => given[field] === undefined);
  const chosen = (step: WizardStep<SourceAnswers>): WizardStep<Answers> =>
    forgetOnChange<Answers, Prompt>(step, (answers) => answers.document?.source, forgotten);
  const steps: WizardStep<Answers>[] = [
    ...(document ? [] : sourceSteps(reader, vscode.workspace.workspaceFolders?.[0]?.uri).map(chosen)),
    ...(given.title ? [] : [enterTitle<Answers>((answers) => answers.document?.title)]),
    ...(given.format ? [] : [pickFormat]),
    ...(given.parent ? [] : [pickParent]),
    ...(given.folderName ? [] : [enterFolderName]),
  ];
  const answers = await runWizard<Answers>(vscode.l10n.t('Import OpenAPI'), { ...place, document }, steps);
  const { title, format, parent, folderName } = answers;
  if (!answers.document || !title || !format || !parent || !folderName) throw new vscode.CancellationError();

  const { name, text } = answers.document;
  const imported = await inWindow(vscode.l10n.t('Importing {0}', name), () => answerOf(parts, 'importOpenApi', [{ text, name, title, format }]));
  const folder = vscode.Uri.joinPath(parent, folderName);
  await writeConnector(parts, folder, imported.files);
  await tell(parts, title, folder, imported);
  return folder;
}

function sourceReader(parts: AuthoringParts): SourceReader {
  const read = async (source: string, name: string, text: string): Promise<SourceDocument> => {
    if (text.length > MAXIMUM_LENGTH) throw new Error(vscode.l10n.t('{0} has more than {1} MB and is not read. A connector\'s definition has about 1 MB at most: import a smaller document.', name, MAXIMUM_LENGTH / 1_000_000));
    const { title } = await inWindow(vscode.l10n.t('Reading {0}', name), () => answerOf(parts, 'openApiTitle', [text]));
    return { source, name, text, title };
  };
  return {
    file: async (uri) => {
      const text = await readText(uri);
      if (text === undefined) throw new Error(vscode.l10n.t('{0} does not exist. Choose another file.', vscode.workspace.asRelativePath(uri)));
      return read(uri.toString(), fileNameOf(uri), text);
    },
    url: async (url) => {
      requireTrust();
      const { fetchDocument } = await network();
      const fetched = await withProgress(vscode.l10n.t('Fetching {0}', withoutQuery(url)), (signal) => fetchDocument(url, { signal, log: parts.log }));
      return read(url, withoutQuery(fetched.url), fetched.text);
    },
    urlProblem: async (url) => (await network()).documentUrlProblem(url),
  };
}

/** Loaded for URLs only. */
function network() {
  return import('../../../cloud/fetch-document.ts');
}

/** Queries may hold keys, and reports are shared. */
function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

async function tell({ documents }: AuthoringParts, title: string, folder: vscode.Uri, { counts, report }: ImportedFiles): Promise<void> {
  if (counts.check + counts.changed + counts.lost === 0) {
    vscode.window.setStatusBarMessage(vscode.l10n.t('The connector says all that the document says.'), 5000);
    return;
  }
  await documents.show({ title: vscode.l10n.t('Import – {0}', title), language: 'markdown', content: report, connectorFolder: folder.toString() });
  const numbers = [
    [counts.check, vscode.l10n.t('{0} to look at', counts.check)],
    [counts.changed, vscode.l10n.t('{0} said in another way', counts.changed)],
    [counts.lost, vscode.l10n.t('{0} left out', counts.lost)],
  ] as const;
  const text = numbers.filter(([count]) => count > 0).map(([, words]) => words).join(', ');
  void vscode.window.showInformationMessage(vscode.l10n.t('“{0}” was imported: {1}. The report lists each place.', title, text));
}

function inWindow<T>(title: string, body: () => Promise<T>): Thenable<T> {
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, body);
}

/** Which OpenAPI document to import: a file, or one that is fetched from an https URL. */
import * as vscode from 'vscode';
import type { WizardStep } from './multi-step.ts';

export interface SourceDocument {
  /** As it was chosen. */
  readonly source: string;
  /** For people: the file's name, or the URL without its query. */
  readonly name: string;
  readonly text: string;
  /** As the document says it, or the importer's word for none. */
  readonly title: string;
}

export interface SourceAnswers {
  readonly from?: 'file' | 'url';
  readonly url?: string;
  readonly document?: SourceDocument;
}

/** Reads what was chosen; its errors end the wizard. */
export interface SourceReader {
  file(uri: vscode.Uri): Promise<SourceDocument>;
  url(url: string): Promise<SourceDocument>;
  urlProblem(url: string): Promise<string | undefined>;
}

/** @param folder Where the dialog begins. */
export function sourceSteps(reader: SourceReader, folder: vscode.Uri | undefined): WizardStep<SourceAnswers>[] {
  return [
    {
      ask: async ({ from: earlier }, prompt) => {
        const from = await prompt.pick<'file' | 'url'>({
          placeholder: vscode.l10n.t('OpenAPI document to import, of version 3 or 2'),
          choices: [
            { label: vscode.l10n.t('Choose a file…'), iconPath: new vscode.ThemeIcon('file-code'), value: 'file' },
            {
              label: vscode.l10n.t('Enter a URL…'),
              iconPath: new vscode.ThemeIcon('link'),
              detail: vscode.workspace.isTrusted ? vscode.l10n.t('Fetched once, by https, without a sign-in') : vscode.l10n.t('Needs a trusted workspace'),
              value: 'url',
            },
          ],
          isInitial: (choice) => choice === earlier,
        });
        if (from === 'url') return { from };
        const [file] = await vscode.window.showOpenDialog({
          defaultUri: folder,
          openLabel: vscode.l10n.t('Import'),
          filters: { [vscode.l10n.t('OpenAPI documents')]: ['json', 'yaml', 'yml'], [vscode.l10n.t('All files')]: ['*'] },
        }) ?? [];
        if (!file) throw new vscode.CancellationError();
        return { from, document: await reader.file(file) };
      },
    },
    {
      when: ({ from }) => from === 'url',
      ask: async ({ url: earlier }, prompt) => {
        const url = await prompt.input({
          prompt: vscode.l10n.t('Address of the document'),
          placeholder: 'https://api.example.com/openapi.json',
          value: earlier,
          validate: (value) => reader.urlProblem(value),
        });
        return { url, document: await reader.url(url) };
      },
    },
  ];
}

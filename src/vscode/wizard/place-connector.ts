/** Title, format and folder of a connector that is about to be written, whatever it is made from. */
import * as vscode from 'vscode';
import type { FileFormat } from '../../connector/connector.ts';
import { folderNameFor, folderNameProblem } from '../commands/folder-name.ts';
import { exists } from '../file-text.ts';
import type { WizardStep } from './multi-step.ts';

export interface PlaceAnswers {
  readonly title?: string;
  readonly format?: FileFormat;
  /** The folder that gets the connector's folder. */
  readonly parent?: vscode.Uri;
  readonly folderName?: string;
}

/** @param proposal What stands in the box before anything is typed. */
export function enterTitle<Answers extends PlaceAnswers>(proposal: (answers: Answers) => string | undefined): WizardStep<Answers> {
  return {
    ask: async (answers, prompt) => {
      const title = await prompt.input({
        prompt: vscode.l10n.t('Title, as makers will see it. It also decides the connector\'s id, so it cannot be changed after the first deployment.'),
        value: answers.title ?? proposal(answers),
        validate: titleProblem,
      });
      return { title } as Partial<Answers>;
    },
  };
}

/** The title limits are those of the maker portal's form (Microsoft Learn: Explore custom connector configuration options). */
function titleProblem(title: string): vscode.InputBoxValidationMessage | undefined {
  if (title === '') return { message: vscode.l10n.t('The connector needs a title.'), severity: vscode.InputBoxValidationSeverity.Error };
  if (title.length > 30) return { message: vscode.l10n.t('{0} characters: the maker portal accepts 30.', title.length), severity: vscode.InputBoxValidationSeverity.Warning };
  return undefined;
}

export const pickFormat: WizardStep<PlaceAnswers> = {
  ask: async ({ format: earlier }, prompt) => {
    const format = await prompt.pick<FileFormat>({
      placeholder: vscode.l10n.t('File format'),
      choices: [
        { label: 'JSON', detail: vscode.l10n.t('What Microsoft\'s tools (pac, paconn) read'), value: 'json' },
        { label: 'YAML', detail: vscode.l10n.t('With comments; Connector Studio deploys it as JSON'), value: 'yaml' },
      ],
      isInitial: (choice) => choice === earlier,
    });
    return { format };
  },
};

export const pickParent: WizardStep<PlaceAnswers> = {
  ask: async ({ parent: earlier }, prompt) => {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const parent = await prompt.pick<vscode.Uri | 'browse'>({
      placeholder: vscode.l10n.t('Where to create the connector\'s folder'),
      choices: [
        ...folders.map((folder) => ({ label: folder.name, iconPath: new vscode.ThemeIcon('root-folder'), description: folder.uri.path, value: folder.uri })),
        { label: vscode.l10n.t('Choose a folder…'), iconPath: new vscode.ThemeIcon('folder-opened'), alwaysShow: true, value: 'browse' as const },
      ],
      isInitial: (choice) => choice !== 'browse' && choice.toString() === earlier?.toString(),
    });
    return { parent: parent === 'browse' ? await browse(folders[0]?.uri) : parent };
  },
};

async function browse(from: vscode.Uri | undefined): Promise<vscode.Uri> {
  const [chosen] = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    defaultUri: from,
    openLabel: vscode.l10n.t('Create Here'),
  }) ?? [];
  if (!chosen) throw new vscode.CancellationError();
  return chosen;
}

export const enterFolderName: WizardStep<PlaceAnswers> = {
  ask: async ({ parent, title, folderName }, prompt) => ({
    folderName: await prompt.input({
      prompt: vscode.l10n.t('Folder name'),
      value: folderName ?? folderNameFor(title ?? ''),
      validate: async (value) => {
        switch (folderNameProblem(value)) {
          case 'empty': return vscode.l10n.t('The folder needs a name.');
          case 'character': return vscode.l10n.t('A folder name cannot contain < > : " / \\ | ? * or control characters.');
          case 'reserved': return vscode.l10n.t('Windows reserves this name.');
          case 'ending': return vscode.l10n.t('A folder name cannot end with a dot.');
          case undefined: return parent && await hasEntries(vscode.Uri.joinPath(parent, value))
            ? vscode.l10n.t('This folder exists already and is not empty.')
            : undefined;
        }
      },
    }),
  }),
};

async function hasEntries(folder: vscode.Uri): Promise<boolean> {
  return await exists(folder) && (await vscode.workspace.fs.readDirectory(folder)).length > 0;
}

/** New Connector…: template, title, format, folder; writes the pair of files and opens the definition. */
import * as vscode from 'vscode';
import type { FileFormat } from '../../connector/connector.ts';
import { newConnectorFiles, type ConnectorTemplate } from '../../connector/new-connector.ts';
import { isFileNotFound } from '../file-text.ts';
import type { Studio } from '../studio.ts';
import { runWizard, type WizardStep } from '../wizard/multi-step.ts';
import { folderNameFor, folderNameProblem } from './folder-name.ts';

export interface NewConnectorAnswers {
  readonly template?: ConnectorTemplate;
  readonly title?: string;
  /** Of a blank connector: the API's host name. */
  readonly host?: string;
  readonly format?: FileFormat;
  /** The folder that gets the connector's folder. */
  readonly parent?: vscode.Uri;
  readonly folderName?: string;
}

/** Creates the connector and returns its folder. */
export async function newConnector(studio: Studio, given: NewConnectorAnswers = {}): Promise<vscode.Uri> {
  const steps = [
    ...(given.template ? [] : [pickTemplate]),
    ...(given.title ? [] : [enterTitle]),
    ...(given.host ? [] : [enterHost]),
    ...(given.format ? [] : [pickFormat]),
    ...(given.parent ? [] : [pickParent]),
    ...(given.folderName ? [] : [enterFolderName]),
  ];
  const { template, title, host, format, parent, folderName } = await runWizard(vscode.l10n.t('New Connector'), given, steps);
  if (!template || !title || !format || !parent || !folderName) throw new vscode.CancellationError();

  const folder = vscode.Uri.joinPath(parent, folderName);
  const files = newConnectorFiles({ template, title, description: descriptionFor(template, title), format, host: template === 'blank' ? host : undefined })
    .map((file) => ({ uri: vscode.Uri.joinPath(folder, file.name), content: file.content }));
  for (const { uri } of files) {
    if (await exists(uri)) throw new Error(vscode.l10n.t('{0} exists already and was not changed. Choose another folder name.', vscode.workspace.asRelativePath(uri)));
  }
  await vscode.workspace.fs.createDirectory(folder);
  for (const { uri, content } of files) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
  await studio.connectors.refresh();

  const [definition] = files;
  if (definition) await vscode.window.showTextDocument(definition.uri);
  if (!vscode.workspace.getWorkspaceFolder(folder)) offerToOpen(folder);
  return folder;
}

/** The Connectors view shows what is in the workspace, and this folder is not. */
function offerToOpen(folder: vscode.Uri): void {
  const open = vscode.l10n.t('Open Folder');
  void vscode.window.showInformationMessage(vscode.l10n.t('{0} is outside the workspace. Open it to work with the connector.', folder.fsPath), open)
    .then((choice) => (choice === open ? vscode.commands.executeCommand('vscode.openFolder', folder) : undefined));
}

const pickTemplate: WizardStep<NewConnectorAnswers> = {
  ask: async ({ template: earlier }, prompt) => {
    const template = await prompt.pick<ConnectorTemplate>({
      placeholder: vscode.l10n.t('What to begin with'),
      choices: [
        { label: vscode.l10n.t('Blank'), iconPath: new vscode.ThemeIcon('file'), detail: vscode.l10n.t('An API of your own, without operations and without sign-in'), value: 'blank' },
        { label: vscode.l10n.t('Microsoft Graph, current user'), iconPath: new vscode.ThemeIcon('account'), detail: vscode.l10n.t('GET /v1.0/me with OAuth 2.0 and the permission User.Read'), value: 'graphCurrentUser' },
      ],
      isInitial: (choice) => choice === earlier,
    });
    return { template };
  },
};

const enterTitle: WizardStep<NewConnectorAnswers> = {
  ask: async ({ title, template }, prompt) => ({
    title: await prompt.input({
      prompt: vscode.l10n.t('Title, as makers will see it. It also decides the connector\'s id, so it cannot be changed after the first deployment.'),
      value: title ?? (template === 'graphCurrentUser' ? 'MS Graph' : undefined),
      validate: titleProblem,
    }),
  }),
};

/** The title limits are those of the maker portal's form (Microsoft Learn: Explore custom connector configuration options). */
function titleProblem(title: string): vscode.InputBoxValidationMessage | undefined {
  if (title === '') return { message: vscode.l10n.t('The connector needs a title.'), severity: vscode.InputBoxValidationSeverity.Error };
  if (title.length > 30) return { message: vscode.l10n.t('{0} characters: the maker portal accepts 30.', title.length), severity: vscode.InputBoxValidationSeverity.Warning };
  return undefined;
}

const enterHost: WizardStep<NewConnectorAnswers> = {
  when: ({ template }) => template === 'blank',
  ask: async ({ host }, prompt) => ({
    host: await prompt.input({
      prompt: vscode.l10n.t('Host name of the API'),
      placeholder: 'api.contoso.com',
      value: host,
      validate: (value) => (/^[a-z\d]([a-z\d.-]*[a-z\d])?(:\d{1,5})?$/i.test(value) ? undefined : vscode.l10n.t('Enter a host name without https:// and without a path.')),
    }),
  }),
};

const pickFormat: WizardStep<NewConnectorAnswers> = {
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

const pickParent: WizardStep<NewConnectorAnswers> = {
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

const enterFolderName: WizardStep<NewConnectorAnswers> = {
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

function descriptionFor(template: ConnectorTemplate, title: string): string {
  return template === 'graphCurrentUser' ? 'Reads the profile of the signed-in user from Microsoft Graph.' : title;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (isFileNotFound(error)) return false;
    throw error;
  }
}

async function hasEntries(folder: vscode.Uri): Promise<boolean> {
  return await exists(folder) && (await vscode.workspace.fs.readDirectory(folder)).length > 0;
}

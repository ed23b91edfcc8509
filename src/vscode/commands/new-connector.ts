/** New Connector…: template, title, format, folder; writes the pair of files and opens the definition. */
import * as vscode from 'vscode';
import { newConnectorFiles, type ConnectorTemplate } from '../../connector/new-connector.ts';
import type { Studio } from '../studio.ts';
import { runWizard, type WizardStep } from '../wizard/multi-step.ts';
import { enterFolderName, enterTitle, pickFormat, pickParent, type PlaceAnswers } from '../wizard/place-connector.ts';
import { writeConnector } from './write-connector.ts';

export interface NewConnectorAnswers extends PlaceAnswers {
  readonly template?: ConnectorTemplate;
  /** Of a blank connector: the API's host name. */
  readonly host?: string;
}

/** Creates the connector and returns its folder. */
export async function newConnector(studio: Studio, given: NewConnectorAnswers = {}): Promise<vscode.Uri> {
  const steps: WizardStep<NewConnectorAnswers>[] = [
    ...(given.template ? [] : [pickTemplate]),
    ...(given.title ? [] : [enterTitle<NewConnectorAnswers>(({ template }) => (template === 'graphCurrentUser' ? 'MS Graph' : undefined))]),
    ...(given.host ? [] : [enterHost]),
    ...(given.format ? [] : [pickFormat]),
    ...(given.parent ? [] : [pickParent]),
    ...(given.folderName ? [] : [enterFolderName]),
  ];
  const { template, title, host, format, parent, folderName } = await runWizard<NewConnectorAnswers>(vscode.l10n.t('New Connector'), given, steps);
  if (!template || !title || !format || !parent || !folderName) throw new vscode.CancellationError();

  const folder = vscode.Uri.joinPath(parent, folderName);
  await writeConnector(studio, folder, newConnectorFiles({ template, title, description: descriptionFor(template, title), format, host: template === 'blank' ? host : undefined }));
  return folder;
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

function descriptionFor(template: ConnectorTemplate, title: string): string {
  return template === 'graphCurrentUser' ? 'Reads the profile of the signed-in user from Microsoft Graph.' : title;
}


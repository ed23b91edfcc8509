/**
 * Hand Off to an Administrator: what the open plan writes to Microsoft Entra, as a script, a Bicep file or a checklist for
 * somebody who may. Reads the present state anew and writes nothing; Verify closes the loop afterwards.
 */
import * as vscode from 'vscode';
import { bashScript } from '../../identity/hand-off/bash-script.ts';
import { bicepFile } from '../../identity/hand-off/bicep-file.ts';
import { handOffChecklist } from '../../identity/hand-off/checklist.ts';
import { prepareHandOff, type HandOff } from '../../identity/hand-off/hand-off-model.ts';
import { powershellScript } from '../../identity/hand-off/powershell-script.ts';
import type { Studio } from '../studio.ts';
import { identityPorts } from './identity-ports.ts';
import { startIdentitySession, type IdentitySession } from './identity-session.ts';
import { offer } from './offer.ts';
import type { OpenPlans } from './open-plans.ts';
import { applicationLink } from './portal-links.ts';
import { withProgress } from './progress.ts';

export type HandOffForm = 'bash' | 'powershell' | 'bicep' | 'checklist';

export interface HandOffAnswers {
  readonly form?: HandOffForm;
}

/** Returns the document that it opens. */
export async function handOffPlan(studio: Studio, plans: OpenPlans, argument: unknown, given: HandOffAnswers): Promise<vscode.TextDocument> {
  const open = plans.find(argument);
  if (!open) throw new Error(vscode.l10n.t('No plan is open. Run Connectors: Configure Managed Identity to make one.'));
  const { plan, pasted } = open;
  const form = given.form ?? await chooseForm();
  const session = await startIdentitySession(studio);
  const connector = await studio.connectors.connectorAt(vscode.Uri.parse(plan.connectorFolder, true));
  if (!connector) throw new Error(vscode.l10n.t('The folder of “{0}” is no longer there, so the plan cannot be handed off.', plan.connectorTitle));
  const { clients } = session;
  const handOff = await withProgress(vscode.l10n.t('Reading what there is, to plan “{0}”…', plan.connectorTitle), (signal) => prepareHandOff({
    connector, target: plan.target, cloud: clients.cloud, pasted, signal, ports: identityPorts(studio, clients, connector, plan.target.environment),
  }, clients.cloud.graph));
  const document = await vscode.workspace.openTextDocument(contentOf(form, handOff, session));
  await vscode.window.showTextDocument(document, { preview: false });
  const folder = vscode.Uri.parse(connector.files.folder, true);
  offer(handOff.later.length > 0
    ? vscode.l10n.t('Send this to an administrator. When the app is there, choose it in Configure Managed Identity, deploy, and hand off the rest.')
    : vscode.l10n.t('Send this to an administrator. When it is done, Verify compares every value.'), [
    { title: vscode.l10n.t('Verify'), run: () => vscode.commands.executeCommand('connectorStudio.verifyManagedIdentity', folder) },
  ]);
  return document;
}

function contentOf(form: HandOffForm, handOff: HandOff, { clients: { cloud } }: IdentitySession): { readonly content: string; readonly language: string } {
  switch (form) {
    case 'bash': return { content: bashScript(handOff), language: 'shellscript' };
    case 'powershell': return { content: powershellScript(handOff), language: 'powershell' };
    // Known to VS Code only with the Bicep extension.
    case 'bicep': return { content: bicepFile(handOff), language: 'plaintext' };
    case 'checklist': return {
      content: handOffChecklist(handOff, {
        registrations: `${cloud.entraPortal}/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade`,
        ...(handOff.app.kind === 'existing' && { app: applicationLink(cloud, handOff.tenantId, handOff.app.appId) }),
      }),
      language: 'markdown',
    };
  }
}

async function chooseForm(): Promise<HandOffForm> {
  const choices: readonly (vscode.QuickPickItem & { readonly form: HandOffForm })[] = [
    { label: vscode.l10n.t('Bash script'), detail: vscode.l10n.t('With Azure CLI; for Cloud Shell, macOS and Linux'), iconPath: new vscode.ThemeIcon('terminal-bash'), form: 'bash' },
    { label: vscode.l10n.t('PowerShell script'), detail: vscode.l10n.t('With Azure CLI; Windows PowerShell 5.1 and PowerShell 7'), iconPath: new vscode.ThemeIcon('terminal-powershell'), form: 'powershell' },
    { label: vscode.l10n.t('Bicep file'), detail: vscode.l10n.t('With the Microsoft Graph extension'), iconPath: new vscode.ThemeIcon('symbol-structure'), form: 'bicep' },
    { label: vscode.l10n.t('Checklist for the portal'), detail: vscode.l10n.t('Markdown with the exact values'), iconPath: new vscode.ThemeIcon('checklist'), form: 'checklist' },
  ];
  const choice = await vscode.window.showQuickPick(choices, { title: vscode.l10n.t('Hand Off to an Administrator'), placeHolder: vscode.l10n.t('Form in which the administrator gets it') });
  if (!choice) throw new vscode.CancellationError();
  return choice.form;
}

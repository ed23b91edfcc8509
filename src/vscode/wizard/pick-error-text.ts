/** Where the text of a sign-in error comes from: the selection, the clipboard, a failed connection, or the keyboard. */
import * as vscode from 'vscode';
import type { Connector } from '../../connector/connector.ts';
import type { DeployedConnector } from '../../connector/deployed-connector.ts';
import { mentionsSignInError, readSignInText } from '../../identity/sign-in/sign-in-text.ts';
import { startSession } from '../commands/session.ts';
import type { Studio } from '../studio.ts';
import { runWizard, type Choice, type Choices, type WizardStep } from './multi-step.ts';

interface ErrorTextAnswers {
  readonly source?: 'connections' | 'enter' | { readonly text: string };
  readonly text?: string;
}

/** The connector whose failed connections may be chosen from. */
export interface ErrorTextPlace {
  readonly connector?: Connector;
  readonly deployed?: DeployedConnector;
}

/** The user's own text, as it is. Rejects with a `CancellationError` where the user ends the wizard. */
export async function askForErrorText(studio: Studio, place: ErrorTextPlace): Promise<string> {
  const found = await textsAtHand();
  const { source, text } = await runWizard<ErrorTextAnswers>(vscode.l10n.t('Explain Sign-in Error'), {}, [
    pickSource(found, deployedAt(place) !== undefined),
    pickConnection(studio, place),
    enterText,
  ]);
  const chosen = typeof source === 'object' ? source.text : text;
  if (chosen === undefined) throw new vscode.CancellationError();
  return chosen;
}

async function textsAtHand(): Promise<Choice<{ readonly text: string }>[]> {
  const editor = vscode.window.activeTextEditor;
  const selected = editor && !editor.selection.isEmpty ? editor.document.getText(editor.selection) : '';
  const copied = await clipboardText();
  return [
    ...textChoice(vscode.l10n.t('Selected text'), 'selection', selected),
    ...(copied === selected ? [] : textChoice(vscode.l10n.t('Clipboard'), 'clippy', copied)),
  ];
}

/** A browser may ask first whether it may be read, or refuse: then there is nothing to offer, and nothing to wait for. */
async function clipboardText(): Promise<string> {
  const inTime = new Promise<string>((resolve) => { setTimeout(() => resolve(''), 1_000); });
  return Promise.race([vscode.env.clipboard.readText().then((text) => text, () => ''), inTime]);
}

/** Only the codes and the service's sentence are shown: a clipboard may hold anything. */
function textChoice(label: string, icon: string, text: string): Choice<{ readonly text: string }>[] {
  if (!mentionsSignInError(text)) return [];
  const { codes, messages } = readSignInText(text);
  return [{ label, iconPath: new vscode.ThemeIcon(icon), description: codes.join(', '), detail: Object.values(messages)[0], value: { text } }];
}

function pickSource(found: readonly Choice<{ readonly text: string }>[], deployed: boolean): WizardStep<ErrorTextAnswers> {
  return {
    when: () => found.length > 0 || deployed,
    ask: async (_answers, prompt) => ({
      source: await prompt.pick<NonNullable<ErrorTextAnswers['source']>>({
        placeholder: vscode.l10n.t('Text with the error'),
        choices: [
          ...found,
          ...(deployed ? [{ label: vscode.l10n.t('A failed connection…'), iconPath: new vscode.ThemeIcon('debug-disconnect'), value: 'connections' as const }] : []),
          { label: vscode.l10n.t('Enter or paste it…'), iconPath: new vscode.ThemeIcon('edit'), value: 'enter' as const },
        ],
      }),
    }),
  };
}

const enterText: WizardStep<ErrorTextAnswers> = {
  when: ({ source }) => source === undefined || source === 'enter',
  ask: async ({ text }, prompt) => ({
    text: await prompt.input({
      prompt: vscode.l10n.t('The message or JSON of the sign-in error'),
      placeholder: vscode.l10n.t('AADSTS700213: No matching federated identity record found…'),
      value: text,
      validate: (value) => {
        if (value === '') return vscode.l10n.t('Paste the message, from “AADSTS” to the correlation id.');
        return mentionsSignInError(value) ? undefined : vscode.l10n.t('There is no AADSTS code in it. Sign-in errors of Microsoft Entra begin with one, such as AADSTS50011; its number alone will do.');
      },
    }),
  }),
};

/** Connections whose last sign-in failed, each with the service's own words. */
function pickConnection(studio: Studio, place: ErrorTextPlace): WizardStep<ErrorTextAnswers> {
  return {
    when: ({ source }) => source === 'connections',
    ask: async (_answers, prompt) => {
      const { environment, name } = deployedAt(place) ?? { environment: '', name: '' };
      const { clients } = await startSession(studio);
      return {
        text: await prompt.pick<string>({
          placeholder: vscode.l10n.t('Failed connection'),
          choices: async (signal): Promise<Choices<string>> => {
            const failed = (await clients.connections.list(environment, name, signal)).filter(({ status, error }) => status !== 'Connected' && error !== undefined);
            return failed.length > 0
              ? failed.map(({ displayName, createdTime, error }) => ({
                label: displayName,
                iconPath: new vscode.ThemeIcon('error'),
                description: createdTime === undefined ? undefined : new Date(createdTime).toLocaleString(),
                detail: readSignInText(error?.message ?? '').codes.join(', ') || error?.code,
                value: error?.message ?? '',
              }))
              : [{ label: vscode.l10n.t('No connection of this connector has failed'), detail: vscode.l10n.t('Press Back to paste the message instead.'), alwaysShow: true }];
          },
        }),
      };
    },
  };
}

function deployedAt({ connector, deployed }: ErrorTextPlace): { readonly environment: string; readonly name: string } | undefined {
  if (deployed) return deployed;
  const { connectorId, environment } = connector?.settings ?? {};
  return connectorId !== undefined && environment !== undefined ? { environment, name: connectorId } : undefined;
}

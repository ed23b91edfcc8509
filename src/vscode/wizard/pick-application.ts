/** Which app registration the connector uses: the one in its file, one found by search, or a new one. */
import * as vscode from 'vscode';
import type { ApplicationRegistration } from '../../connector/app-registration.ts';
import type { ApplicationChoice } from '../../identity/plan-model.ts';
import type { Choices, WizardStep } from './multi-step.ts';
import { chosenBlock, type ParameterAnswer } from './pick-connector.ts';

export interface ApplicationAnswer extends ParameterAnswer {
  readonly application?: ApplicationChoice;
}

export interface ApplicationSearch {
  applicationByAppId(appId: string, signal?: AbortSignal): Promise<ApplicationRegistration | undefined>;
  searchApplications(text: string, signal?: AbortSignal): Promise<readonly ApplicationRegistration[]>;
}

/** Graph's own limit is not documented; Microsoft's Teams toolkit refuses display names above 120 characters. */
const longestName = 120;

/** Client ids of all zeros are what templates and exports put where one belongs. */
const noClientId = /^[0-]*$/;

export function pickApplication(directory: ApplicationSearch): WizardStep<ApplicationAnswer> {
  return {
    ask: async (answers, prompt) => {
      const clientId = chosenBlock(answers)?.clientId;
      const earlier = answers.application;
      const initial = earlier?.kind === 'existing' ? earlier.appId : earlier ? undefined : clientId;
      const application = await prompt.pick<ApplicationChoice>({
        placeholder: vscode.l10n.t('App registration: choose, or type a name or client id to search'),
        choices: (signal) => fixedChoices(directory, clientId, signal),
        isInitial: (choice) => (choice.kind === 'existing' ? choice.appId === initial : earlier?.kind === 'new'),
        search: async (text, signal) => foundChoices(await directory.searchApplications(text, signal), clientId),
      });
      // The name typed for a new app survives a walk back and forth.
      return { application: application.kind === 'new' && earlier?.kind === 'new' ? earlier : application };
    },
  };
}

/** The name of a new app; not asked for an existing one. */
export const nameApplication: WizardStep<ApplicationAnswer> = {
  when: ({ application }) => application?.kind === 'new',
  ask: async ({ application, connector }, prompt) => {
    const earlier = application?.kind === 'new' ? application.displayName : '';
    const displayName = await prompt.input({
      prompt: vscode.l10n.t('Name of the new app registration'),
      value: earlier || connector?.title.slice(0, longestName),
      validate: (value) => {
        if (value === '') return vscode.l10n.t('The app registration needs a name.');
        if (value.length > longestName) return vscode.l10n.t('The name has {0} characters; use {1} at most.', value.length, longestName);
        return undefined;
      },
    });
    return { application: { kind: 'new', displayName } };
  },
};

async function fixedChoices(directory: ApplicationSearch, clientId: string | undefined, signal: AbortSignal): Promise<Choices<ApplicationChoice>> {
  const create = {
    label: vscode.l10n.t('New app registration…'),
    iconPath: new vscode.ThemeIcon('add'),
    detail: vscode.l10n.t('Single tenant, without secret'),
    alwaysShow: true,
    value: { kind: 'new', displayName: '' } as const,
  };
  if (clientId === undefined || noClientId.test(clientId)) return [create];
  const current = await directory.applicationByAppId(clientId, signal);
  if (!current) {
    return [create, { label: vscode.l10n.t('Not in this tenant: the app {0} of the security block', clientId), iconPath: new vscode.ThemeIcon('warning') }];
  }
  return [{ ...existingChoice(current), detail: vscode.l10n.t('The one in the security block'), alwaysShow: true }, create];
}

function foundChoices(applications: readonly ApplicationRegistration[], clientId: string | undefined): Choices<ApplicationChoice> {
  const others = applications.filter((application) => application.appId !== clientId);
  return others.length > 0 ? others.map(existingChoice) : [{ label: vscode.l10n.t('No app registration found'), iconPath: new vscode.ThemeIcon('info') }];
}

function existingChoice(application: ApplicationRegistration) {
  return {
    label: application.displayName,
    iconPath: new vscode.ThemeIcon('key'),
    description: application.appId,
    detail: application.signInAudience === undefined || application.signInAudience === 'AzureADMyOrg'
      ? undefined
      : vscode.l10n.t('Not single tenant ({0}); the plan will change that', application.signInAudience),
    value: { kind: 'existing', appId: application.appId } as const,
  };
}

/** Which API is called, and with which of its delegated permissions. */
import * as vscode from 'vscode';
import type { ResourceApi } from '../../connector/app-registration.ts';
import type { Choice, Prompt, WizardStep } from './multi-step.ts';
import { chosenBlock, type ParameterAnswer } from './pick-connector.ts';

export interface PermissionsAnswer extends ParameterAnswer {
  /** Where the security block names none. */
  readonly resourceUri?: string;
  readonly scopes?: readonly string[];
}

type Scope = ResourceApi['scopes'][number];

/** Asked only where the security block names no resource. */
export const nameResource: WizardStep<PermissionsAnswer> = {
  when: (answers) => !chosenBlock(answers)?.resourceUri,
  ask: async (answers, prompt) => {
    const resourceUri = await prompt.input({
      prompt: vscode.l10n.t('Resource URL of the API: its application ID URI in Microsoft Entra'),
      placeholder: 'https://graph.microsoft.com/',
      value: answers.resourceUri,
      validate: (value) => (/^(https|api):\/\/[^\s/]+/.test(value) ? undefined : vscode.l10n.t('Enter a URI that begins with https:// or api://.')),
    });
    return { resourceUri };
  },
};

/** The resource that was named, else that of the security block. */
export function chosenResource(answers: PermissionsAnswer): string {
  return answers.resourceUri ?? chosenBlock(answers)?.resourceUri ?? '';
}

/** The scopes of the security block are chosen at first; where the API's scopes cannot be read, they are typed. */
export function pickPermissions(readApi: (resourceUri: string, signal: AbortSignal) => Promise<ResourceApi | undefined>): WizardStep<PermissionsAnswer> {
  return {
    ask: async (answers, prompt) => {
      const resource = chosenResource(answers);
      const chosen = answers.scopes ?? chosenBlock(answers)?.scopes ?? [];
      try {
        const scopes = await prompt.pickMany<string>({
          placeholder: vscode.l10n.t('API permissions of {0}', resource),
          choices: async (signal) => scopeChoices(await publishedScopes(resource, readApi, signal), chosen, resource),
          isPicked: (value) => chosen.some((scope) => sameScope(scope, value, resource)),
        });
        return { scopes };
      } catch (error) {
        if (!(error instanceof ScopesUnread)) throw error;
        return { scopes: await typeScopes(chosen, error.message, prompt) };
      }
    },
  };
}

async function typeScopes(chosen: readonly string[], reason: string, prompt: Prompt): Promise<readonly string[]> {
  const typed = await prompt.input({
    prompt: vscode.l10n.t('API permissions, separated by blanks. {0}', reason),
    placeholder: 'User.Read',
    value: chosen.join(' '),
    validate: (value) => (/^[\w.:/-]*(\s+[\w.:/-]+)*$/.test(value) ? undefined : vscode.l10n.t('A permission has letters, digits and . : / - _ only.')),
  });
  return typed.split(/\s+/).filter((scope) => scope !== '');
}

/** The resource's scopes could not be had; the message says why. */
class ScopesUnread extends Error {
  override readonly name = 'ScopesUnread';
}

async function publishedScopes(resource: string, readApi: (resourceUri: string, signal: AbortSignal) => Promise<ResourceApi | undefined>, signal: AbortSignal): Promise<readonly Scope[]> {
  let api: ResourceApi | undefined;
  try {
    api = await readApi(resource, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    throw new ScopesUnread(vscode.l10n.t('They could not be read: {0}', error instanceof Error ? error.message : String(error)));
  }
  if (!api) throw new ScopesUnread(vscode.l10n.t('This tenant has no API with the URI {0}.', resource));
  if (api.scopes.length === 0) throw new ScopesUnread(vscode.l10n.t('{0} publishes no delegated permission.', api.displayName));
  return api.scopes;
}

function scopeChoices(published: readonly Scope[], chosen: readonly string[], resource: string): Choice<string>[] {
  const unpublished = chosen.filter((value) => !published.some((scope) => sameScope(value, scope.value, resource)));
  const inUse = (scope: Scope): boolean => chosen.some((value) => sameScope(value, scope.value, resource));
  const sorted = [...published].sort((a, b) => Number(inUse(b)) - Number(inUse(a)) || a.value.localeCompare(b.value));
  return [
    ...unpublished.map((value) => ({ label: value, description: vscode.l10n.t('in the security block, not published by the API'), value })),
    ...sorted.map((scope) => ({
      label: scope.value,
      description: scope.adminConsentRequired ? vscode.l10n.t('admin consent') : undefined,
      detail: scope.description,
      value: scope.value,
    })),
  ];
}

/** A file may say `https://graph.microsoft.com/User.Read` for `User.Read`; Entra compares scopes without case. */
function sameScope(a: string, b: string, resource: string): boolean {
  const prefix = resource.endsWith('/') ? resource : `${resource}/`;
  const bare = (scope: string): string => (scope.startsWith(prefix) ? scope.slice(prefix.length) : scope).toLowerCase();
  return bare(a) === bare(b);
}

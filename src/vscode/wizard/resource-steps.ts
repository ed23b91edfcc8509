/** Which API tokens of Microsoft Entra are for, and with which permissions: from the catalogue, or typed. */
import * as vscode from 'vscode';
import { microsoftApi, microsoftApis } from '../../authoring/catalogue/microsoft-apis.ts';
import type { Choice, WizardStep } from './multi-step.ts';

export interface ResourceAnswers {
  readonly resourceUri?: string;
  readonly scopes?: readonly string[];
  /** Some are not in the catalogue. */
  readonly typeScopes?: boolean;
}

export const pickResource: WizardStep<ResourceAnswers> = {
  ask: async ({ resourceUri: earlier }, prompt) => ({
    resourceUri: await prompt.pick<string>({
      placeholder: vscode.l10n.t('API that tokens are for: choose one, or type its application ID URI'),
      choices: microsoftApis.map(({ name, resourceUri }) => ({ label: name, description: resourceUri, value: resourceUri })),
      isInitial: (choice) => choice === earlier,
      search: (text) => Promise.resolve(/\s/.test(text) ? [] : [otherApi(text)]),
    }),
  }),
};

function otherApi(resourceUri: string): Choice<string> {
  return { label: resourceUri, iconPath: new vscode.ThemeIcon('edit'), description: microsoftApi(resourceUri)?.name ?? vscode.l10n.t('another API'), value: resourceUri };
}

/** Of an API whose host differs by organization. */
export const enterResource: WizardStep<ResourceAnswers> = {
  when: ({ resourceUri }) => microsoftApi(resourceUri ?? '')?.template === true,
  ask: async ({ resourceUri }, prompt) => ({
    resourceUri: await prompt.input({
      prompt: vscode.l10n.t('Address of your organization'),
      value: resourceUri,
      validate: (value) => (/^https:\/\/[^\s/]+\/?$/i.test(value) ? undefined : vscode.l10n.t('Enter an address with https and without a path.')),
    }),
  }),
};

const OTHERS = '';

/** Of an API of the catalogue. */
export const pickScopes: WizardStep<ResourceAnswers> = {
  when: ({ resourceUri }) => microsoftApi(resourceUri ?? '') !== undefined,
  ask: async ({ resourceUri = '', scopes: earlier = [], typeScopes = false }, prompt) => {
    const known = microsoftApi(resourceUri)?.scopes ?? [];
    const others = earlier.filter((scope) => !known.some(({ name }) => name === scope));
    const picked = await prompt.pickMany<string>({
      placeholder: vscode.l10n.t('Permissions that the connector asks for'),
      choices: () => Promise.resolve([
        ...known.map(({ name, description, adminConsent }) => ({ label: name, description: adminConsent ? vscode.l10n.t('admin consent') : undefined, detail: description, value: name })),
        { label: vscode.l10n.t('Others…'), detail: others.join(' ') || vscode.l10n.t('Typed in the next step'), alwaysShow: true, value: OTHERS },
      ]),
      isPicked: (value) => (value === OTHERS ? typeScopes : earlier.includes(value)),
    });
    const typed = picked.includes(OTHERS);
    return { scopes: [...picked.filter((value) => value !== OTHERS), ...(typed ? others : [])], typeScopes: typed };
  },
};

/** Where the catalogue does not have them. */
export const enterScopes: WizardStep<ResourceAnswers> = {
  when: ({ resourceUri, typeScopes }) => typeScopes === true || microsoftApi(resourceUri ?? '') === undefined,
  ask: async ({ scopes: earlier = [] }, prompt) => {
    const text = await prompt.input({
      prompt: vscode.l10n.t('Scopes that the connector asks for, separated by blanks; empty for none'),
      placeholder: 'User.Read',
      value: earlier.join(' '),
    });
    return { scopes: text.split(/[\s,]+/).filter((scope) => scope !== '') };
  },
};

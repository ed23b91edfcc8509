/** The questions of *Add Security…*: how users sign in, and what that way needs. */
import * as vscode from 'vscode';
import { securityInTheWay, type formerSecurity, type SecurityForm } from '../../authoring/commands/add-security.ts';
import { authorizationUrls } from '../../authoring/commands/security-parts.ts';
import type { FormProblem } from '../../authoring/commands/refused-form.ts';
import { identityProvider, identityProviders, type CustomParameter, type IdentityProvider } from '../../authoring/catalogue/identity-providers.ts';
import { heading, type Choices, type Prompt, type WizardStep } from './multi-step.ts';
import type { ConnectorAnswer } from './pick-connector.ts';
import { enterResource, enterScopes, pickResource, pickScopes, type ResourceAnswers } from './resource-steps.ts';
import { forgetOnChange } from './step-sequence.ts';

type FormerSecurity = ReturnType<typeof formerSecurity>;

/** The fields of all forms side by side; those that the kind has no use for are passed over. */
export interface SecurityAnswers extends ConnectorAnswer, ResourceAnswers {
  readonly kind?: SecurityForm['kind'];
  /** The former way to sign in is taken out. */
  readonly replace?: boolean;
  /** Of the header or query parameter with the key. */
  readonly name?: string;
  readonly in?: 'header' | 'query';
  readonly label?: string;
  readonly userLabel?: string;
  readonly passwordLabel?: string;
  readonly identityProvider?: string;
  readonly clientId?: string;
  readonly customParameters?: Readonly<Record<string, string>>;
  readonly authorizationUrl?: string;
  readonly tokenUrl?: string;
  /** Of managed identity: one tenant's GUID. */
  readonly tenantId?: string;
}

/** What the connector says to the answers. */
export interface SecurityAdvice {
  problems(answers: SecurityAnswers): Promise<readonly FormProblem[]>;
  /** How it signs in now; known once there is a connector. */
  former(answers: SecurityAnswers): FormerSecurity | undefined;
}

type Step = WizardStep<SecurityAnswers>;

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Without those for what is given. */
export function securitySteps(advice: SecurityAdvice, given: SecurityAnswers): Step[] {
  const unless = (field: keyof SecurityAnswers, ...steps: Step[]): Step[] => (given[field] === undefined ? steps : []);
  const dependents = (['replace', 'resourceUri', 'scopes', 'typeScopes', 'customParameters', 'authorizationUrl', 'tokenUrl'] as const).filter((field) => given[field] === undefined);
  return [
    ...unless('kind', forgetOnChange<SecurityAnswers, Prompt>(pickKind(given), ({ kind, identityProvider: provider }) => `${kind} ${provider}`, dependents)),
    ...(given.kind === 'oauth' ? unless('identityProvider', pickKind(given)) : []),
    ...unless('replace', confirmReplacing(advice)),
    ...unless('name', enterKeyName(advice)),
    ...unless('in', pickKeyPlace),
    ...unless('label', enterKeyLabel),
    ...unless('tenantId', enterTenant),
    ...unless('clientId', enterClientId(advice)),
    ...unless('resourceUri', needed(pickResource), needed(enterResource)),
    ...unless('customParameters', ...identityProviders.flatMap((provider) => provider.customParameters.filter(isAsked).map((parameter) => enterCustomParameter(advice, provider, parameter)))),
    ...unless('authorizationUrl', enterUrl('authorizationUrl', vscode.l10n.t('Where users sign in'), 'https://auth.example.com/authorize')),
    ...unless('tokenUrl', enterUrl('tokenUrl', vscode.l10n.t('Where a code is exchanged for a token'), 'https://auth.example.com/token')),
    ...unless('scopes', needed(pickScopes), signsIn(enterScopes)),
  ];
}

function isOAuth({ kind }: SecurityAnswers): boolean {
  return kind === 'oauth' || kind === 'managedIdentity';
}

/** Whether tokens are for an API that has to be named. */
export function hasResource({ kind, identityProvider: name }: SecurityAnswers): boolean {
  const provider = kind === 'oauth' ? identityProvider(name ?? '') : undefined;
  return kind === 'managedIdentity' || provider?.customParameters.some((parameter) => parameter.name === 'resourceUri') === true;
}

function needed(step: WizardStep<ResourceAnswers>): Step {
  return { ...step, when: (answers) => hasResource(answers) && step.when?.(answers) !== false };
}

function signsIn(step: WizardStep<ResourceAnswers>): Step {
  return { ...step, when: (answers) => isOAuth(answers) && step.when?.(answers) !== false };
}

interface Way {
  readonly kind: SecurityForm['kind'];
  readonly identityProvider?: string;
}

function pickKind(given: SecurityAnswers): Step {
  return {
    ask: async ({ kind, identityProvider: provider }, prompt) => {
      const way = await prompt.pick<Way>({
        placeholder: vscode.l10n.t('How users of the connector sign in'),
        choices: given.kind === 'oauth' ? providerChoices() : [
          { label: vscode.l10n.t('API key'), iconPath: new vscode.ThemeIcon('key'), detail: vscode.l10n.t('A key in a header or in the query, which users enter'), value: { kind: 'apiKey' } },
          { label: vscode.l10n.t('User name and password'), iconPath: new vscode.ThemeIcon('account'), detail: vscode.l10n.t('HTTP basic authentication'), value: { kind: 'basic' } },
          { label: vscode.l10n.t('Microsoft Entra ID with managed identity'), iconPath: new vscode.ThemeIcon('shield'), detail: vscode.l10n.t('OAuth 2.0 without a client secret (preview)'), value: { kind: 'managedIdentity' } },
          { label: vscode.l10n.t('No sign-in'), iconPath: new vscode.ThemeIcon('unlock'), detail: vscode.l10n.t('The API is open to everybody'), value: { kind: 'none' } },
          ...providerChoices(),
        ],
        isInitial: (choice) => choice.kind === kind && choice.identityProvider === provider,
      });
      return { kind: way.kind, identityProvider: way.identityProvider };
    },
  };
}

function providerChoices(): Choices<Way> {
  const choices = (standing: IdentityProvider['standing']): Choices<Way> => identityProviders
    .filter((provider) => provider.standing === standing)
    .map(({ name, title, description }) => ({ label: title, iconPath: new vscode.ThemeIcon('person'), description: name, detail: description, value: { kind: 'oauth', identityProvider: name } }));
  return [
    heading(vscode.l10n.t('OAuth 2.0 with a client secret')),
    ...choices('wellKnown'),
    heading(vscode.l10n.t('OAuth 2.0, used by published connectors but not documented')),
    ...choices('seenInTheWild'),
  ];
}

/** Choosing to leave it ends the command. */
function confirmReplacing(advice: SecurityAdvice): Step {
  const inTheWay = (answers: SecurityAnswers): string[] => {
    const former = advice.former(answers);
    return former ? securityInTheWay(former, answers.kind ?? 'none') : [];
  };
  return {
    when: (answers) => inTheWay(answers).length > 0,
    ask: async (answers, prompt) => {
      const replace = await prompt.pick<boolean>({
        placeholder: vscode.l10n.t('The connector signs in already'),
        choices: [
          { label: vscode.l10n.t('Replace it'), iconPath: new vscode.ThemeIcon('replace'), detail: vscode.l10n.t('Takes out {0}', inTheWay(answers).join(', ')), value: true },
          { label: vscode.l10n.t('Leave it as it is'), iconPath: new vscode.ThemeIcon('close'), value: false },
        ],
      });
      if (!replace) throw new vscode.CancellationError();
      return { replace };
    },
  };
}

function problemOf(advice: SecurityAdvice, field: string): (answers: SecurityAnswers) => Promise<string | undefined> {
  return async (answers) => (await advice.problems(answers)).find((problem) => problem.field === field)?.message;
}

function enterKeyName(advice: SecurityAdvice): Step {
  const problem = problemOf(advice, 'name');
  return {
    when: ({ kind }) => kind === 'apiKey',
    ask: async (answers, prompt) => ({
      name: await prompt.input({
        prompt: vscode.l10n.t('Name of the header or query parameter that carries the key'),
        value: answers.name ?? 'X-API-Key',
        validate: (name) => problem({ ...answers, name }),
      }),
    }),
  };
}

const pickKeyPlace: Step = {
  when: ({ kind }) => kind === 'apiKey',
  ask: async ({ in: earlier }, prompt) => ({
    in: await prompt.pick<'header' | 'query'>({
      placeholder: vscode.l10n.t('Where the key is sent'),
      choices: [
        { label: vscode.l10n.t('In a header'), value: 'header' },
        { label: vscode.l10n.t('In the query'), detail: vscode.l10n.t('Logs of proxies and servers keep queries: only where the API has no other way'), value: 'query' },
      ],
      isInitial: (choice) => choice === earlier,
    }),
  }),
};

const enterKeyLabel: Step = {
  when: ({ kind }) => kind === 'apiKey',
  ask: async ({ label }, prompt) => ({
    label: await prompt.input({
      prompt: vscode.l10n.t('What users see when they are asked for the key'),
      value: label ?? 'API Key',
      validate: (value) => (value === '' ? vscode.l10n.t('Enter a name for the key.') : undefined),
    }),
  }),
};

const enterTenant: Step = {
  when: ({ kind }) => kind === 'managedIdentity',
  ask: async ({ tenantId }, prompt) => ({
    tenantId: await prompt.input({
      prompt: vscode.l10n.t('Id of the tenant whose users sign in'),
      placeholder: '00000000-0000-0000-0000-000000000000',
      value: tenantId,
      validate: (value) => (GUID.test(value) ? undefined : vscode.l10n.t('Managed identity needs the GUID of one tenant.')),
    }),
  }),
};

function enterClientId(advice: SecurityAdvice): Step {
  const problem = problemOf(advice, 'clientId');
  return {
    when: isOAuth,
    ask: async (answers, prompt) => {
      const managed = answers.kind === 'managedIdentity';
      const clientId = await prompt.input({
        prompt: managed
          ? vscode.l10n.t('Client id of the app registration; empty where Configure Managed Identity shall register one')
          : vscode.l10n.t('Client id of the app that users sign in to. Its secret is given when the connector is deployed and never stands in a file.'),
        value: answers.clientId,
        validate: (value) => (managed
          ? (value === '' || GUID.test(value) ? undefined : vscode.l10n.t('A GUID is expected here, or nothing.'))
          : problem({ ...answers, clientId: value })),
      });
      return { clientId };
    },
  };
}

/** What a sign-in needs, what is worth a thought, and the templates without which a service would not be an unusual one. */
function isAsked({ name, required, kind }: CustomParameter): boolean {
  return name !== 'resourceUri' && (required || name === 'tenantId' || kind === 'template');
}

function enterCustomParameter(advice: SecurityAdvice, { name: provider }: IdentityProvider, parameter: CustomParameter): Step {
  const { name, description, example, required, kind } = parameter;
  const problem = problemOf(advice, name);
  return {
    when: (answers) => answers.kind === 'oauth' && identityProvider(answers.identityProvider ?? '')?.name === provider,
    ask: async (answers, prompt) => {
      const former = answers.customParameters ?? {};
      // Tokens are most often renewed where they are given.
      const proposal = name === 'refreshUrl' ? former.tokenUrl : name === 'refreshUrlTemplate' ? former.tokenUrlTemplate : kind === 'template' && !required ? example : undefined;
      const value = await prompt.input({
        prompt: required ? `${name}: ${description}` : name === 'tenantId' ? vscode.l10n.t('{0}: {1} Empty for common.', name, description) : vscode.l10n.t('{0}: {1} Empty to leave it out.', name, description),
        placeholder: example,
        value: former[name] ?? proposal,
        validate: (text) => problem({ ...answers, customParameters: withText(former, name, text) }),
      });
      return { customParameters: withText(former, name, value) };
    },
  };
}

/** An empty text counts as left out. */
function withText(texts: Readonly<Record<string, string>>, name: string, text: string): Readonly<Record<string, string>> {
  const others = Object.fromEntries(Object.entries(texts).filter(([key]) => key !== name));
  return text === '' ? others : { ...others, [name]: text };
}

/** Asked where neither the provider nor its parameters say it. */
function enterUrl(field: 'authorizationUrl' | 'tokenUrl', prompt: string, placeholder: string): Step {
  const isKnown = (answers: SecurityAnswers): boolean => {
    const { identityProvider: name = '', clientId = '', customParameters = {} } = answers;
    return authorizationUrls({ kind: 'oauth', identityProvider: name, clientId, scopes: [], customParameters })[field === 'tokenUrl' ? 1 : 0] !== undefined;
  };
  return {
    when: (answers) => answers.kind === 'oauth' && !isKnown(answers),
    ask: async (answers, { input }) => ({
      [field]: await input({
        prompt,
        placeholder,
        value: answers[field],
        validate: (value) => (/^https:\/\/[^\s/]+/i.test(value) ? undefined : vscode.l10n.t('Enter an address with https, such as {0}.', placeholder)),
      }),
    }),
  };
}

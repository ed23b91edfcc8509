/** The questions of *Add Operation…*. */
import * as vscode from 'vscode';
import type { OperationForm, OperationKind } from '../../authoring/commands/add-operation.ts';
import { titleOf } from '../../authoring/commands/operation-names.ts';
import { parameterList, parameterListText } from '../../authoring/commands/parameter-list.ts';
import type { FormProblem } from '../../authoring/commands/refused-form.ts';
import type { Prompt, WizardStep } from './multi-step.ts';
import type { ConnectorAnswer } from './pick-connector.ts';
import { forgetOnChange } from './step-sequence.ts';

export interface OperationAnswers extends ConnectorAnswer, Partial<OperationForm> {}

/** What the connector's definition says to the answers. */
export interface OperationAdvice {
  problems(answers: OperationAnswers): Promise<readonly FormProblem<keyof OperationForm>[]>;
  proposedId(answers: OperationAnswers): Promise<string>;
}

type Field = keyof OperationForm;
type Step = WizardStep<OperationAnswers>;

/** The form as far as it is filled in. */
export function operationForm({ connector: _, ...form }: OperationAnswers): OperationForm {
  return { kind: 'action', path: '', summary: '', description: '', ...form, method: form.kind === 'pollingTrigger' ? 'get' : form.method ?? '' };
}

/** Without those for what is given. */
export function operationSteps(advice: OperationAdvice, given: OperationAnswers): Step[] {
  // What was given stays, whatever it depends on.
  const asked = (...fields: Field[]): Field[] => fields.filter((field) => given[field] === undefined);
  const steps: readonly (readonly [Field, Step])[] = [
    ['kind', pickKind],
    ['method', pickMethod],
    ['path', forgetOnChange<OperationAnswers, Prompt>(enter(advice, 'path', {
      prompt: vscode.l10n.t('Path below the base path, with parameters in braces'),
      placeholder: '/users/{id}',
    }), ({ path }) => path, asked('operationId', 'unsubscribePath'))],
    ['operationId', forgetOnChange<OperationAnswers, Prompt>(enter(advice, 'operationId', {
      prompt: vscode.l10n.t('Operation id, by which flows and apps call it'),
      proposal: (answers) => advice.proposedId(answers),
    }), ({ operationId }) => operationId, asked('summary'))],
    ['summary', enter(advice, 'summary', {
      prompt: vscode.l10n.t('Summary, which makers see as the name'),
      proposal: ({ operationId }) => titleOf(operationId ?? ''),
    })],
    ['description', enter(advice, 'description', { prompt: vscode.l10n.t('Description, in a sentence'), placeholder: vscode.l10n.t('Gets a user by its id.') })],
    ['parameters', enterParameters(advice)],
    ['body', pickBody],
    ['callbackField', {
      when: isWebhook,
      ...enter(advice, 'callbackField', { prompt: vscode.l10n.t('Field of the body that gets the URL of the flow'), proposal: () => 'callbackUrl' }),
    }],
    ['unsubscribePath', {
      when: isWebhook,
      ...enter(advice, 'unsubscribePath', {
        prompt: vscode.l10n.t('Path at which the subscription is deleted'),
        proposal: ({ path = '' }) => `${path.replace(/\/+$/, '')}/{subscriptionId}`,
      }),
    }],
    ['firesFor', pickFiresFor],
  ];
  return steps.filter(([field]) => given[field] === undefined).map(([, step]) => step);
}

const isWebhook = ({ kind }: OperationAnswers): boolean => kind === 'webhookTrigger';

interface Entry {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly proposal?: (answers: OperationAnswers) => string | Promise<string>;
}

function enter(advice: OperationAdvice, field: 'path' | 'operationId' | 'summary' | 'description' | 'callbackField' | 'unsubscribePath', { prompt, placeholder, proposal }: Entry): Step {
  return {
    ask: async (answers, { input }) => ({
      [field]: await input({
        prompt,
        placeholder,
        value: answers[field] ?? await proposal?.(answers),
        validate: (value) => problemOf(advice, field, { ...answers, [field]: value }),
      }),
    }),
  };
}

async function problemOf(advice: OperationAdvice, field: Field, answers: OperationAnswers): Promise<string | undefined> {
  return (await advice.problems(answers)).find((problem) => problem.field === field)?.message;
}

const pickKind: Step = {
  ask: async ({ kind: earlier }, prompt) => ({
    kind: await prompt.pick<OperationKind>({
      placeholder: vscode.l10n.t('What to add'),
      choices: [
        { label: vscode.l10n.t('Action'), iconPath: new vscode.ThemeIcon('symbol-method'), detail: vscode.l10n.t('A call that flows, apps and agents make'), value: 'action' },
        { label: vscode.l10n.t('Webhook trigger'), iconPath: new vscode.ThemeIcon('zap'), detail: vscode.l10n.t('The service calls the flow: subscribes with a URL, and unsubscribes with a second operation'), value: 'webhookTrigger' },
        { label: vscode.l10n.t('Polling trigger'), iconPath: new vscode.ThemeIcon('sync'), detail: vscode.l10n.t('The platform asks for new items again and again'), value: 'pollingTrigger' },
      ],
      isInitial: (choice) => choice === earlier,
    }),
  }),
};

const pickMethod: Step = {
  when: ({ kind }) => kind !== 'pollingTrigger',
  ask: async ({ kind, method: earlier }, prompt) => ({
    method: await prompt.pick<string>({
      placeholder: vscode.l10n.t('HTTP method'),
      choices: (kind === 'webhookTrigger' ? ['post', 'put', 'patch'] : ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'])
        .map((method) => ({ label: method.toUpperCase(), value: method })),
      isInitial: (choice) => choice === earlier,
    }),
  }),
};

function enterParameters(advice: OperationAdvice): Step {
  return {
    ask: async (answers, { input }) => {
      const read = (line: string) => parameterList(line);
      const line = await input({
        prompt: vscode.l10n.t('Query and header parameters, separated by commas; empty for none. A type stands behind a colon, ! behind what is required.'),
        placeholder: 'top:integer, filter, header X-Request-Id!',
        value: parameterListText(answers.parameters ?? []),
        validate: async (value) => {
          const parameters = read(value);
          return 'message' in parameters ? parameters.message : problemOf(advice, 'parameters', { ...answers, parameters });
        },
      });
      const parameters = read(line);
      return { parameters: 'message' in parameters ? [] : parameters };
    },
  };
}

const pickBody: Step = {
  when: ({ kind, method = '' }) => kind === 'action' && ['post', 'put', 'patch'].includes(method.toLowerCase()),
  ask: async ({ body: earlier = true }, prompt) => ({
    body: await prompt.pick<boolean>({
      placeholder: vscode.l10n.t('What the request carries'),
      choices: [
        { label: vscode.l10n.t('A JSON object'), detail: vscode.l10n.t('Its properties are added to the file'), value: true },
        { label: vscode.l10n.t('No body'), value: false },
      ],
      isInitial: (choice) => choice === earlier,
    }),
  }),
};

const pickFiresFor: Step = {
  when: ({ kind }) => kind === 'pollingTrigger',
  ask: async ({ firesFor: earlier }, prompt) => ({
    firesFor: await prompt.pick<'item' | 'answer'>({
      placeholder: vscode.l10n.t('How often a flow runs'),
      choices: [
        { label: vscode.l10n.t('Once for each new item'), detail: vscode.l10n.t('The answer is a list'), value: 'item' },
        { label: vscode.l10n.t('Once for each answer'), detail: vscode.l10n.t('The answer is an object'), value: 'answer' },
      ],
      isInitial: (choice) => choice === earlier,
    }),
  }),
};

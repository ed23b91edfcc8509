/** The questions of *Add Policy…*: template, operations, section and the template's own parameters. */
import * as vscode from 'vscode';
import { policyProblems, type PolicyForm } from '../../authoring/commands/add-policy.ts';
import { policyTemplate, policyTemplates, type PolicyParameter, type PolicySection, type PolicyTemplate } from '../../authoring/catalogue/policy-templates.ts';
import type { Connector } from '../../connector/connector.ts';
import type { Prompt, WizardStep } from './multi-step.ts';
import type { ConnectorAnswer } from './pick-connector.ts';
import { forgetOnChange } from './step-sequence.ts';

export interface PolicyAnswers extends ConnectorAnswer, Partial<PolicyForm> {}

type Step = WizardStep<PolicyAnswers>;

/** The form as far as it is filled in. */
export function policyForm({ templateId = '', title, operations, section, parameters = {} }: PolicyAnswers): PolicyForm {
  return { templateId, title, operations, section, parameters };
}

/** Of the operations that have an id of their own; a policy can name no others. */
export function namedOperations(connector: Connector | undefined): string[] {
  return (connector?.operations ?? []).filter(({ operationId, method, path }) => operationId !== `${method} ${path}`).map(({ operationId }) => operationId);
}

/** Without those for what is given. */
export function policySteps(given: PolicyAnswers): Step[] {
  return [
    ...(given.templateId === undefined ? [forgetOnChange<PolicyAnswers, Prompt>(pickTemplate, ({ templateId }) => templateId, (['section', 'parameters', 'title'] as const).filter((field) => given[field] === undefined))] : []),
    ...(given.operations === undefined ? [pickOperations] : []),
    ...(given.section === undefined ? [pickSection] : []),
    ...(given.parameters === undefined ? policyTemplates.flatMap((template) => template.parameters.map((parameter) => askParameter(template, parameter))) : []),
    ...(given.title === undefined ? [enterTitle] : []),
  ];
}

const pickTemplate: Step = {
  ask: async ({ templateId: earlier }, prompt) => ({
    templateId: await prompt.pick<string>({
      placeholder: vscode.l10n.t('Policy template'),
      choices: policyTemplates.map(({ id, title, description }) => ({ label: title, description: id, detail: description, value: id })),
      isInitial: (choice) => choice === earlier,
    }),
  }),
};

const pickOperations: Step = {
  when: ({ connector }) => namedOperations(connector).length > 0,
  ask: async ({ connector, operations: earlier = [] }, prompt) => ({
    operations: await prompt.pickMany<string>({
      placeholder: vscode.l10n.t('Operations that it is for; all where none is chosen'),
      choices: () => Promise.resolve(namedOperations(connector).map((operationId) => {
        const operation = connector?.operations.find((one) => one.operationId === operationId);
        return { label: operationId, description: operation && `${operation.method} ${operation.path}`, value: operationId };
      })),
      isPicked: (operationId) => earlier.includes(operationId),
    }),
  }),
};

const pickSection: Step = {
  when: ({ templateId = '' }) => (policyTemplate(templateId)?.sections.length ?? 0) > 1,
  ask: async ({ templateId = '', section: earlier }, prompt) => ({
    section: await prompt.pick<PolicySection>({
      placeholder: vscode.l10n.t('When it runs'),
      choices: (policyTemplate(templateId)?.sections ?? []).map((section) => ({ label: section, detail: sectionDetail(section), value: section })),
      isInitial: (choice) => choice === earlier,
    }),
  }),
};

function sectionDetail(section: PolicySection): string {
  switch (section) {
    case 'Request': return vscode.l10n.t('On what is sent to the API');
    case 'Response': return vscode.l10n.t('On what the API answers');
    case 'Failure': return vscode.l10n.t('On answers that tell of an error');
  }
}

function askParameter(template: PolicyTemplate, parameter: PolicyParameter): Step {
  const { name, values } = parameter;
  return {
    when: ({ templateId = '' }) => policyTemplate(templateId) === template,
    ask: async (answers, prompt) => {
      const former = answers.parameters?.[name];
      const value = values ? await pickValue(parameter, values, former, prompt) : await enterValue(answers, parameter, former, prompt);
      return { parameters: { ...answers.parameters, [name]: value } };
    },
  };
}

/** Empty where it is left out. */
async function pickValue({ title, description, required, default: assumed }: PolicyParameter, values: readonly string[], former: unknown, prompt: Prompt): Promise<string> {
  const leftOut = assumed === undefined ? vscode.l10n.t('Leave it out') : vscode.l10n.t('Leave it out, which means {0}', assumed);
  return prompt.pick<string>({
    placeholder: `${title}: ${description}`,
    choices: [...(required ? [] : [{ label: leftOut, value: '' }]), ...values.map((value) => ({ label: value, value }))],
    isInitial: (choice) => choice === former,
  });
}

async function enterValue(answers: PolicyAnswers, parameter: PolicyParameter, former: unknown, prompt: Prompt): Promise<unknown> {
  const { name, title, description, required, example, default: assumed } = parameter;
  const read = (text: string): unknown => (parameter.kind === 'object' ? parsed(text) : text);
  const optional = assumed === undefined ? vscode.l10n.t('Empty to leave it out.') : vscode.l10n.t('Empty for {0}.', assumed);
  const text = await prompt.input({
    prompt: [`${title}: ${description}`, required ? undefined : optional].filter((part) => part !== undefined).join(' '),
    placeholder: parameter.kind === 'object' ? '{ "since": "@{triggerBody().time}" }' : example,
    value: former === undefined || typeof former === 'string' ? former : JSON.stringify(former),
    validate: (value) => policyProblems(policyForm({ ...answers, parameters: { ...answers.parameters, [name]: read(value) } })).find(({ field }) => field === name)?.message,
  });
  return read(text);
}

/** The text itself where it is no JSON: it is no object then, and the form says so. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const enterTitle: Step = {
  ask: async ({ templateId = '', title: earlier }, prompt) => ({
    title: await prompt.input({
      prompt: vscode.l10n.t('Title of the policy, which the designer shows'),
      value: earlier ?? policyTemplate(templateId)?.title,
      validate: (value) => (value === '' ? vscode.l10n.t('Enter a title.') : undefined),
    }),
  }),
};

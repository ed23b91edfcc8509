/** Which operation of a connector to call, and with which values. */
import * as vscode from 'vscode';
import type { Operation, OperationParameter } from '../../connector/connector.ts';
import { parametersToAsk, testingOrder } from '../commands/operation-request.ts';
import type { Choice, WizardStep } from './multi-step.ts';

export interface OperationAnswer {
  readonly operation?: Operation;
  /** By `in` and name, as the definition has them: `path:id`. */
  readonly values?: ReadonlyMap<string, string>;
}

export function pickOperation(operations: readonly Operation[]): WizardStep<OperationAnswer> {
  return {
    ask: async ({ operation: earlier }, prompt) => {
      const operation = await prompt.pick({
        placeholder: vscode.l10n.t('Operation to call'),
        choices: testingOrder(operations).map(operationChoice),
        isInitial: (choice) => choice === earlier,
      });
      return { operation };
    },
  };
}

/** One question for each required parameter of any of the operations; those of the others are passed over. */
export function enterParameters(operations: readonly Operation[]): WizardStep<OperationAnswer>[] {
  return operations.flatMap((operation) => parametersToAsk(operation).map((parameter) => enterParameter(operation, parameter)));
}

function enterParameter(operation: Operation, parameter: OperationParameter): WizardStep<OperationAnswer> {
  const key = `${parameter.in}:${parameter.name}`;
  return {
    when: (answers) => answers.operation === operation,
    ask: async ({ values }, prompt) => {
      const value = await prompt.input({
        prompt: parameter.in === 'body'
          ? vscode.l10n.t('Body of the request, as JSON')
          : vscode.l10n.t('{0} ({1})', parameter.name, parameter.in),
        placeholder: parameter.description,
        value: values?.get(key),
        validate: (text) => problemOf(parameter, text),
      });
      return { values: new Map(values).set(key, value) };
    },
  };
}

function problemOf(parameter: OperationParameter, value: string): string | undefined {
  if (value === '') return vscode.l10n.t('The operation requires {0}.', parameter.name);
  if (parameter.in !== 'body') return undefined;
  try {
    JSON.parse(value);
    return undefined;
  } catch (error) {
    return vscode.l10n.t('Not JSON: {0}', error instanceof Error ? error.message : String(error));
  }
}

function operationChoice(operation: Operation): Choice<Operation> {
  const asked = parametersToAsk(operation).map((parameter) => parameter.name);
  return {
    label: `${operation.method} ${operation.path}`,
    iconPath: new vscode.ThemeIcon('symbol-method'),
    description: operation.operationId,
    detail: [operation.summary, asked.length > 0 ? vscode.l10n.t('asks for {0}', asked.join(', ')) : undefined]
      .filter((part) => part !== undefined).join(' · ') || undefined,
    value: operation,
  };
}

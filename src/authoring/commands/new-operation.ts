/**
 * What a new operation looks like in an OpenAPI 2.0 definition. Sources: learn.microsoft.com/connectors
 * /custom-connectors/create-webhook-trigger (notification URL in the body, x-ms-notification-content on the path, a
 * `Location` header that says where to unsubscribe, a delete operation), /create-polling-trigger and
 * schemas/apiDefinition.swagger.schema.json of microsoft/PowerPlatformConnectors (x-ms-trigger-metadata).
 */
import { pathParameterNames, titleOf, wordsOf } from './operation-names.ts';

export type OperationKind = 'action' | 'webhookTrigger' | 'pollingTrigger';

export interface NewParameter {
  readonly name: string;
  readonly in: 'query' | 'header';
  readonly type: 'string' | 'integer' | 'number' | 'boolean';
  readonly required?: boolean;
  readonly summary?: string;
  readonly description?: string;
}

export interface OperationForm {
  readonly kind: OperationKind;
  /** One of get, post, put, patch, delete, head and options, in any case. Webhooks subscribe with post, put or patch; polling gets. */
  readonly method: string;
  /** Without basePath: `/users/{id}`. */
  readonly path: string;
  /** Proposed from method and path where it is left out. */
  readonly operationId?: string;
  readonly summary: string;
  readonly description: string;
  readonly visibility?: 'important' | 'advanced' | 'internal';
  /** In addition to those of the path. */
  readonly parameters?: readonly NewParameter[];
  /** A body of a JSON object, of actions whose method has one. */
  readonly body?: boolean;
  /** Of polling triggers: one run for each item of an answer, which is the default, or one for each answer. */
  readonly firesFor?: 'item' | 'answer';
  /** Of webhook triggers: the field of the body that gets the URL of the flow; `callbackUrl` where it is left out. */
  readonly callbackField?: string;
  /** Of webhook triggers: where the subscription is deleted; the path with `/{subscriptionId}` where it is left out. */
  readonly unsubscribePath?: string;
}

type JsonData = Readonly<Record<string, unknown>>;

const OBJECT: JsonData = { type: 'object', properties: {} };

/** @param declared Names of path parameters that the path itself declares. */
export function newOperation(form: OperationForm, operationId: string, declared: ReadonlySet<string>): JsonData {
  const { kind, summary, description, visibility } = form;
  return {
    operationId,
    summary,
    description,
    ...(visibility === undefined ? {} : { 'x-ms-visibility': visibility }),
    ...triggerMembers(form),
    parameters: [
      ...pathParameters(form.path, declared),
      ...(form.parameters ?? []).map(newParameter),
      ...(kind === 'webhookTrigger' ? [subscriptionBody(callbackFieldOf(form))] : form.body === true ? [plainBody()] : []),
    ],
    responses: responsesOf(form),
  };
}

/** The internal operation with which the platform ends a subscription. */
export function unsubscribeOperation(path: string, operationId: string, summary: string, declared: ReadonlySet<string>): JsonData {
  return {
    operationId,
    summary: `Unsubscribe: ${summary}`,
    description: 'Deletes the subscription of the trigger. Called by the platform when a flow is turned off.',
    'x-ms-visibility': 'internal',
    parameters: pathParameters(path, declared),
    responses: { 200: { description: 'The subscription is deleted.' } },
  };
}

export function notificationContent(): JsonData {
  return { description: 'What the service sends when the trigger fires.', schema: OBJECT };
}

export function callbackFieldOf({ callbackField }: OperationForm): string {
  return callbackField ?? 'callbackUrl';
}

export function unsubscribePathOf({ path, unsubscribePath }: OperationForm): string {
  return unsubscribePath ?? `${path.replace(/\/+$/, '')}/{subscriptionId}`;
}

function triggerMembers({ kind, firesFor }: OperationForm): JsonData {
  switch (kind) {
    case 'action':
      return {};
    case 'webhookTrigger':
      // Never batch: the designer refuses it for webhooks.
      return { 'x-ms-trigger': 'single' };
    case 'pollingTrigger':
      return { 'x-ms-trigger': firesFor === 'answer' ? 'single' : 'batch', 'x-ms-trigger-metadata': { kind: 'query', mode: 'polling' } };
  }
}

function pathParameters(path: string, declared: ReadonlySet<string>): JsonData[] {
  return pathParameterNames(path).filter((name) => !declared.has(name)).map((name) => ({
    name,
    in: 'path',
    required: true,
    type: 'string',
    'x-ms-summary': titleOf(name),
    description: `The ${wordsOf(name).join(' ') || name}.`,
    'x-ms-url-encoding': 'single',
  }));
}

function newParameter({ name, in: place, type, required = false, summary, description }: NewParameter): JsonData {
  return { name, in: place, required, type, 'x-ms-summary': summary ?? titleOf(name), description: description ?? `The ${wordsOf(name).join(' ') || name}.` };
}

function plainBody(): JsonData {
  return { name: 'body', in: 'body', required: true, schema: OBJECT };
}

function subscriptionBody(field: string): JsonData {
  const callback = {
    type: 'string',
    description: 'The URL at which the flow waits; filled in by the platform.',
    'x-ms-visibility': 'internal',
    'x-ms-notification-url': true,
  };
  return { name: 'body', in: 'body', required: true, schema: { type: 'object', required: [field], properties: { [field]: callback } } };
}

function responsesOf({ kind, firesFor }: OperationForm): JsonData {
  switch (kind) {
    case 'action':
      return { 200: { description: 'Success', schema: OBJECT } };
    case 'webhookTrigger':
      return {
        201: {
          description: 'The subscription is created.',
          headers: { Location: { type: 'string', description: 'The URL at which the subscription is deleted.' } },
        },
      };
    case 'pollingTrigger':
      return { 200: { description: 'New items', schema: firesFor === 'answer' ? OBJECT : { type: 'array', items: OBJECT } } };
  }
}

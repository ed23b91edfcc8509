/**
 * *Add Operation…*: an action or trigger, put into the definition without touching anything else. What is refused is
 * what the platform refuses on import: ids and paths that differ in case only (powerapps-tools#222, #909), a summary
 * with signs of the list in PowerPlatformConnectors#1095, path parameters that are not declared, a GET with a body.
 */
import type { TextEdit } from '../../connector/connector.ts';
import { fieldOf, isObject, withValueAt, type JsonObject } from '../../connector/json-value.ts';
import { operationsOf } from '../../connector/operations.ts';
import { nodeAt, toValue, type SyntaxDocument, type SyntaxNode } from '../../connector/syntax-tree.ts';
import { DocumentNotEditableError, setValueEdits } from '../../connector/text-edits.ts';
import { callbackFieldOf, newOperation, notificationContent, unsubscribeOperation, unsubscribePathOf, type OperationForm } from './new-operation.ts';
import { pathParameterNames, proposeOperationId, uniqueName } from './operation-names.ts';
import { refuse, type FormProblem } from './refused-form.ts';

export type { NewParameter, OperationForm, OperationKind } from './new-operation.ts';

export interface AddedOperation {
  /** Of the definition's text. */
  readonly edits: readonly TextEdit[];
  readonly operationId: string;
  /** Of webhook triggers, unless the path has a delete operation already. */
  readonly unsubscribeOperationId?: string;
}

const METHODS: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options']);
const WITH_BODY: ReadonlySet<string> = new Set(['post', 'put', 'patch']);
const MAXIMUM_SUMMARY = 80;

/** The ids of all operations that have one. */
export function operationIdsOf(document: SyntaxDocument): string[] {
  return document.root ? operationsOf(document.root).map(({ operationId }) => operationId) : [];
}

/** A free id for the method and path. */
export function proposedOperationId(document: SyntaxDocument, method: string, path: string): string {
  return proposeOperationId(method, path, operationIdsOf(document));
}

/** What must be changed in the form before it can be carried out; to be asked for while it is filled in. */
export function operationProblems(document: SyntaxDocument, form: OperationForm): FormProblem<keyof OperationForm>[] {
  return [
    ...methodProblems(form),
    ...pathProblems(document, form.path, form.method.toLowerCase(), 'path'),
    ...(form.kind === 'webhookTrigger' ? webhookProblems(document, form) : []),
    ...idProblems(document, form),
    ...textProblems(form),
    ...parameterProblems(form),
  ];
}

/**
 * @throws {RefusedFormError} where operationProblems finds any.
 * @throws {DocumentNotEditableError} where the definition is empty or broken.
 */
export function addOperation(document: SyntaxDocument, form: OperationForm): AddedOperation {
  if (document.root?.kind !== 'object') throw new DocumentNotEditableError('The definition is empty or broken. An operation needs a definition to stand in.');
  refuse(operationProblems(document, form));
  const { root } = document;
  const taken = operationIdsOf(document);
  const operationId = form.operationId ?? proposeOperationId(form.method, form.path, taken);
  const former = dataAt(root, ['paths']);
  const method = form.method.toLowerCase();
  let paths: unknown = withValueAt(isObject(former) ? former : {}, [form.path, method], newOperation(form, operationId, declaredAt(root, form.path)));
  let unsubscribeOperationId: string | undefined;
  if (form.kind === 'webhookTrigger') {
    const item = fieldAt(paths, form.path);
    if (!Object.hasOwn(item, 'x-ms-notification-content')) paths = withValueAt(paths, [form.path, 'x-ms-notification-content'], notificationContent());
    const path = unsubscribePathOf(form);
    if (!Object.hasOwn(fieldAt(paths, path), 'delete')) {
      unsubscribeOperationId = uniqueName(`Delete${operationId}`, [...taken, operationId]);
      paths = withValueAt(paths, [path, 'delete'], unsubscribeOperation(path, unsubscribeOperationId, form.summary, declaredAt(root, path)));
    }
  }
  return { edits: setValueEdits(document, ['paths'], paths), operationId, unsubscribeOperationId };
}

function methodProblems({ kind, method, body }: OperationForm): FormProblem<keyof OperationForm>[] {
  const lower = method.toLowerCase();
  if (!METHODS.has(lower)) return [{ field: 'method', message: `${method} is not a method of OpenAPI 2.0. Use get, post, put, patch, delete, head or options.` }];
  if (kind === 'webhookTrigger' && !WITH_BODY.has(lower)) return [{ field: 'method', message: 'A webhook trigger sends the URL of the flow in a body. Use post, put or patch.' }];
  if (kind === 'pollingTrigger' && lower !== 'get') return [{ field: 'method', message: 'A polling trigger asks for new items. Use get.' }];
  if (body === true && !WITH_BODY.has(lower)) return [{ field: 'body', message: `An operation with ${lower} cannot have a body; the platform refuses it. Use post, put or patch, or leave the body out.` }];
  return [];
}

function pathProblems(document: SyntaxDocument, path: string, method: string, field: 'path' | 'unsubscribePath'): FormProblem<keyof OperationForm>[] {
  const problem = (message: string): FormProblem<keyof OperationForm>[] => [{ field, message }];
  if (!path.startsWith('/')) return problem('A path begins with a slash: /users/{id}.');
  if (/[?#\s]/.test(path)) return problem('A path has no spaces, no question mark and no number sign. Enter query parameters as parameters.');
  const names = pathParameterNames(path);
  if (/[{}]/.test(path.replaceAll(/\{[^{}/]+\}/g, ''))) return problem('Each parameter of the path stands in one pair of braces: /users/{id}.');
  const doubled = names.find((name, index) => names.indexOf(name) !== index);
  if (doubled !== undefined) return problem(`The path parameter {${doubled}} stands twice. Give each its own name.`);
  const existing = (nodeAt(document.root, ['paths'])?.members ?? []).map(({ key }) => key);
  const twin = existing.find((other) => other !== path && template(other) === template(path));
  if (twin !== undefined) return problem(`The definition has the path ${twin} already, which the platform takes for the same. Enter it as it stands there.`);
  if (field === 'path' && nodeAt(document.root, ['paths', path, method]) !== undefined) return problem(`The path ${path} has an operation with ${method} already. OpenAPI has one operation for each path and method; the policy routerequesttoendpoint can send another path to the same place.`);
  return [];
}

/** Paths that differ in case or in the names of parameters only are the same. */
function template(path: string): string {
  return path.replaceAll(/\{[^{}]*\}/g, '{}').toLowerCase();
}

function webhookProblems(document: SyntaxDocument, form: OperationForm): FormProblem<keyof OperationForm>[] {
  const problems = pathProblems(document, unsubscribePathOf(form), 'delete', 'unsubscribePath');
  return callbackFieldOf(form).trim() === '' ? [...problems, { field: 'callbackField', message: 'Enter the field of the body that gets the URL of the flow.' }] : problems;
}

function idProblems(document: SyntaxDocument, { operationId }: OperationForm): FormProblem<keyof OperationForm>[] {
  if (operationId === undefined) return [];
  if (!/^[A-Za-z][\w-]*$/.test(operationId)) return [{ field: 'operationId', message: 'An operationId begins with a letter and has letters, digits, _ and - only: GetUser.' }];
  const other = operationIdsOf(document).find((one) => one.toLowerCase() === operationId.toLowerCase());
  return other === undefined ? [] : [{ field: 'operationId', message: `The definition has the operation ${other} already. Ids must differ in more than case.` }];
}

function textProblems({ summary, description }: OperationForm): FormProblem<keyof OperationForm>[] {
  const problems: FormProblem<keyof OperationForm>[] = [];
  if (summary.trim() === '') problems.push({ field: 'summary', message: 'Users see the summary as the name of the operation. Enter one: Get a user.' });
  else if (/[/\\<>*%&?]/.test(summary)) problems.push({ field: 'summary', message: 'The summary must be free of / \\ < > * % & and ?, which the platform refuses.' });
  else if (summary.length > MAXIMUM_SUMMARY) problems.push({ field: 'summary', message: `The summary has ${summary.length} characters; ${MAXIMUM_SUMMARY} are allowed.` });
  if (description.trim() === '') problems.push({ field: 'description', message: 'Enter a description: one sentence that says what the operation does.' });
  return problems;
}

function parameterProblems({ parameters = [], callbackField }: OperationForm): FormProblem<keyof OperationForm>[] {
  const problems: FormProblem<keyof OperationForm>[] = [];
  const seen = new Set<string>();
  for (const { name, in: place } of parameters) {
    if (name.trim() === '') problems.push({ field: 'parameters', message: 'Each parameter needs a name.' });
    if (seen.has(`${place} ${name}`)) problems.push({ field: 'parameters', message: `The ${place} parameter ${name} stands twice.` });
    if (place === 'header' && name.toLowerCase() === 'authorization') problems.push({ field: 'parameters', message: 'The header Authorization is set by the connection. Leave it out.' });
    if (name.toLowerCase() === 'connectionid') problems.push({ field: 'parameters', message: 'The name connectionId is reserved by the platform. Choose another.' });
    seen.add(`${place} ${name}`);
  }
  if (callbackField === '__proto__') problems.push({ field: 'callbackField', message: 'This name cannot be used. Choose another.' });
  return problems;
}

/** Names of the path parameters that the path item declares for all its operations, shared ones included. */
function declaredAt(root: SyntaxNode, path: string): ReadonlySet<string> {
  const list = dataAt(root, ['paths', path, 'parameters']);
  const names = (Array.isArray(list) ? (list as unknown[]) : []).flatMap((item) => {
    const shared = /^#\/parameters\/([^/]+)$/.exec(String(fieldOf(item, '$ref')))?.[1];
    const parameter = shared === undefined ? item : dataAt(root, ['parameters', shared.replaceAll('~1', '/').replaceAll('~0', '~')]);
    return fieldOf(parameter, 'in') === 'path' ? [String(fieldOf(parameter, 'name'))] : [];
  });
  return new Set(names);
}

function dataAt(root: SyntaxNode, pointer: readonly string[]): unknown {
  const node = nodeAt(root, pointer);
  return node && toValue(node);
}

function fieldAt(paths: unknown, path: string): JsonObject {
  const item = isObject(paths) && Object.hasOwn(paths, path) ? paths[path] : undefined;
  return isObject(item) ? item : {};
}

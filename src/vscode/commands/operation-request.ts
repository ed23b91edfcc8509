/** From an operation of the definition and typed values to the request that the connector's runtime is asked to make. */
import type { Operation, OperationParameter } from '../../connector/connector.ts';

export interface OperationRequest {
  readonly method: string;
  /** With its placeholders filled in and encoded; starts with a slash. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Operations that can be tried without consequences and without questions come first; triggers cannot be called. */
export function testingOrder(operations: readonly Operation[]): Operation[] {
  const rank = (operation: Operation): number => (operation.method === 'GET' ? 0 : 2) + (parametersToAsk(operation).length > 0 ? 1 : 0);
  return operations.filter((operation) => !operation.trigger).sort((a, b) => rank(a) - rank(b));
}

/** Required parameters that the definition gives no default. */
export function parametersToAsk(operation: Operation): OperationParameter[] {
  return operation.parameters.filter((parameter) => parameter.required && parameter.defaultValue === undefined);
}

/** @param values typed values by `in:name`; a required parameter without one takes the definition's default. */
export function operationRequest(operation: Operation, values: ReadonlyMap<string, string>): OperationRequest {
  const query: Record<string, string> = {};
  const headers: Record<string, string> = {};
  const form = new URLSearchParams();
  let path = operation.path;
  let body: string | undefined;
  for (const parameter of operation.parameters) {
    const value = values.get(`${parameter.in}:${parameter.name}`) ?? (parameter.required ? textOf(parameter.defaultValue) : undefined);
    if (value === undefined) continue;
    switch (parameter.in) {
      case 'path':
        path = path.replaceAll(`{${parameter.name}}`, encodeURIComponent(value));
        break;
      case 'query':
        query[parameter.name] = value;
        break;
      case 'header':
        headers[parameter.name] = value;
        break;
      case 'body':
        body = value;
        headers['content-type'] ??= 'application/json';
        break;
      case 'formData':
        form.append(parameter.name, value);
        break;
    }
  }
  if (form.size > 0) {
    body = form.toString();
    headers['content-type'] ??= 'application/x-www-form-urlencoded';
  }
  return { method: operation.method, path, query, headers, body };
}

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * The OpenAPI contract of the Graph calls that the product makes, made from Microsoft's published CSDL. It lies beside
 * the repository and not in it; without it the sandbox checks by its own rules alone, and says so.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { SandboxRequest } from '../exchange.ts';
import { objectAt, valueAt } from '../json-values.ts';

export const graphContractPath = join(import.meta.dirname, '../../../../shared/graph-contract/graph-v1-subset.openapi.json');

/** A path template of the contract and a method in lower case. */
export interface ContractOperation {
  readonly template: string;
  readonly method: string;
}

export interface GraphContract {
  /** What is wrong with the request; undefined when nothing is. */
  checkRequest(operation: ContractOperation, request: SandboxRequest, body: unknown): string | undefined;
  checkReply(operation: ContractOperation, status: number, body: unknown): string | undefined;
  /** Whether `body` fits one of `components.schemas`. */
  fits(schema: string, body: unknown): boolean;
}

// Declared for no operation, and understood by each: OData 4 system options and what a nextLink of Graph carries.
const alwaysAllowed = ['$select', '$skiptoken'];

export function loadGraphContract(path = graphContractPath): GraphContract | undefined {
  return existsSync(path) ? createGraphContract(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}

function createGraphContract(document: Record<string, unknown>): GraphContract {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajvFormats.default(ajv);
  ajv.addSchema(document, 'graph');
  const compiled = new Map<string, ValidateFunction>();

  const check = (pointer: readonly string[], body: unknown): string | undefined => {
    const reference = `graph#${pointer.map((part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`;
    const validate = compiled.get(reference) ?? ajv.compile({ $ref: reference });
    compiled.set(reference, validate);
    return validate(body) ? undefined : ajv.errorsText(validate.errors, { dataVar: 'body' });
  };
  const json = ['content', 'application/json', 'schema'];

  return {
    checkRequest: ({ template, method }, request, body) => {
      const operation = objectAt(document, 'paths', template, method);
      if (!operation) return `The contract has no ${method.toUpperCase()} ${template}.`;
      const declared = (valueAt(operation, 'parameters') ?? []) as readonly { name: string; in: string }[];
      const known = [...declared.filter((parameter) => parameter.in === 'query').map((parameter) => parameter.name), ...alwaysAllowed];
      const unknown = [...request.query.keys()].filter((name) => !known.includes(name));
      if (unknown.length > 0) return `The query options ${unknown.join(', ')} are not in the contract.`;
      if (!objectAt(operation, 'requestBody')) return body === undefined ? undefined : 'The operation takes no body.';
      if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) return 'The body must be sent as application/json.';
      return check(['paths', template, method, 'requestBody', ...json], body);
    },
    checkReply: ({ template, method }, status, body) => {
      const responses = objectAt(document, 'paths', template, method, 'responses');
      if (!responses) return undefined;
      const key = [String(status), `${String(status)[0]}XX`].find((candidate) => candidate in responses);
      if (!key) return `The contract has no answer ${status} for ${method.toUpperCase()} ${template}.`;
      if (!objectAt(responses, key, ...json)) return body === undefined ? undefined : `The answer ${status} has no body in the contract.`;
      return check(['paths', template, method, 'responses', key, ...json], body);
    },
    fits: (schema, body) => check(['components', 'schemas', schema], body) === undefined,
  };
}

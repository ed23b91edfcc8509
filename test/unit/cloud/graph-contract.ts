/** Request bodies held against the OpenAPI description of Graph, where it lies beside the repository. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { default as addFormats } from 'ajv-formats';

const path = join(import.meta.dirname, '../../../../shared/graph-contract/graph-v1-subset.openapi.json');

/** False where the description is present, else why the test is skipped. */
export const contractMissing = existsSync(path) ? false : 'no Graph description beside the repository';

type Method = 'get' | 'post' | 'patch';

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: { readonly $ref: string } } } };
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<Method, Operation>>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

/** Gives what is wrong with a request; an empty list when it is as described. */
export function graphContract(): (request: { readonly method: string; readonly url: URL; readonly json: unknown }) => readonly string[] {
  const description = JSON.parse(readFileSync(path, 'utf8')) as Description;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as (instance: Ajv2020) => void)(ajv);
  ajv.addSchema(description, 'graph');
  return ({ method, url, json }) => {
    const template = Object.keys(description.paths).find((candidate) => patternOf(candidate).test(url.pathname.replace(/^\/v1\.0/, '')));
    const operation = template === undefined ? undefined : description.paths[template]?.[method.toLowerCase() as Method];
    if (operation === undefined) return [`${method} ${url.pathname} is not described`];
    const known = new Set((operation.parameters ?? []).filter((parameter) => parameter.in === 'query').map(({ name }) => name));
    // OData allows $select on a single object too; the description lists it on collections alone.
    known.add('$select');
    const unknown = [...url.searchParams.keys()].filter((name) => !known.has(name)).map((name) => `${name} is not described`);
    const reference = operation.requestBody?.content['application/json'].schema.$ref;
    if (reference === undefined) return unknown;
    const validate = ajv.getSchema(`graph${reference}`);
    if (validate === undefined) return [`${reference} is missing`];
    return validate(json) ? unknown : [...unknown, ajv.errorsText(validate.errors)];
  };
}

function patternOf(template: string): RegExp {
  const literal = template.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll(/\{\w+\}/g, "[^/']+")}$`);
}

/**
 * What the platform asks of operations and many documents do not have: an id of their own that differs in more than
 * case, a summary free of some signs, a description, and path parameters that are declared. Sources: powerapps-tools
 * #222 and #909 and PowerPlatformConnectors#1095 for what is refused; no published connector lacks any of it.
 */
import type { Pointer } from '../../../connector/connector.ts';
import { fieldOf, isObject, type JsonObject } from '../../../connector/json-value.ts';
import { setOwn } from '../../../connector/syntax-node.ts';
import { pathParameterNames, proposeOperationId, titleOf, wordsOf } from '../operation-names.ts';
import { textAt, type Conversion } from './conversion.ts';

export const METHODS: readonly string[] = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

const MAXIMUM_SUMMARY = 80;

/** @param paths Of OpenAPI 2.0. @returns The same with its operations mended; the given one is left alone. */
export function mendOperations(conversion: Conversion, paths: JsonObject, shared: unknown): JsonObject {
  const taken = new TakenNames();
  const templates = new Map<string, string>();
  const mended: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(paths)) {
    if (key.startsWith('x-') || !isObject(item)) {
      if (key.startsWith('x-')) setOwn(mended, key, item);
      continue;
    }
    const path = pathOf(conversion, key, templates);
    const changed: Record<string, unknown> = { ...item };
    if (Array.isArray(item.parameters)) changed.parameters = usedParameters(conversion, item.parameters, path, shared, ['paths', key]);
    const usedByAll = parameterNames(item.parameters, shared);
    for (const method of METHODS) {
      const operation = Object.hasOwn(item, method) ? item[method] : undefined;
      if (isObject(operation)) changed[method] = mendOperation(conversion, operation, method, path, usedByAll, shared, taken, ['paths', key, method]);
    }
    setOwn(mended, path, changed);
  }
  return mended;
}

function pathOf(conversion: Conversion, key: string, templates: Map<string, string>): string {
  const path = key.startsWith('/') ? key : `/${key}`;
  if (path !== key) conversion.report('path', 'changed', ['paths', key], `The path ${key} begins without a slash. One was put before it.`);
  const bare = path.replace(/[?#].*$/, '');
  if (bare !== path) conversion.report('path', 'check', ['paths', key], `The path ${key} has a query string. Connectors take query parameters as parameters; change the path by hand.`);
  const twin = templates.get(template(path));
  templates.set(template(path), path);
  if (twin !== undefined) conversion.report('path', 'check', ['paths', key], `The paths ${twin} and ${path} are the same to the platform, which refuses that. Remove one, or send another path to it with the policy routerequesttoendpoint.`);
  return path;
}

function template(path: string): string {
  return path.replaceAll(/\{[^{}]*\}/g, '{}').toLowerCase();
}

function mendOperation(conversion: Conversion, operation: JsonObject, method: string, path: string, usedByAll: ReadonlySet<string>, shared: unknown, taken: TakenNames, pointer: Pointer): JsonObject {
  const operationId = idOf(conversion, operation, method, path, taken, pointer);
  const summary = summaryOf(conversion, operation, operationId, pointer);
  let description = textAt(operation, 'description');
  if (description === undefined) {
    description = `${summary.replace(/\.+$/, '')}.`;
    conversion.report('text', 'check', pointer, `The operation ${operationId} has no description. Its summary was taken; write a sentence that says more.`);
  }
  const rest = Object.fromEntries(Object.entries(operation).filter(([key]) => !['operationId', 'summary', 'description', 'parameters'].includes(key)));
  const parameters = parametersOf(conversion, operation, path, usedByAll, shared, pointer);
  return { operationId, summary, description, ...(parameters.length > 0 || operation.parameters !== undefined ? { parameters } : {}), ...rest };
}

/** Names regardless of case. */
class TakenNames {
  private readonly names = new Set<string>();

  /** The name, or the name with the first number that makes it free; taken from now on. */
  take(name: string): string {
    let unique = name;
    for (let number = 2; this.names.has(unique.toLowerCase()); number++) unique = `${name}${number}`;
    this.names.add(unique.toLowerCase());
    return unique;
  }
}

function idOf(conversion: Conversion, operation: JsonObject, method: string, path: string, taken: TakenNames, pointer: Pointer): string {
  const given = textAt(operation, 'operationId');
  if (given === undefined) {
    const proposed = taken.take(proposeOperationId(method, path));
    conversion.report('operationId', 'changed', pointer, `The operation has no operationId. It got ${proposed}.`);
    return proposed;
  }
  const clean = given.replaceAll(/[^\w-]+/g, '_').replace(/^[^A-Za-z]+/, '') || proposeOperationId(method, path);
  const unique = taken.take(clean);
  if (clean !== given) conversion.report('operationId', 'changed', [...pointer, 'operationId'], `The operationId ${given} has signs that connectors do not take. It became ${unique}.`);
  else if (unique !== clean) conversion.report('operationId', 'changed', [...pointer, 'operationId'], `The operationId ${given} is that of another operation, or differs from it in case only. It became ${unique}.`);
  return unique;
}

function summaryOf(conversion: Conversion, operation: JsonObject, operationId: string, pointer: Pointer): string {
  const given = textAt(operation, 'summary');
  if (given === undefined) {
    const sentence = /^[^.!?\n]{3,80}(?=[.!?\n]|$)/.exec(textAt(operation, 'description') ?? '')?.[0].trim();
    const made = shortened(clean(sentence ?? titleOf(operationId)));
    conversion.report('text', 'check', pointer, `The operation ${operationId} has no summary, which users see as its name. It got "${made}".`);
    return made;
  }
  const short = shortened(clean(given));
  if (short !== given) conversion.report('text', 'changed', [...pointer, 'summary'], `The summary of ${operationId} is too long or has signs that the platform refuses. It became "${short}".`);
  return short;
}

/** Without the signs that the platform refuses in summaries. */
function clean(text: string): string {
  return text.replaceAll('&', ' and ').replaceAll(/[/\\<>*%?]/g, ' ').replaceAll(/\s+/g, ' ').trim() || 'Operation';
}

function shortened(text: string): string {
  if (text.length <= MAXIMUM_SUMMARY) return text;
  const cut = text.slice(0, MAXIMUM_SUMMARY + 1);
  return cut.slice(0, cut.lastIndexOf(' ') > 20 ? cut.lastIndexOf(' ') : MAXIMUM_SUMMARY).trim();
}

/** Path parameters that the path has, and only those. */
function parametersOf(conversion: Conversion, operation: JsonObject, path: string, usedByAll: ReadonlySet<string>, shared: unknown, pointer: Pointer): unknown[] {
  const given = usedParameters(conversion, operation.parameters, path, shared, pointer);
  const declared = new Set([...usedByAll, ...given.map((parameter) => pathName(parameter, shared))]);
  const missing = [...new Set(pathParameterNames(path))].filter((name) => !declared.has(name));
  if (missing.length > 0) conversion.report('parameter', 'check', pointer, `The path ${path} has parameters that are not declared: ${missing.join(', ')}. They were added as texts.`);
  return [...missing.map((name) => ({ name, in: 'path', description: `The ${wordsOf(name).join(' ') || name}.`, required: true, type: 'string' })), ...given];
}

function usedParameters(conversion: Conversion, list: unknown, path: string, shared: unknown, pointer: Pointer): unknown[] {
  const names = new Set(pathParameterNames(path));
  return (Array.isArray(list) ? (list as unknown[]) : []).filter((parameter) => {
    const name = pathName(parameter, shared);
    if (name === undefined || names.has(name)) return true;
    conversion.report('parameter', 'lost', pointer, `The path parameter ${name} does not stand in the path ${path}. It was left out.`);
    return false;
  });
}

function parameterNames(list: unknown, shared: unknown): ReadonlySet<string> {
  return new Set((Array.isArray(list) ? (list as unknown[]) : []).flatMap((parameter) => pathName(parameter, shared) ?? []));
}

/** The name of a path parameter, itself or what it refers to. */
function pathName(parameter: unknown, shared: unknown): string | undefined {
  const reference = /^#\/parameters\/([^/]+)$/.exec(String(fieldOf(parameter, '$ref')))?.[1]?.replaceAll('~1', '/').replaceAll('~0', '~');
  const found = reference === undefined ? parameter : fieldAt(shared, reference);
  return isObject(found) && found.in === 'path' ? String(found.name) : undefined;
}

function fieldAt(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

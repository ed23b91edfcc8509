/**
 * Which names a thing may get. Operation ids: published connectors have letters, digits, `_` and `-`, and policies and
 * scripts compare them as text. Headers: RFC 9110 §5.1. Templates of paths: OpenAPI 2.0, Path Templating. Two names
 * that differ in case alone are one to the service ("defined multiple times with different capitalization",
 * powerapps-tools #222).
 */
import type { ConnectorModel, DefinitionModel } from '../model/connector-model.ts';
import type { NamedThing } from './named-thing.ts';
import type { ParameterGroup } from './parameter-group.ts';

/** A sentence that says why the thing cannot have the name, or undefined. */
export function refusalOf(connector: ConnectorModel, thing: NamedThing, name: string): string | undefined {
  return illegal(thing, name) ?? taken(connector, thing, name);
}

function illegal(thing: NamedThing, name: string): string | undefined {
  if (name === '') return 'The name is empty. Enter a name.';
  if (name !== name.trim()) return 'A name neither begins nor ends with a blank. Remove it.';
  if (/[\x00-\x1f\x7f-\x9f\ud800-\udfff]/u.test(name)) return 'A name has no line breaks and other control characters. Remove them.';
  switch (thing.kind) {
    case 'operation':
      return /^[\p{L}\p{N}_.~-]+$/u.test(name) ? undefined : `"${name}" cannot be an operation id: it has letters, digits, _ and - only.`;
    case 'connectionParameter':
      return illegalConnectionParameter(thing.name, name);
    case 'parameter':
      return illegalParameter(thing.group.in, name);
    default:
      return undefined;
  }
}

function illegalConnectionParameter(former: string, name: string): string | undefined {
  const colon = former.indexOf(':');
  const prefix = former.slice(0, colon + 1);
  if (!name.toLowerCase().startsWith(prefix)) return `The parameter belongs to "${prefix.slice(0, -1)}", so its name begins with "${prefix}".`;
  return /^[\p{L}\p{N}_.-]+$/u.test(name.slice(prefix.length)) ? undefined : `"${name}" cannot be a connection parameter: it has letters, digits, _, - and . only.`;
}

function illegalParameter(place: string, name: string): string | undefined {
  if (place === 'header') return /^[\w!#$%&'*+.^`|~-]+$/.test(name) ? undefined : `"${name}" cannot be the name of a header: it has no blanks and none of ( ) < > @ , ; : \\ " / [ ] ? = { }.`;
  const forbidden = place === 'path' ? '{}/\\?#&' : place === 'query' ? '&=#?/' : '/';
  const found = [...forbidden].find((character) => name.includes(character));
  return found === undefined ? undefined : `"${name}" cannot be the name of a ${place} parameter: it must not contain ${found}.`;
}

function taken({ definition, properties }: ConnectorModel, thing: NamedThing, name: string): string | undefined {
  const isOther = (other: string): boolean => other !== thing.name && other.toLowerCase() === name.toLowerCase();
  const refusal = (what: string, other: string | undefined): string | undefined => (other === undefined ? undefined : `There is ${what} "${other}" already. Choose another name.`);
  switch (thing.kind) {
    case 'operation':
      return refusal('an operation', [...(definition?.operationsById.keys() ?? [])].find(isOther));
    case 'connectionParameter':
      // A thing's own name is known in lower case only.
      return refusal('a connection parameter', properties?.parameters.map((parameter) => parameter.name).find((other) => isOther(other) && other.toLowerCase() !== thing.name));
    case 'parameter':
      return definition && takenInOperations(definition, thing.group, name);
    case 'definition':
      return refusal('a definition', [...(definition?.definitions.keys() ?? [])].find(isOther));
    case 'sharedParameter':
      return refusal('a shared parameter', [...(definition?.sharedParameters.keys() ?? [])].find(isOther));
    case 'sharedResponse':
      return refusal('a shared response', [...(definition?.sharedResponses.keys() ?? [])].find(isOther));
    case 'securityScheme':
      return refusal('a security definition', [...(definition?.securitySchemes.keys() ?? [])].find(isOther));
  }
}

function takenInOperations(definition: DefinitionModel, group: ParameterGroup, name: string): string | undefined {
  const lower = name.toLowerCase();
  for (const operation of group.operations) {
    const other = operation.parameters.find(({ parameter }) => parameter.in === group.in && !group.parameters.has(parameter) && parameter.name?.toLowerCase() === lower);
    if (other) return `${operation.id === undefined ? 'An operation' : `The operation ${operation.id}`} has a ${group.in} parameter "${other.parameter.name}" already. Choose another name.`;
  }
  if (group.in !== 'path') return undefined;
  const keys = new Map(definition.paths.map(({ path }) => [path.toLowerCase(), path]));
  for (const { path, templateNames } of group.paths) {
    if (templateNames.some((template) => template.name !== group.name && template.name.toLowerCase() === lower)) return `The path ${path} has {${name}} already. Choose another name.`;
    const renamed = path.replaceAll(`{${group.name}}`, `{${name}}`);
    const other = keys.get(renamed.toLowerCase());
    if (other !== undefined && other !== path) return `The path would become ${renamed}, which exists already. Choose another name.`;
  }
  return undefined;
}

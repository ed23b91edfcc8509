/**
 * *Add Security…*: one way to sign in, written into both files so that they agree: connection parameters in the
 * properties, a scheme in the definition. One scheme only, since the platform imports no more (PowerPlatformConnectors
 * #3856).
 */
import type { TextEdit } from '../../connector/connector.ts';
import { fieldOf, isObject, keyOf, textField, withValueAt, withoutValueAt, type JsonObject } from '../../connector/json-value.ts';
import { setOwn } from '../../connector/syntax-node.ts';
import { toValue, type SyntaxDocument } from '../../connector/syntax-tree.ts';
import { DocumentNotEditableError, setValueEdits } from '../../connector/text-edits.ts';
import { customParameter, identityProvider } from '../catalogue/identity-providers.ts';
import { refuse, type FormProblem } from './refused-form.ts';
import { authorizationUrls, customValue, securityParts, type OAuthForm, type SecurityForm, type SecurityParts } from './security-parts.ts';

export type { ApiKeyForm, BasicForm, ManagedIdentityForm, OAuthForm, SecurityForm } from './security-parts.ts';

/** The two files of a connector. */
export interface SecurityDocuments {
  readonly definition: SyntaxDocument;
  readonly properties: SyntaxDocument;
}

export interface SecurityEdits {
  readonly definition: readonly TextEdit[];
  readonly properties: readonly TextEdit[];
}

export interface SecurityOptions {
  /** Take the former way to sign in out. Without it, a connector that has one is refused. */
  readonly replace?: boolean;
}

const METHODS: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options']);

/**
 * How the connector signs in now: the connection parameters that carry a secret or a sign-in, and the schemes of the
 * definition. Other connection parameters, such as a host name, are not among them.
 */
export function formerSecurity({ definition, properties }: SecurityDocuments): { readonly parameters: readonly string[]; readonly schemes: readonly string[] } {
  return {
    parameters: Object.keys(parametersOf(properties)).filter((name) => signsIn(name, parametersOf(properties))),
    schemes: Object.keys(objectAt(dataOf(definition), 'securityDefinitions')),
  };
}

/**
 * What a new way to sign in would have to replace: names of connection parameters and schemes. Managed identity changes
 * the OAuth parameter that is there in place.
 */
export function securityInTheWay({ parameters, schemes }: ReturnType<typeof formerSecurity>, kind: SecurityForm['kind']): string[] {
  return kind === 'managedIdentity' ? parameters.filter((name) => !/^token(?::|$)/i.test(name)) : [...new Set([...parameters, ...schemes])];
}

/** What must be changed before the form can be carried out. */
export function securityProblems(documents: SecurityDocuments, form: SecurityForm, options: SecurityOptions = {}): FormProblem[] {
  const problems = formProblems(form);
  if (keyOf(propertiesOf(documents.properties), 'connectionParameterSets') !== undefined) {
    problems.push({ field: 'kind', message: 'The connector lets users choose among several ways to sign in (connectionParameterSets). Add another to the file by hand.' });
  }
  const inTheWay = securityInTheWay(formerSecurity(documents), form.kind);
  if (options.replace !== true && inTheWay.length > 0) {
    problems.push({ field: 'replace', message: `The connector signs in already: ${inTheWay.join(', ')}. Replace that, or leave it as it is.` });
  }
  return problems;
}

/**
 * @throws {RefusedFormError} where securityProblems finds any.
 * @throws {DocumentNotEditableError} where one of the files is empty or broken.
 */
export function addSecurityEdits(documents: SecurityDocuments, form: SecurityForm, options: SecurityOptions = {}): SecurityEdits {
  refuse(securityProblems(documents, form, options));
  const definition = dataOf(documents.definition);
  const root = dataOf(documents.properties);
  if (!definition || !root) throw new DocumentNotEditableError('The definition or the properties file is empty or broken. Repair it first.');
  const former = parametersOf(documents.properties);
  const parts = securityParts(form, former);
  const outer = keyOf(root, 'properties') ?? 'properties';
  const name = keyOf(root[outer], 'connectionParameters') ?? 'connectionParameters';
  return {
    definition: setValueEdits(documents.definition, [], withScheme(definition, parts.scheme)),
    properties: setValueEdits(documents.properties, [outer, name], withParameters(former, parts.parameters)),
  };
}

/** The new parameters in the place of the former; what does not sign in stays. */
function withParameters(former: JsonObject, added: JsonObject): JsonObject {
  const kept: Record<string, unknown> = {};
  for (const [name, parameter] of Object.entries(former)) {
    if (Object.hasOwn(added, name)) setOwn(kept, name, added[name]);
    else if (!signsIn(name, former)) setOwn(kept, name, parameter);
  }
  for (const [name, parameter] of Object.entries(added)) setOwn(kept, name, parameter);
  return kept;
}

function signsIn(name: string, parameters: JsonObject): boolean {
  const type = textField(parameters[name], 'type')?.toLowerCase();
  if (type === 'securestring' || type === 'oauthsetting' || /^token:/i.test(name)) return true;
  // The designer makes both secret; some connectors write the name openly.
  return /^user_?name$/i.test(name) && Object.keys(parameters).some((other) => /^password$/i.test(other));
}

function withScheme(definition: JsonObject, scheme: SecurityParts['scheme']): unknown {
  const former = objectAt(definition, 'securityDefinitions');
  // Its name may be used by operations: where the kind stays, so does the name.
  const [only, ...others] = Object.entries(former);
  const sameKind = only !== undefined && others.length === 0 && scheme !== undefined && fieldOf(only[1], 'type') === scheme.definition.type;
  const name = sameKind ? only[0] : scheme?.name;
  const merged = sameKind && scheme ? { ...(only[1] as JsonObject), ...scheme.definition } : scheme?.definition;
  if (!scheme || name === undefined) {
    return withOperations(withoutValueAt(withoutValueAt(definition, ['securityDefinitions']), ['security']) as JsonObject, former, undefined);
  }
  const requirement = { [name]: [...scheme.scopes] };
  return withOperations({ ...definition, securityDefinitions: { [name]: merged }, security: [requirement] }, former, requirement);
}

/** Operations that name a scheme of their own name the new one, since the old one is gone. */
function withOperations(definition: JsonObject, former: JsonObject, requirement: JsonObject | undefined): unknown {
  let root: unknown = definition;
  for (const [path, item] of Object.entries(objectAt(definition, 'paths'))) {
    for (const [method, operation] of Object.entries(isObject(item) ? item : {})) {
      const security = METHODS.has(method.toLowerCase()) ? fieldOf(operation, 'security') : undefined;
      if (!Array.isArray(security) || !(security as unknown[]).some((one) => namesOneOf(one, former))) continue;
      const pointer = ['paths', path, method, 'security'];
      root = requirement ? withValueAt(root, pointer, [requirement]) : withoutValueAt(root, pointer);
    }
  }
  return root;
}

function namesOneOf(requirement: unknown, schemes: JsonObject): boolean {
  return isObject(requirement) && Object.keys(requirement).some((name) => Object.hasOwn(schemes, name));
}

function formProblems(form: SecurityForm): FormProblem[] {
  switch (form.kind) {
    case 'none':
    case 'basic':
      return [];
    case 'apiKey':
      return /^[!#$%&'*+.^_`|~\w-]+$/.test(form.name) ? [] : [{ field: 'name', message: 'Enter the name of the header or query parameter that carries the key, such as X-API-Key.' }];
    case 'oauth':
      return oAuthProblems(form);
    case 'managedIdentity':
      return form.block.tenantId.toLowerCase() === 'common' || form.block.tenantId === '' ? [{ field: 'tenantId', message: 'Managed identity needs the GUID of one tenant; common is refused.' }] : [];
  }
}

function oAuthProblems(form: OAuthForm): FormProblem[] {
  const provider = identityProvider(form.identityProvider);
  if (!provider) return [{ field: 'identityProvider', message: `The identity provider ${form.identityProvider} is not known. Choose one from the list; oauth2 fits most services.` }];
  const problems: FormProblem[] = [];
  if (form.clientId.trim() === '') problems.push({ field: 'clientId', message: 'Enter the client id of the app that users sign in to. Its secret is given when the connector is deployed and never stands in a file.' });
  for (const { name, required, description, example, values, kind } of provider.customParameters) {
    const value = customValue(form, name);
    if (required && (value === undefined || value.trim() === '')) problems.push({ field: name, message: `Enter ${name}, such as ${example}: ${description}` });
    else if (value !== undefined && values && !values.includes(value)) problems.push({ field: name, message: `${name} must be one of ${values.join(', ')}.` });
    else if (value !== undefined && kind === 'url' && !/^https:\/\/[^\s/]+/i.test(value)) problems.push({ field: name, message: `${name} must be an address with https, such as ${example}.` });
  }
  for (const name of Object.keys(form.customParameters)) {
    if (provider.standing === 'wellKnown' && !customParameter(provider, name)) problems.push({ field: name, message: `The identity provider ${provider.name} has no parameter ${name}.` });
    if (/secret/i.test(name)) problems.push({ field: name, message: 'A secret must not stand in a file. It is given when the connector is deployed.' });
  }
  const [authorizationUrl, tokenUrl] = authorizationUrls(form);
  if (problems.length === 0 && authorizationUrl === undefined) problems.push({ field: 'authorizationUrl', message: 'Enter where users sign in; the definition needs it.' });
  if (problems.length === 0 && tokenUrl === undefined) problems.push({ field: 'tokenUrl', message: 'Enter where a code is exchanged for a token; the definition needs it.' });
  return problems;
}

function dataOf({ root }: SyntaxDocument): JsonObject | undefined {
  const data = root && toValue(root);
  return isObject(data) ? data : undefined;
}

function propertiesOf(document: SyntaxDocument): unknown {
  return fieldOf(dataOf(document), 'properties');
}

function parametersOf(document: SyntaxDocument): JsonObject {
  const parameters = fieldOf(propertiesOf(document), 'connectionParameters');
  return isObject(parameters) ? parameters : {};
}

function objectAt(object: unknown, name: string): JsonObject {
  const value = isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;
  return isObject(value) ? value : {};
}

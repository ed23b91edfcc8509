/**
 * What the platform refuses and what it rewrites when a connector is saved. Refusals: PowerPlatformConnectors issues
 * #614 and others, scripts in public repositories; rewriting: exports of saved connectors in
 * managedBlog/graph-connector-factory-v2 and T. Taylor's notes in SharingIsCaring.
 */
import { guidPattern, isObject, memberAnyCase, objectAt, textAt, type JsonObject } from '../json-values.ts';
import { sandboxNow } from '../sandbox-time.ts';
import type { Switches } from '../switches.ts';
import type { SavedConnector, Tenant } from '../tenant.ts';
import { redirectUrlOf } from './connector-names.ts';
import { powerAppsErrors } from './power-apps-errors.ts';

export const federatedGrantType = 'authorization_code_with_federated_identity_credentials';
const assertionType = 'genericfederatedidentitycredential';
const loginUri = 'https://login.microsoftonline.com';
const audience = 'api://AzureADTokenExchange';

export interface OAuthParameter {
  /** `token`, or `<set>/token`. */
  readonly key: string;
  readonly name: string;
  /** The parameter's siblings, for `token:TenantId`. */
  readonly siblings: JsonObject;
  readonly settings: JsonObject;
}

export function oauthParameters(content: JsonObject): OAuthParameter[] {
  const within = (siblings: JsonObject | undefined, prefix: string): OAuthParameter[] => Object.entries(siblings ?? {}).flatMap(([name, parameter]) => {
    const settings = textAt(parameter, 'type')?.toLowerCase() === 'oauthsetting' ? objectAt(parameter, 'oAuthSettings') : undefined;
    return settings && siblings ? [{ key: `${prefix}${name}`, name, siblings, settings }] : [];
  });
  const sets = objectAt(content, 'connectionParameterSets')?.values;
  return [
    ...within(objectAt(content, 'connectionParameters'), ''),
    ...(Array.isArray(sets) ? sets : []).flatMap((set: unknown) => within(objectAt(set, 'parameters'), `${textAt(set, 'name')}/`)),
  ];
}

export function isManagedIdentity(settings: JsonObject): boolean {
  return textAt(settings, 'clientAssertionType')?.toLowerCase() === assertionType;
}

/** By name, whatever its case: the secret form writes camel case, the managed-identity form Pascal case. */
export function customParameter(settings: JsonObject, name: string): string | undefined {
  return textAt(memberAnyCase(objectAt(settings, 'customParameters'), name), 'value');
}

/** @throws Refusal */
export function checkManagedIdentity(settings: JsonObject, switches: Switches): void {
  if (!isManagedIdentity(settings)) return;
  if (switches.managedIdentityRefused) throw powerAppsErrors.refused('Managed identity is not enabled for custom connectors in this environment.');
  const tenantId = customParameter(settings, 'tenantId') ?? '';
  if (!guidPattern.test(tenantId)) throw powerAppsErrors.refused(`A specific tenant id is required for managed identity, got '${tenantId}'.`);
  if (textAt(settings, 'identityProvider') !== 'aad') throw powerAppsErrors.refused("Managed identity requires identityProvider 'aad'.");
  if (!guidPattern.test(textAt(settings, 'clientId') ?? '')) throw powerAppsErrors.refused('clientId must be an application id.');
  if (customParameter(settings, 'grantType') !== federatedGrantType) throw powerAppsErrors.refused(`Managed identity requires grantType '${federatedGrantType}'.`);
  if ('clientSecret' in settings) throw powerAppsErrors.refused('clientSecret and clientAssertionType exclude each other.');
  if (!customParameter(settings, 'resourceUri')) throw powerAppsErrors.refused('resourceUri is required.');
  if (!objectAt(settings, 'properties', 'FederatedIdentityCredentials')) throw powerAppsErrors.refused('properties.FederatedIdentityCredentials is required.');
}

/** Rewrites `content` in place as the service does, moves secrets out of it, and starts the wait for new subjects. */
export function rewriteOnSave(content: JsonObject, connector: SavedConnector, tenant: Tenant, switches: Switches): void {
  content.capabilities = [];
  content.publisher = '';
  content.stackOwner = '';
  for (const { key, name, siblings, settings } of oauthParameters(content)) {
    const { clientSecret } = settings;
    delete settings.clientSecret;
    if (typeof clientSecret === 'string' && clientSecret !== '') connector.secrets.set(key, clientSecret);
    settings.redirectMode = 'GlobalPerConnector';
    settings.redirectUrl = redirectUrlOf(connector.apiName);
    if (textAt(settings, 'identityProvider') !== 'aad') continue;
    const resourceUri = customParameter(settings, 'resourceUri') ?? '';
    settings.properties = { IsFirstParty: 'False', ...objectAt(settings, 'properties'), AzureActiveDirectoryResourceId: resourceUri, IsOnbehalfofLoginSupported: true };
    siblings[`${name}:TenantId`] ??= {
      type: 'string',
      metadata: { sourceType: 'AzureActiveDirectoryTenant' },
      uiDefinition: { constraints: { required: 'false', hidden: 'true' } },
    };
    if (isManagedIdentity(settings)) {
      rewriteManagedIdentity(settings, tenant, switches);
      connector.secrets.delete(key);
      if (!connector.subjectAt.has(key)) connector.subjectAt.set(key, switches.subjectDelayMs === null ? null : sandboxNow() + switches.subjectDelayMs);
    } else {
      connector.subjectAt.delete(key);
    }
  }
}

function rewriteManagedIdentity(settings: JsonObject, tenant: Tenant, switches: Switches): void {
  settings.clientAssertionType = switches.lowerCaseAssertionType ? 'genericFederatedIdentityCredential' : 'GenericFederatedIdentityCredential';
  const tenantId = customParameter(settings, 'tenantId') ?? tenant.tenantId;
  // The service's own values: whatever the client sent for them is lost.
  settings.properties = {
    ...objectAt(settings, 'properties'),
    FederatedIdentityCredentials: { Issuer: `${loginUri}/${tenantId}/v2.0`, Subject: '', Audience: audience },
  };
  settings.customParameters = {
    LoginUri: { value: customParameter(settings, 'loginUri') ?? loginUri },
    TenantId: { value: tenantId },
    ResourceUri: { value: customParameter(settings, 'resourceUri') },
    EnableOnbehalfOfLogin: { value: customParameter(settings, 'enableOnbehalfOfLogin') ?? 'false' },
    grantType: { value: federatedGrantType },
  };
}

/** The definition checks whose refusals are known from public reports. @throws Refusal */
export function checkDefinition(definition: unknown, serviceUrl: string | undefined): asserts definition is JsonObject {
  if (!isObject(definition) || definition.swagger !== '2.0') throw powerAppsErrors.invalidDefinition("The field 'swagger' must be '2.0'.");
  if (!textAt(definition, 'info', 'title')) throw powerAppsErrors.invalidDefinition("The field 'info.title' is required.");
  if (!isObject(definition.paths)) throw powerAppsErrors.invalidDefinition("The field 'paths' is required.");
  if (serviceUrl === undefined || !URL.canParse(serviceUrl) || new URL(serviceUrl).protocol !== 'https:') {
    throw powerAppsErrors.malformed('InvalidRequestContent', 'backendService.serviceUrl must be an absolute https URL.');
  }
  const basePath = (textAt(definition, 'basePath') ?? '/').replace(/\/$/, '');
  if (!new URL(serviceUrl).pathname.replace(/\/$/, '').endsWith(basePath)) {
    throw powerAppsErrors.refused(`Swagger contains base path:${basePath} but backend Url doesn't end on same path:${new URL(serviceUrl).pathname}`);
  }
  const seen = new Set<string>();
  for (const [path, item] of Object.entries(definition.paths)) {
    for (const [method, operation] of Object.entries(isObject(item) ? item : {})) {
      if (!isObject(operation) || method.startsWith('x-') || method === 'parameters') continue;
      const { operationId, tags } = operation;
      if (typeof operationId !== 'string' || seen.has(operationId)) throw powerAppsErrors.invalidDefinition(`Operation '${method} ${path}' needs an operationId of its own.`);
      seen.add(operationId);
      if (Array.isArray(tags) && new Set(tags).size < tags.length) throw powerAppsErrors.refused(`Non-unique array item at index ${tags.length - 1}. Path '${path}.${method}.tags[${tags.length - 1}]'.`);
    }
  }
}

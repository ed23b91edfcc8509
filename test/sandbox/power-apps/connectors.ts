/** `…/Microsoft.PowerApps/apis`: custom connectors (routes and bodies as the paconn tool of PowerPlatformConnectors sends them). */
import type { SandboxReply } from '../exchange.ts';
import { objectAt, textAt, type JsonObject } from '../json-values.ts';
import { sandboxNow } from '../sandbox-time.ts';
import { connectorKey, type Environment, type SavedConnector } from '../tenant.ts';
import { apiNameOf } from './connector-names.ts';
import { connectorView, storageHost } from './connector-view.ts';
import { accessibleEnvironment, connectorVersions, filteredEnvironment, pageReply, type PowerAppsCall, type PowerAppsContext, type PowerAppsRoute } from './power-apps-call.ts';
import { powerAppsErrors } from './power-apps-errors.ts';
import { checkDefinition, checkManagedIdentity, oauthParameters, rewriteOnSave } from './save-rules.ts';

/** What is stored as sent, or rewritten; everything else in the body has a place of its own. */
const contentMembers = ['connectionParameters', 'connectionParameterSets', 'iconBrandColor', 'capabilities', 'policyTemplateInstances',
  'scriptOperations', 'description', 'iconUri', 'scriptDefinitionUrl', 'publisher'];
const otherMembers = ['openApiDefinition', 'backendService', 'environment', 'displayName'];
const apis = '/providers/Microsoft.PowerApps/apis';
const objectIds = '/providers/Microsoft.PowerApps/objectIds/(?<objectId>[0-9a-f-]{36})';

export function connectorRoutes(context: PowerAppsContext): PowerAppsRoute[] {
  const { tenant, switches } = context;

  const list = (call: PowerAppsCall): SandboxReply => {
    const { environment, customOnly } = filteredEnvironment(context, call);
    const custom = [...tenant.connectors.values()].filter((connector) => connector.environment === environment.name && sandboxNow() - Date.parse(connector.createdTime) >= switches.connectorListLagMs).map((connector) => connectorView(connector, environment, tenant, switches));
    return pageReply(call, customOnly ? custom : [...shippedConnectors(), ...custom], switches.powerAppsPageSize);
  };

  const create = (call: PowerAppsCall): SandboxReply => {
    const { environment } = filteredEnvironment(context, call);
    const properties = checkedProperties(call, environment);
    const displayName = textAt(properties, 'displayName');
    if (!displayName) throw powerAppsErrors.malformed('InvalidRequestContent', 'properties.displayName is required.');
    const apiName = apiNameOf(displayName, environment.name, call.user.objectId);
    const name = `shared_${apiName}`;
    if (tenant.connectors.has(connectorKey(environment.name, name))) throw powerAppsErrors.apiExists(displayName);
    const now = new Date(sandboxNow()).toISOString();
    const connector: SavedConnector = {
      name, apiName, environment: environment.name, displayName, createdTime: now, createdBy: call.user, changedTime: now,
      definition: {}, serviceUrl: '', content: {}, subjectAt: new Map(), secrets: new Map(),
    };
    save(connector, properties);
    requireSecrets(connector);
    tenant.connectors.set(connectorKey(environment.name, name), connector);
    return { status: 201, body: connectorView(connector, environment, tenant, switches) };
  };

  const update = (call: PowerAppsCall): SandboxReply => {
    const { connector, environment } = found(context, call);
    const properties = checkedProperties(call, environment);
    if ('displayName' in properties) throw powerAppsErrors.displayNameOnUpdate();
    save(connector, properties);
    return { status: 200, body: connectorView(connector, environment, tenant, switches) };
  };

  const save = (connector: SavedConnector, properties: JsonObject): void => {
    const definition = properties.openApiDefinition ?? connector.definition;
    const serviceUrl = textAt(properties, 'backendService', 'serviceUrl') ?? (connector.serviceUrl || undefined);
    checkDefinition(definition, serviceUrl);
    for (const link of ['iconUri', 'scriptDefinitionUrl']) checkUpload(context, textAt(properties, link), link);
    const content = structuredClone({ ...connector.content, ...Object.fromEntries(Object.entries(properties).filter(([name]) => contentMembers.includes(name))) });
    for (const { settings } of oauthParameters(content)) checkManagedIdentity(settings, switches);
    rewriteOnSave(content, connector, tenant, switches);
    Object.assign(connector, { definition: structuredClone(definition), serviceUrl, content, changedTime: new Date().toISOString() });
  };

  const generateStorage = (call: PowerAppsCall): SandboxReply => {
    ownObjectId(call);
    accessibleEnvironment(context, textAt(call.body, 'environment', 'name') ?? '', call.user);
    const sas = new URLSearchParams({ sv: '2018-03-28', sr: 'c', sp: 'rw', se: new Date(Date.now() + 3_600_000).toISOString(), sig: 'sandbox-write' });
    return { status: 200, body: { sharedAccessSignature: `https://${storageHost}/uploads-${call.request.id}?${sas}` } };
  };

  const validate = (call: PowerAppsCall): SandboxReply => {
    ownObjectId(call);
    checkDefinition(call.body, 'https://validated.invalid/' + (textAt(call.body, 'basePath') ?? '').replace(/^\//, ''));
    return { status: 200, body: [] };
  };

  const one = new RegExp(`^${apis}/(?<name>[^/]+)$`);
  const apiVersions = connectorVersions;
  return [
    { method: 'GET', pattern: new RegExp(`^${apis}$`), apiVersions, handle: list },
    { method: 'POST', pattern: new RegExp(`^${apis}$`), apiVersions, handle: create },
    { method: 'GET', pattern: one, apiVersions, handle: (call) => {
      const { connector, environment } = found(context, call);
      return { status: 200, body: connectorView(connector, environment, tenant, switches) };
    } },
    { method: 'PATCH', pattern: one, apiVersions, handle: update },
    { method: 'DELETE', pattern: one, apiVersions, handle: (call) => {
      const { connector } = found(context, call);
      tenant.connectors.delete(connectorKey(connector.environment, connector.name));
      for (const connection of [...tenant.connections.values()]) {
        if (connection.connector === connector.name && connection.environment === connector.environment) tenant.connections.delete(connection.id);
      }
      return { status: 204 };
    } },
    { method: 'POST', pattern: new RegExp(`^${objectIds}/generateResourceStorage$`), apiVersions, handle: generateStorage },
    { method: 'POST', pattern: new RegExp(`^${objectIds}/validateApiSwagger$`), apiVersions, handle: validate },
  ];
}

/** @throws Refusal 404 where the environment has no such connector. */
export function found(context: PowerAppsContext, call: PowerAppsCall): { connector: SavedConnector; environment: Environment } {
  const { environment } = filteredEnvironment(context, call);
  const connector = context.tenant.connectors.get(connectorKey(environment.name, call.key.name ?? ''));
  if (!connector) throw powerAppsErrors.apiNotFound(call.key.name ?? '');
  return { connector, environment };
}

function checkedProperties(call: PowerAppsCall, environment: Environment): JsonObject {
  const properties = objectAt(call.body, 'properties');
  if (!properties) throw powerAppsErrors.malformed('InvalidRequestContent', 'The body must have properties.');
  for (const name of Object.keys(properties)) {
    if (![...contentMembers, ...otherMembers].includes(name)) throw powerAppsErrors.unknownMember(name, `properties.${name}`);
  }
  if (textAt(properties, 'environment', 'name') !== environment.name) throw powerAppsErrors.malformed('InvalidRequestContent', 'properties.environment.name must be the environment of $filter.');
  return properties;
}

/** A new connector with OAuth needs a secret, unless it has none to have. */
function requireSecrets(connector: SavedConnector): void {
  for (const { key, settings } of oauthParameters(connector.content)) {
    const provider = textAt(settings, 'identityProvider');
    if (provider !== 'aad' || connector.subjectAt.has(key) || connector.secrets.has(key)) continue;
    throw powerAppsErrors.refused(`The parameter 'clientSecret' of '${key}' is required.`);
  }
}

function checkUpload({ tenant }: PowerAppsContext, link: string | undefined, name: string): void {
  if (!link) return;
  const url = URL.canParse(link) ? new URL(link) : undefined;
  if (!url?.searchParams.get('sig') || !tenant.blobs.has(`${url.hostname}${decodeURIComponent(url.pathname)}`)) {
    throw powerAppsErrors.malformed('InvalidRequestContent', `properties.${name} must be the URL, signature included, of a blob that was uploaded.`);
  }
}

function ownObjectId({ key, user }: PowerAppsCall): void {
  if (key.objectId !== user.objectId) throw powerAppsErrors.malformed('Forbidden', 'The object id in the path is not that of the caller.');
}

/** Lists without IsCustomApi carry Microsoft's connectors too. */
function shippedConnectors(): JsonObject[] {
  return ['Office 365 Outlook', 'SharePoint'].map((displayName) => {
    const name = `shared_${displayName.toLowerCase().replaceAll(' ', '')}`;
    return { name, id: `${apis}/${name}`, type: 'Microsoft.PowerApps/apis', properties: { displayName, isCustomApi: false, tier: 'Standard', publisher: 'Microsoft' } };
  });
}

/**
 * Custom connectors through the Power Apps resource provider, which runs them.
 * Sources: paconn's operations/upsert.py and apimanager/powerappsrp.py in microsoft/PowerPlatformConnectors (requests
 * and bodies); pnp/cli-microsoft365 `pa connector list` (answers).
 */
import type { ConnectorContent, DeployedConnector } from '../../connector/deployed-connector.ts';
import { belongsTo } from '../hosts.ts';
import { createHttp, type ServiceContext } from '../http.ts';
import { asArray, asFilledText, asObject, asText, isObject, type JsonObject } from '../json-values.ts';
import { allItems } from '../paging.ts';
import { ServiceError } from '../service-error.ts';
import { mergedProperties, newProperties } from './connector-properties.ts';
import { customConnectorsOnly, powerAppsUrl } from './power-apps-api.ts';
import { createStoredFiles } from './stored-files.ts';

/** Each call throws what `Http.send` throws. */
export interface Connectors {
  list(environment: string, signal?: AbortSignal): Promise<readonly DeployedConnector[]>;
  connector(environment: string, name: string, signal?: AbortSignal): Promise<DeployedConnector | undefined>;
  connectorsTitled(environment: string, title: string, signal?: AbortSignal): Promise<readonly DeployedConnector[]>;
  create(environment: string, content: ConnectorContent, signal?: AbortSignal): Promise<DeployedConnector>;
  update(environment: string, name: string, content: ConnectorContent, signal?: AbortSignal): Promise<void>;
  /** One that is gone already counts as deleted. */
  delete(environment: string, name: string, signal?: AbortSignal): Promise<void>;
  /** The definition as its author uploaded it, not as the platform rewrote it; undefined where the service names none. */
  originalDefinition(connector: DeployedConnector, signal?: AbortSignal): Promise<JsonObject | undefined>;
  /** Its script, where it has one. */
  script(connector: DeployedConnector, signal?: AbortSignal): Promise<string | undefined>;
  /** Its own icon; undefined for the one that every connector has at first, which lies outside the cloud's storage. */
  icon(connector: DeployedConnector, signal?: AbortSignal): Promise<Uint8Array | undefined>;
}

export function createConnectors(context: ServiceContext): Connectors {
  const { cloud, tokens, tenantId } = context;
  const http = createHttp({ ...context, service: 'powerApps' });
  const files = createStoredFiles(createHttp({ ...context, service: 'storage' }));
  const urlOf = (environment: string, name: string): string => powerAppsUrl(cloud, `/apis/${encodeURIComponent(name)}`, environment);

  const list: Connectors['list'] = async (environment, signal) => {
    const items = await allItems(http, powerAppsUrl(cloud, '/apis', environment, customConnectorsOnly), { signal });
    return items.flatMap((item) => readConnector(item, environment)).filter(({ properties }) => properties['isCustomApi'] !== false);
  };

  const connector: Connectors['connector'] = async (environment, name, signal) => {
    const answer = await http.send({ method: 'GET', url: urlOf(environment, name), accept: [404], signal });
    return answer.status === 404 ? undefined : readConnector(answer.json, environment)[0];
  };

  /** Icon and script go to storage first; the connector then names their addresses. What the folder lacks stays as it is. */
  const uploaded = async (environment: string, content: ConnectorContent, signal?: AbortSignal): Promise<JsonObject> => {
    if (!content.icon && !content.script) return {};
    const { claims } = await tokens.get('powerApps', { tenantId, signal });
    const url = powerAppsUrl(cloud, `/objectIds/${encodeURIComponent(claims.objectId)}/generateResourceStorage`, environment);
    const answer = await http.send({ method: 'POST', url, json: { environment: { name: environment } }, signal });
    const container = asFilledText(asObject(answer.json)['sharedAccessSignature']);
    if (container === undefined) throw new Error('Power Apps lent no storage for the icon and script. Try again.');
    const iconUri = content.icon && (await files.upload(container, content.iconFileName ?? 'icon.png', content.icon, signal));
    const scriptDefinitionUrl = content.script && (await files.upload(container, 'script.csx', content.script, signal));
    return { ...(iconUri !== undefined && { iconUri }), ...(scriptDefinitionUrl !== undefined && { scriptDefinitionUrl }) };
  };

  /** A stored file by its signed address. The signature lasts for about an hour; a fresh one comes with the connector. */
  const signed = async <File>(deployed: DeployedConnector, addressIn: (connector: DeployedConnector) => string | undefined, read: (url: string, signal?: AbortSignal) => Promise<File>, signal?: AbortSignal): Promise<File | undefined> => {
    const url = addressIn(deployed);
    if (url === undefined) return undefined;
    try {
      return await read(url, signal);
    } catch (error) {
      const fresh = error instanceof ServiceError && error.status === 403 ? await connector(deployed.environment, deployed.name, signal) : undefined;
      const freshUrl = fresh && addressIn(fresh);
      if (freshUrl === undefined) throw error;
      return read(freshUrl, signal);
    }
  };

  return {
    list,
    connector,

    connectorsTitled: async (environment, title, signal) => (await list(environment, signal)).filter(({ displayName }) => displayName === title),

    create: async (environment, content, signal) => {
      const { title, description } = infoOf(content.definition);
      const properties = {
        ...newProperties(content.properties),
        ...definitionPart(environment, content.definition),
        scriptDefinitionUrl: '',
        ...(await uploaded(environment, content, signal)),
        displayName: title,
        description: description ?? '',
      };
      const { json } = await http.send({ method: 'POST', url: powerAppsUrl(cloud, '/apis', environment), json: { properties }, signal });
      const [created] = readConnector(json, environment);
      if (created === undefined) throw new Error('Power Apps created the connector but did not name it. Refresh the list of deployed connectors.');
      // The provider promises the name alone; the rest is read where the answer lacks it.
      return isObject(asObject(json)['properties']) ? created : ((await connector(environment, created.name, signal)) ?? created);
    },

    update: async (environment, name, content, signal) => {
      const { json } = await http.send({ method: 'GET', url: urlOf(environment, name), signal });
      const { description } = infoOf(content.definition);
      // No display name: the provider refuses a PATCH that has one (CannotUpdateApiDisplayName).
      const properties = {
        ...mergedProperties(content.properties, asObject(asObject(json)['properties'])),
        ...definitionPart(environment, content.definition),
        ...(await uploaded(environment, content, signal)),
        ...(description !== undefined && { description }),
      };
      await http.send({ method: 'PATCH', url: urlOf(environment, name), json: { properties }, signal });
    },

    delete: async (environment, name, signal) => {
      await http.send({ method: 'DELETE', url: urlOf(environment, name), accept: [404], signal });
    },

    script: (deployed, signal) => signed(deployed, ({ properties }) => asFilledText(properties['scriptDefinitionUrl']), files.download, signal),

    icon: (deployed, signal) => signed(deployed, ({ properties }) => {
      const url = asFilledText(properties['iconUri']);
      return url !== undefined && URL.canParse(url) && belongsTo(new URL(url), 'storage', cloud) ? url : undefined;
    }, files.downloadBytes, signal),

    originalDefinition: async (deployed, signal) => {
      const text = await signed(deployed, definitionUrl, files.download, signal);
      return text === undefined ? undefined : readDefinition(text);
    },
  };
}

function readConnector(value: unknown, environment: string): readonly DeployedConnector[] {
  const connector = asObject(value);
  const name = asFilledText(connector['name']);
  if (name === undefined) return [];
  const properties = asObject(connector['properties']);
  const createdBy = properties['createdBy'];
  return [
    {
      name,
      displayName: asFilledText(properties['displayName']) ?? name,
      environment,
      createdTime: asFilledText(properties['createdTime']),
      ...(isObject(createdBy) && { createdBy: { id: asFilledText(createdBy['id']), displayName: asFilledText(createdBy['displayName']) } }),
      properties,
    },
  ];
}

function infoOf(definition: JsonObject): { readonly title: string; readonly description?: string } {
  const info = asObject(definition['info']);
  return { title: asText(info['title']) ?? '', description: asText(info['description']) };
}

/** @throws Error when the definition names no host */
function definitionPart(environment: string, definition: JsonObject): JsonObject {
  const host = asFilledText(definition['host']);
  if (host === undefined) throw new Error('The definition names no host, so the connector has nothing to call. Add "host" to it.');
  const scheme = asFilledText(asArray(definition['schemes'])[0]) ?? 'https';
  return {
    openApiDefinition: definition,
    backendService: { serviceUrl: `${scheme}://${host}${asText(definition['basePath']) ?? ''}` },
    environment: { name: environment },
  };
}

function definitionUrl(connector: DeployedConnector): string | undefined {
  return asFilledText(asObject(connector.properties['apiDefinitions'])['originalSwaggerUrl']);
}

/** @throws Error when the stored definition is no JSON object */
function readDefinition(text: string): JsonObject {
  try {
    const definition: unknown = JSON.parse(text);
    if (isObject(definition)) return definition;
  } catch {
    // Told below: the parser's message would quote the text.
  }
  throw new Error('The stored definition of the connector is not JSON.');
}

/** A saved connector as `GET …/apis/{name}` shows it: rewritten content, generated values, links; never a secret. */
import { objectAt, textAt, type JsonObject } from '../json-values.ts';
import { sandboxNow } from '../sandbox-time.ts';
import type { Switches } from '../switches.ts';
import type { Environment, SavedConnector, Tenant } from '../tenant.ts';
import { runtimeRegion, subjectOf } from './connector-names.ts';
import { oauthParameters } from './save-rules.ts';

export const storageHost = 'connectorsandbox.blob.core.windows.net';
const linkLifetimeMs = 3_600_000;

export function connectorView(connector: SavedConnector, environment: Environment, tenant: Tenant, { subjectShownTwice }: Pick<Switches, 'subjectShownTwice'>): JsonObject {
  const content = structuredClone(connector.content);
  for (const { key, settings } of oauthParameters(content)) {
    const generated = objectAt(settings, 'properties', 'FederatedIdentityCredentials');
    if (!generated) continue;
    generated.Subject = generatedSubject(connector, key, environment, tenant) ?? '';
    if (subjectShownTwice && generated.Subject !== '') generated.subject = `${String(generated.Subject)}-former`;
  }
  const id = `/providers/Microsoft.PowerApps/apis/${connector.name}`;
  const runtimeUrl = `https://${runtimeRegion(environment.location)}.azure-apim.net/apim/${connector.apiName}`;
  const { createdBy } = connector;
  const author = { id: createdBy.objectId, displayName: createdBy.displayName, email: createdBy.userName, type: 'User', tenantId: createdBy.tenantId, userPrincipalName: createdBy.userName };
  return {
    name: connector.name,
    id,
    type: 'Microsoft.PowerApps/apis',
    properties: {
      displayName: connector.displayName,
      iconBrandColor: '#007ee5',
      iconUri: '',
      scriptDefinitionUrl: '',
      ...content,
      description: textAt(content, 'description') ?? '',
      contact: {},
      license: {},
      apiEnvironment: 'Shared',
      isCustomApi: true,
      runtimeUrls: [runtimeUrl],
      primaryRuntimeUrl: runtimeUrl,
      metadata: {
        source: 'powerapps-user-defined', brandColor: textAt(content, 'iconBrandColor') ?? '#007ee5', environmentName: environment.name,
        xrmConnectorId: null, almMode: 'Environment', createdBy: JSON.stringify(author), allowSharing: false,
      },
      apiDefinitions: { originalSwaggerUrl: definitionUrl(connector, 'original'), modifiedSwaggerUrl: definitionUrl(connector, 'modified') },
      createdBy: author,
      createdTime: connector.createdTime,
      changedTime: connector.changedTime,
      environment: { id: `/providers/Microsoft.PowerApps/environments/${environment.name}`, name: environment.name },
      tier: 'Standard',
      almMode: 'Environment',
    },
  };
}

/** Undefined until the service has filled it in. */
export function generatedSubject(connector: SavedConnector, key: string, environment: Environment, tenant: Tenant): string | undefined {
  const at = connector.subjectAt.get(key);
  if (at === undefined || at === null || sandboxNow() < at) return undefined;
  return subjectOf(tenant.tenantId, environment.location, connector.apiName);
}

export function definitionPath(connector: SavedConnector, which: 'original' | 'modified'): string {
  return `/api-definitions/${connector.environment}/${connector.name}/${which}.json`;
}

/** A shared access signature of an hour, as real answers carry; the signature is as good as its length. */
function definitionUrl(connector: SavedConnector, which: 'original' | 'modified'): string {
  const until = new Date(sandboxNow() + linkLifetimeMs).toISOString();
  return `https://${storageHost}${definitionPath(connector, which)}?${new URLSearchParams({ sv: '2018-03-28', sr: 'b', sp: 'r', se: until, sig: 'sandbox-read' })}`;
}

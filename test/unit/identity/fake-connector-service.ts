/** Power Platform as the engine sees it: it names connectors, generates redirect URL at once and the subject later. */
import { predictApiName } from '../../../src/connector/connector-name.ts';
import type { ConnectorContent, DeployedConnector } from '../../../src/connector/deployed-connector.ts';
import { readSecurityBlocks, withManagedIdentity, withoutGeneratedIdentity } from '../../../src/connector/managed-identity-shape.ts';
import { valueAt, withValueAt } from '../../../src/connector/json-value.ts';
import { CONNECTORS_APPLICATION_ID, formatSubject } from '../../../src/connector/connector-subject.ts';

interface StoredConnector {
  name: string;
  environment: string;
  title: string;
  properties: Readonly<Record<string, unknown>>;
  definition: Readonly<Record<string, unknown>>;
  savedAt: number;
  createdAt: number;
}

export class FakeConnectorService {
  readonly connectors: StoredConnector[] = [];
  subjectDelayMilliseconds = 0;
  /** How long a new connector is missing from lists. */
  listLagMilliseconds = 0;
  apimService = 'europe-002';
  /** Of the subjects it makes; the block's own unless set. */
  subjectTenant: string | undefined;
  readonly userObjectId: string;
  readonly #now: () => number;

  constructor(now: () => number, userObjectId: string) {
    this.#now = now;
    this.userObjectId = userObjectId;
  }

  get(environment: string, name: string): DeployedConnector | undefined {
    const stored = this.connectors.find((connector) => connector.name === name && connector.environment === environment);
    return stored && this.#served(stored);
  }

  titled(environment: string, title: string): DeployedConnector[] {
    return this.connectors
      .filter((connector) => connector.environment === environment && connector.title === title && this.#now() - connector.createdAt >= this.listLagMilliseconds)
      .map((connector) => this.#served(connector));
  }

  /** Never refuses a second one of the same title: a double create has to show in the end state. */
  create(environment: string, content: ConnectorContent): DeployedConnector {
    const title = String(valueAt(content.definition, ['info', 'title']));
    const apiName = predictApiName({ title, environment, creatorObjectId: this.userObjectId });
    const twins = this.connectors.filter((connector) => connector.environment === environment && connector.title === title).length;
    const stored: StoredConnector = {
      name: `shared_${apiName}${twins > 0 ? `-${twins + 1}` : ''}`,
      environment, title, definition: content.definition, savedAt: this.#now(), createdAt: this.#now(),
      properties: withoutGeneratedIdentity(content.properties),
    };
    this.connectors.push(stored);
    return this.#served(stored);
  }

  update(environment: string, name: string, content: ConnectorContent): void {
    const stored = this.connectors.find((connector) => connector.name === name && connector.environment === environment);
    if (!stored) throw new Error('The engine updates only what it has read.');
    stored.properties = withoutGeneratedIdentity(content.properties);
    stored.definition = content.definition;
    stored.savedAt = this.#now();
  }

  delete(environment: string, name: string): void {
    const index = this.connectors.findIndex((connector) => connector.name === name && connector.environment === environment);
    if (index >= 0) this.connectors.splice(index, 1);
  }

  #served({ name, environment, title, properties, savedAt, createdAt }: StoredConnector): DeployedConnector {
    let root: unknown = { properties };
    for (const block of readSecurityBlocks(properties)) {
      if (block.credential !== 'managedIdentity') continue;
      const apiName = name.slice('shared_'.length);
      const ready = this.#now() - savedAt >= this.subjectDelayMilliseconds;
      root = withValueAt(root, block.pointer, withManagedIdentity(valueAt(root, block.pointer), {
        clientId: block.clientId ?? '', tenantId: block.tenantId ?? '', loginUri: block.loginUri ?? '', resourceUri: block.resourceUri ?? '',
        scopes: block.scopes, issuer: block.issuer ?? '', audience: block.audience ?? '',
        redirectUrl: `https://global.consent.azure-apim.net/redirect/${apiName}`,
        ...(ready ? { subject: formatSubject('pub', this.subjectTenant ?? block.tenantId ?? '', CONNECTORS_APPLICATION_ID, `${this.apimService}_${apiName}`) } : {}),
      }));
    }
    const served = valueAt(root, ['properties']) as Readonly<Record<string, unknown>>;
    return {
      name, environment, displayName: title, createdTime: new Date(createdAt).toISOString(), createdBy: { id: this.userObjectId },
      properties: { ...served, primaryRuntimeUrl: `https://${this.apimService}.azure-apim.net/apim/${name.slice('shared_'.length)}` },
    };
  }
}

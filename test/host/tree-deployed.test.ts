import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { LastAudit } from '../../src/vscode/audits.ts';
import type { CloudClients } from '../../src/vscode/cloud-clients.ts';
import type { SignedInAccount, Studio, StudioDocument } from '../../src/vscode/studio.ts';
import { DeployedTree } from '../../src/vscode/tree/deployed-tree.ts';
import { inspectRawConnector } from '../../src/vscode/tree/inspect-raw-connector.ts';
import { isNode, type DeployedNode } from '../../src/vscode/tree/nodes.ts';
import { definition, properties } from './workspace-files.ts';

const account: SignedInAccount = { accountId: 'mina-id', label: 'mina@woodgrove.example', tenantId: '3f0c2b66-8a5d-4e0b-9d53-6f1a7c2e9b14', objectId: 'oid' };
const subject = '/eid1/c/pub/t/tenant/a/app/europe-001_graph';

const secretless = properties({
  clientSecret: undefined,
  clientAssertionType: 'GenericFederatedIdentityCredential',
  redirectUrl: 'https://global.consent.azure-apim.net/redirect/graph',
  properties: { FederatedIdentityCredentials: { Issuer: 'https://login.microsoftonline.com/t/v2.0', Subject: subject, Audience: 'api://AzureADTokenExchange' } },
}) as { properties: Record<string, unknown> };

class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly status = 403;
  readonly code = 'EnvironmentAccess';
  readonly requestId = 'request-7';
  readonly request = 'GET api.powerapps.com/apis';
}

/** Two environments, the second of which refuses; counts what goes over the network. */
class FakeService {
  requests: string[] = [];
  environmentNames = ['open', 'closed'];
  connectorCount = 1;
  failEnvironments = false;
  hang = false;
  lastSignal: AbortSignal | undefined;

  readonly clients = {
    environments: {
      list: async () => {
        this.requests.push('environments');
        if (this.failEnvironments) throw new ServiceError('No.');
        return this.environmentNames.map((name) => ({ name, displayName: name, isDefault: name === 'open' }));
      },
    },
    connectors: {
      list: async (environment: string, signal: AbortSignal) => {
        this.requests.push(`connectors ${environment}`);
        this.lastSignal = signal;
        if (environment === 'closed') throw new ServiceError('You may not look in here.');
        if (this.hang) await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
        return Array.from({ length: this.connectorCount }, (_, index) => this.connector(environment, `c${String(index).padStart(3, '0')}`));
      },
      connector: async (environment: string, name: string) => {
        this.requests.push(`connector ${name}`);
        return this.connector(environment, name);
      },
      originalDefinition: async () => {
        this.requests.push('definition');
        return definition('Graph');
      },
    },
  } as unknown as CloudClients;

  connector(environment: string, name: string): { name: string; displayName: string; environment: string; properties: Record<string, unknown> } {
    return { name, displayName: name, environment, properties: secretless.properties };
  }
}

describe('the Deployed view', () => {
  let service: FakeService;
  let signedIn: SignedInAccount | undefined;
  let accountChanged: vscode.EventEmitter<void>;
  let deployedChanged: vscode.EventEmitter<string | undefined>;
  let reported: unknown[];
  let logged: string[];
  let tree: DeployedTree;
  let audits: LastAudit;

  beforeEach(() => {
    service = new FakeService();
    signedIn = account;
    accountChanged = new vscode.EventEmitter();
    deployedChanged = new vscode.EventEmitter();
    reported = [];
    logged = [];
    const log = { error: (line: string) => logged.push(line), warn: (line: string) => logged.push(line) };
    audits = new LastAudit({ onDidChange: accountChanged.event });
    const studio = {
      log, audits,
      signIn: { current: async () => signedIn, onDidChange: accountChanged.event },
      clients: async () => service.clients,
      onDidChangeDeployed: deployedChanged.event,
    };
    tree = new DeployedTree(studio as unknown as Studio, (error) => reported.push(error));
  });

  afterEach(() => vscode.Disposable.from(tree, audits).dispose());

  const open = async (...path: string[]): Promise<DeployedNode> => {
    let node: DeployedNode | undefined;
    for (const name of path) {
      const children: DeployedNode[] = await tree.getChildren(node);
      node = children.find((child) => tree.getTreeItem(child).label === name);
      assert.ok(node, `no ${name} among ${children.map((child) => String(tree.getTreeItem(child).label)).join(', ')}`);
    }
    assert.ok(node);
    return node;
  };
  const rows = async (...path: string[]): Promise<string[]> => {
    const children = await tree.getChildren(path.length > 0 ? await open(...path) : undefined);
    return children.map((child) => tree.getTreeItem(child)).map(({ label, description }) => [label, description].filter(Boolean).join(' · '));
  };

  it('shows account and tenant without a request', async () => {
    assert.deepEqual(await rows(), [`${account.label} · ${account.tenantId}`]);
    assert.deepEqual(service.requests, []);
  });

  it('is empty when nobody is signed in', async () => {
    signedIn = undefined;
    assert.deepEqual(await rows(), []);
    assert.deepEqual(service.requests, []);
  });

  it('loads each branch when it is opened, and once', async () => {
    assert.deepEqual(await rows(account.label), ['open · Default', 'closed']);
    assert.deepEqual(service.requests, ['environments']);
    assert.deepEqual(await rows(account.label, 'open'), ['c000']);
    await rows(account.label, 'open');
    assert.deepEqual(service.requests, ['environments', 'connectors open']);
  });

  it('shows security, generated identity and operations of a connector', async () => {
    assert.deepEqual(await rows(account.label, 'open', 'c000'), ['Security · Managed identity', 'Managed identity', 'Operations', 'Connections']);
    const identity = await rows(account.label, 'open', 'c000', 'Managed identity');
    assert.ok(identity.includes(`Subject · ${subject}`), identity.join('\n'));
    assert.ok(identity.includes('Redirect URL · https://global.consent.azure-apim.net/redirect/graph'), identity.join('\n'));
    assert.deepEqual(await rows(account.label, 'open', 'c000', 'Operations'), ['Get me · GET /v1.0/me']);
  });

  it('tells what an audit has found, without a request of its own, until the account changes', async () => {
    const node = await open(account.label, 'open', 'c000');
    const requests = [...service.requests];
    let painted = 0;
    tree.onDidChangeTreeData(() => { painted += 1; });
    assert.equal(tree.getTreeItem(node).resourceUri, undefined);
    const row = { environment: 'OPEN', environmentDisplayName: 'open', connectorName: 'c000', connectorTitle: 'c000', credential: 'secret', expiresAt: '2026-12-01T00:00:00.000Z', daysLeft: 1, expired: false, findings: [] } as const;
    audits.show({ version: 1, auditedAt: '2026-11-30T00:00:00.000Z', tenantId: account.tenantId, environments: 1, environmentsFailed: 0, connectors: 1, rows: [row] });
    assert.equal(painted, 1);
    assert.deepEqual(await rows(account.label, 'open'), ['c000 · secret ends in 1 day']);
    assert.match(tree.getTreeItem(node).accessibilityInformation?.label ?? '', /secret ends in 1 day/);
    assert.equal(tree.getTreeItem(node).resourceUri?.scheme, 'connector-studio-deployed');
    assert.deepEqual(service.requests, requests);
    accountChanged.fire();
    assert.equal(tree.getTreeItem(node).description, undefined);
  });

  it('shows the failure of one environment in its place, with a way to try again', async () => {
    const [failure] = await tree.getChildren(await open(account.label, 'closed'));
    assert.ok(isNode(failure, 'failure'));
    const item = tree.getTreeItem(failure);
    assert.match(String(item.label), /You may not look in here\..*request-7/);
    assert.equal(item.command?.command, 'connectorStudio.refreshDeployed');
    assert.deepEqual(await rows(account.label, 'open'), ['c000']);
    assert.deepEqual(reported, []);
    assert.match(logged.join('\n'), /request-7/);
    tree.refresh(failure.parent);
    await tree.getChildren(failure.parent);
    assert.equal(service.requests.filter((request) => request === 'connectors closed').length, 2);
  });

  it('empties the view and reports when the environments cannot be listed', async () => {
    service.failEnvironments = true;
    assert.deepEqual(await rows(account.label), []);
    assert.equal(reported.length, 1);
    assert.deepEqual(await rows(), []);
    service.failEnvironments = false;
    tree.refresh();
    assert.equal((await rows(account.label)).length, 2);
  });

  it('empties the view for an account without environments', async () => {
    service.environmentNames = [];
    await rows(account.label);
    assert.deepEqual(await rows(), []);
    assert.deepEqual(reported, []);
  });

  it('shows long lists page by page', async () => {
    service.connectorCount = 250;
    const environment = await open(account.label, 'open');
    const first = await tree.getChildren(environment);
    const more = first.at(-1);
    assert.ok(isNode(more, 'loadMore'));
    assert.deepEqual([first.length, more.remaining], [101, 150]);
    tree.loadMore(more);
    assert.equal((await tree.getChildren(environment)).length, 201);
    assert.deepEqual(service.requests, ['environments', 'connectors open']);
  });

  it('ends the request of a branch that is closed again', async () => {
    service.hang = true;
    const environment = await open(account.label, 'open');
    const loading = tree.getChildren(environment);
    while (!service.lastSignal) await new Promise((resolve) => setTimeout(resolve, 5));
    tree.cancel(environment);
    assert.deepEqual(await loading, []);
    assert.equal(service.lastSignal.aborted, true);
    service.hang = false;
    assert.equal((await tree.getChildren(environment)).length, 1);
    assert.deepEqual(logged, []);
  });

  it('reads an environment again after a deployment to it, and no other', async () => {
    await rows(account.label, 'open');
    const environment = await open(account.label, 'open');
    const changed: (DeployedNode | undefined)[] = [];
    tree.onDidChangeTreeData((node) => changed.push(node));
    deployedChanged.fire('open');
    assert.deepEqual(changed, [environment]);
    await tree.getChildren(environment);
    assert.deepEqual(service.requests, ['environments', 'connectors open', 'connectors open']);
  });

  it('shows the raw connector without secrets', async () => {
    const node = await open(account.label, 'open', 'c000');
    const shown: StudioDocument[] = [];
    const raw = service.connector('open', 'c000');
    service.connector = () => ({ ...raw, properties: { ...raw.properties, originalSwaggerUrl: 'https://x.blob.core.windows.net/c/f?sv=1&sig=c2VjcmV0', clientSecret: 'for-tests-only' } });
    const studio = { signIn: { current: async () => account }, clients: async () => service.clients, documents: { show: async (document: StudioDocument) => shown.push(document) } };
    await inspectRawConnector(studio as unknown as Studio, node);
    assert.equal(shown[0]?.language, 'json');
    const { name, properties: values } = JSON.parse(shown[0].content) as { name: string; properties: Record<string, unknown> };
    assert.equal(name, 'c000');
    assert.ok(!shown[0].content.includes('c2VjcmV0') && !shown[0].content.includes('for-tests-only'), shown[0].content);
    assert.deepEqual(Object.keys(values).sort(), [...Object.keys(raw.properties), 'clientSecret', 'originalSwaggerUrl'].sort());
  });

  it('starts anew with another account', async () => {
    await rows(account.label);
    signedIn = { ...account, accountId: 'omar-id', label: 'omar@woodgrove.example' };
    accountChanged.fire();
    assert.deepEqual(await rows(), [`omar@woodgrove.example · ${account.tenantId}`]);
  });
});

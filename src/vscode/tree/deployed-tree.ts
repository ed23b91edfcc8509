/**
 * The Deployed view: account, environments, custom connectors and what is in them. Nothing goes over the network until
 * the user opens a node; while the view is merely visible, VS Code is asked for a session it already has.
 */
import * as vscode from 'vscode';
import { describeFailure } from '../failure.ts';
import type { SignedInAccount, Studio } from '../studio.ts';
import type { BranchNode } from './deployed-children.ts';
import { deployedItem, deployedTooltip } from './deployed-items.ts';
import { isNode, type AccountNode, type DeployedNode, type LoadMoreNode } from './nodes.ts';

/** Which welcome text stands in an empty view, see `viewsWelcome` in package.json. */
type DeployedState = 'signedOut' | 'noEnvironment' | 'error' | 'ready';

/** Rows shown of a long list before Load More. */
const PAGE_SIZE = 100;

/** On first use, since the connector parsers come along. */
const loader = () => import('./deployed-children.ts');

type DeployedStudio = Pick<Studio, 'signIn' | 'clients' | 'log' | 'onDidChangeDeployed'> & Partial<Pick<Studio, 'audits'>>;

type Report = (error: unknown, tryAgain: () => Promise<unknown>) => void;

export class DeployedTree implements vscode.TreeDataProvider<DeployedNode>, vscode.Disposable {
  readonly #studio: DeployedStudio;
  readonly #report: Report;
  readonly #changed = new vscode.EventEmitter<DeployedNode | undefined>();
  readonly #subscriptions: vscode.Disposable[];
  /** Of the branches opened since the last refresh; a failed one is not among them. */
  #children = new Map<DeployedNode, readonly DeployedNode[]>();
  #shown = new Map<DeployedNode, number>();
  readonly #loads = new Map<DeployedNode, AbortController>();
  #state: DeployedState | undefined;
  #account: AccountNode | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  /** @param report shows an error that leaves the whole view empty. */
  constructor(studio: DeployedStudio, report: Report) {
    this.#studio = studio;
    this.#report = report;
    this.#subscriptions = [
      this.#changed,
      studio.signIn.onDidChange(() => this.refresh()),
      studio.onDidChangeDeployed((environment) => this.#environmentChanged(environment)),
      // What is loaded is painted anew, and nothing is loaded for it.
      ...(studio.audits ? [studio.audits.onDidChange(() => this.#changed.fire(undefined))] : []),
    ];
  }

  get account(): AccountNode | undefined {
    return this.#account;
  }

  /** Whether a welcome text stands where the signed-in account was opened before. */
  get emptied(): boolean {
    return this.#state === 'error' || this.#state === 'noEnvironment';
  }

  async getChildren(node?: DeployedNode): Promise<DeployedNode[]> {
    if (!node) return this.#roots();
    const children = isBranch(node) ? this.#children.get(node) ?? await this.#load(node) : (await loader()).knownChildren(node);
    const shown = this.#shown.get(node) ?? PAGE_SIZE;
    const remaining = children.length - shown;
    return remaining > 0 && isBranch(node) ? [...children.slice(0, shown), { kind: 'loadMore', parent: node, remaining }] : [...children];
  }

  getTreeItem(node: DeployedNode): vscode.TreeItem {
    return deployedItem(node, node.kind === 'deployedConnector' ? this.#studio.audits?.rowsOf(node.environment.name, node.connector.name) : undefined);
  }

  resolveTreeItem(treeItem: vscode.TreeItem, node: DeployedNode): vscode.TreeItem {
    treeItem.tooltip = deployedTooltip(node);
    return treeItem;
  }

  /** Only roots are ever revealed. */
  getParent(): undefined {
    return undefined;
  }

  /** Reads a branch anew, or everything. */
  refresh(node?: DeployedNode): void {
    if (node) {
      this.cancel(node);
      this.#children.delete(node);
    } else {
      for (const load of this.#loads.values()) load.abort();
      this.#children = new Map();
      this.#shown = new Map();
      this.#state = undefined;
    }
    this.#changed.fire(node);
  }

  loadMore({ parent }: LoadMoreNode): void {
    this.#shown.set(parent, (this.#shown.get(parent) ?? PAGE_SIZE) + PAGE_SIZE);
    this.#changed.fire(parent);
  }

  /** Ends the loading of a branch that the user has closed again; opening it starts anew. */
  cancel(node: DeployedNode): void {
    const load = this.#loads.get(node);
    if (!load) return;
    load.abort();
    this.#changed.fire(node);
  }

  dispose(): void {
    for (const load of this.#loads.values()) load.abort();
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  async #roots(): Promise<DeployedNode[]> {
    if (!vscode.workspace.isTrusted || this.emptied) return [];
    try {
      const account = await this.#studio.signIn.current();
      this.#account = account && this.#accountNode(account);
      this.#setState(account ? 'ready' : 'signedOut');
    } catch (error) {
      // Nobody has asked for anything yet, so the welcome text has to do.
      this.#studio.log.warn(`Deployed: ${describeFailure(error)?.message ?? 'cancelled'}`);
      this.#account = undefined;
      this.#setState('error');
    }
    return this.#account ? [this.#account] : [];
  }

  /** The same object for the same account: VS Code knows nodes by identity. */
  #accountNode(account: SignedInAccount): AccountNode {
    const known = this.#account?.account;
    const same = known?.accountId === account.accountId && known.tenantId === account.tenantId;
    return same && this.#account ? this.#account : { kind: 'account', account };
  }

  async #load(node: BranchNode): Promise<readonly DeployedNode[]> {
    this.#loads.get(node)?.abort();
    const load = new AbortController();
    this.#loads.set(node, load);
    try {
      const [{ loadChildren }, clients] = await Promise.all([loader(), this.#studio.clients(node.account)]);
      const children = await loadChildren(node, clients, load.signal);
      if (load.signal.aborted) return [];
      this.#children.set(node, children);
      if (node.kind === 'account' && children.length === 0) this.#emptyView('noEnvironment');
      return children;
    } catch (error) {
      return load.signal.aborted ? [] : this.#failed(node, error);
    } finally {
      if (this.#loads.get(node) === load) this.#loads.delete(node);
    }
  }

  #failed(node: BranchNode, error: unknown): readonly DeployedNode[] {
    const failure = describeFailure(error);
    if (node.kind === 'account') {
      this.#emptyView('error');
      this.#report(error, async () => this.refresh());
      return [];
    }
    const message = failure?.message ?? vscode.l10n.t('Cancelled.');
    this.#studio.log.error([`Deployed: ${message}`, ...failure?.details ?? []].join('\n  '));
    return [{ kind: 'failure', message, parent: node }];
  }

  #emptyView(state: 'noEnvironment' | 'error'): void {
    this.#setState(state);
    this.#changed.fire(undefined);
  }

  #environmentChanged(name: string | undefined): void {
    if (name === undefined || !this.#account) {
      this.refresh();
      return;
    }
    const environments = this.#children.get(this.#account) ?? [];
    const environment = environments.find((node) => isNode(node, 'environment') && node.environment.name === name);
    if (environment) this.refresh(environment);
  }

  #setState(state: DeployedState): void {
    this.#state = state;
    void vscode.commands.executeCommand('setContext', 'connectorStudio.deployedState', state);
  }
}

function isBranch(node: DeployedNode): node is BranchNode {
  return isNode(node, 'account', 'environment', 'deployedConnector', 'deployedOperations', 'deployedConnections');
}

/**
 * The objects that the extension's features share. extension.ts builds them once and hands them on; nothing here
 * touches the network or loads a heavy chunk until a member is called.
 */
import type * as vscode from 'vscode';
import type { Connector } from '../connector/connector.ts';
import type { AuditReport, AuditRow } from '../identity/secrets/audit-model.ts';
import type { CloudClients } from './cloud-clients.ts';

/** The connectors of the workspace, kept current by a watcher. */
export interface WorkspaceConnectors extends vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  /** Scans on first use; later calls answer from memory. */
  all(): Promise<readonly Connector[]>;
  /** The connector that a file or folder belongs to. */
  connectorAt(uri: vscode.Uri): Promise<Connector | undefined>;
  /** The folder of that connector, without waiting for texts to be read that have changed: for what happens at each keystroke. */
  folderAt(uri: vscode.Uri): Promise<string | undefined>;
  refresh(): Promise<void>;
}

/** One kind of read-only document, each a text document of the `connector-studio` scheme with lenses on top. */
export interface DocumentLens {
  readonly title: string;
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

export interface StudioDocument {
  /** Tab title, e.g. `Plan – MS Graph`; showing the same title again replaces the content. */
  readonly title: string;
  readonly language: 'diff' | 'markdown' | 'json' | 'http' | 'plaintext';
  readonly content: string;
  readonly lenses?: readonly DocumentLens[];
  /** Folder URI of the connector it is about: what a command works on that is run from the palette beside it. */
  readonly connectorFolder?: string;
}

export interface StudioDocuments extends vscode.Disposable {
  show(document: StudioDocument): Promise<vscode.TextEditor>;
  /** The connector that an open document of `show` is about. */
  connectorFolderOf(uri: vscode.Uri): string | undefined;
}

/** Where the commands get the account, and the tree its root. */
export interface SignIn extends vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  /** Never prompts. */
  current(): Promise<SignedInAccount | undefined>;
  /** Prompts at most once at a time; undefined when the user cancels. */
  signIn(): Promise<SignedInAccount | undefined>;
  switchAccount(): Promise<SignedInAccount | undefined>;
}

export interface SignedInAccount {
  readonly accountId: string;
  readonly label: string;
  readonly tenantId: string;
  readonly objectId: string;
}

/** What the last audit of secrets has found; forgotten when the account changes. */
export interface Audits {
  readonly report: AuditReport | undefined;
  readonly onDidChange: vscode.Event<void>;
  show(report: AuditReport | undefined): void;
  rowsOf(environment: string, connectorName: string): readonly AuditRow[];
  /** The connector signs in another way now than the audit has found: its badge goes. */
  forget(environment: string, connectorName: string): void;
}

export interface Studio {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly connectors: WorkspaceConnectors;
  readonly documents: StudioDocuments;
  readonly signIn: SignIn;
  readonly audits: Audits;
  /** Clients for the chosen cloud and the signed-in account; loads the network chunk on first use. */
  clients(account: SignedInAccount): Promise<CloudClients>;
  /** Runs a command's body: shows errors with their next steps, swallows cancellation, logs with request ids. */
  run<T>(title: string, body: () => Promise<T>): Promise<T | undefined>;
  /** Tells the Deployed tree that an environment's connectors have changed. */
  deployedChanged(environment?: string): void;
  readonly onDidChangeDeployed: vscode.Event<string | undefined>;
}

/** What the two trees are made of, as data. Commands get these as arguments; a node's `kind` tells it from a Uri. */
import type { Connector, ConnectorProblem, Operation, SecurityBlock } from '../../connector/connector.ts';
import type { DeployedConnector } from '../../connector/deployed-connector.ts';
import type { Connection } from '../../cloud/power-platform/connections.ts';
import type { Environment } from '../../cloud/power-platform/environments.ts';
import type { SignedInAccount } from '../studio.ts';

export interface WorkspaceConnectorNode {
  readonly kind: 'workspaceConnector';
  readonly connector: Connector;
}

export interface WorkspaceGroupNode {
  readonly kind: 'workspaceGroup';
  readonly group: 'operations' | 'security' | 'problems';
  readonly connector: Connector;
}

export interface WorkspaceOperationNode {
  readonly kind: 'workspaceOperation';
  readonly connector: Connector;
  readonly operation: Operation;
}

export interface WorkspaceSecurityNode {
  readonly kind: 'workspaceSecurity';
  readonly connector: Connector;
  readonly block: SecurityBlock;
}

export interface WorkspaceProblemNode {
  readonly kind: 'workspaceProblem';
  readonly connector: Connector;
  readonly problem: ConnectorProblem;
}

/** One named value of a security block, in either tree. */
export interface ValueNode {
  readonly kind: 'value';
  readonly icon: string;
  readonly label: string;
  readonly text: string;
  /** What Copy Value copies; absent where there is nothing worth copying. */
  readonly value?: string;
}

export interface AccountNode {
  readonly kind: 'account';
  readonly account: SignedInAccount;
}

export interface EnvironmentNode {
  readonly kind: 'environment';
  readonly account: SignedInAccount;
  readonly environment: Environment;
}

export interface DeployedConnectorNode {
  readonly kind: 'deployedConnector';
  readonly account: SignedInAccount;
  readonly environment: Environment;
  readonly connector: DeployedConnector;
}

export interface DeployedSecurityNode {
  readonly kind: 'deployedSecurity';
  readonly account: SignedInAccount;
  readonly environment: Environment;
  readonly connector: DeployedConnector;
  readonly block: SecurityBlock;
}

/** What the service generated for managed identity: redirect URL, issuer, subject, audience. */
export interface DeployedIdentityNode {
  readonly kind: 'deployedIdentity';
  readonly account: SignedInAccount;
  readonly environment: Environment;
  readonly connector: DeployedConnector;
  readonly block: SecurityBlock;
}

export interface DeployedOperationsNode {
  readonly kind: 'deployedOperations';
  readonly account: SignedInAccount;
  readonly environment: Environment;
  readonly connector: DeployedConnector;
}

export interface DeployedOperationNode {
  readonly kind: 'deployedOperation';
  readonly account: SignedInAccount;
  readonly environment: Environment;
  readonly connector: DeployedConnector;
  readonly operation: Operation;
}

/** The operations that start a flow, apart from those that a flow calls. */
export interface DeployedTriggersNode {
  readonly kind: 'deployedTriggers';
  readonly account: SignedInAccount;
  readonly environment: Environment;
  readonly connector: DeployedConnector;
  readonly operations: readonly Operation[];
}

export interface DeployedConnectionsNode {
  readonly kind: 'deployedConnections';
  readonly account: SignedInAccount;
  readonly environment: Environment;
  readonly connector: DeployedConnector;
}

export interface DeployedConnectionNode {
  readonly kind: 'deployedConnection';
  readonly account: SignedInAccount;
  readonly environment: Environment;
  readonly connector: DeployedConnector;
  readonly connection: Connection;
}

export interface DeployedPoliciesNode {
  readonly kind: 'deployedPolicies';
  readonly account: SignedInAccount;
  readonly environment: Environment;
  readonly connector: DeployedConnector;
  readonly policies: readonly ValueNode[];
}

/** Opens the deployed script, read-only. */
export interface DeployedScriptNode {
  readonly kind: 'deployedScript';
  readonly account: SignedInAccount;
  readonly environment: Environment;
  readonly connector: DeployedConnector;
}

/** A branch that could not be loaded, in place of its children. */
export interface FailureNode {
  readonly kind: 'failure';
  readonly message: string;
  /** The node that is loaded anew on retry. */
  readonly parent: DeployedNode;
}

/** A sentence where a branch has nothing to show. */
export interface RemarkNode {
  readonly kind: 'remark';
  readonly text: string;
}

export interface LoadMoreNode {
  readonly kind: 'loadMore';
  readonly parent: AccountNode | EnvironmentNode | DeployedConnectorNode | DeployedOperationsNode | DeployedConnectionsNode;
  readonly remaining: number;
}

export type WorkspaceNode =
  | WorkspaceConnectorNode
  | WorkspaceGroupNode
  | WorkspaceOperationNode
  | WorkspaceSecurityNode
  | WorkspaceProblemNode
  | ValueNode
  | RemarkNode;

export type DeployedNode =
  | AccountNode
  | EnvironmentNode
  | DeployedConnectorNode
  | DeployedSecurityNode
  | DeployedIdentityNode
  | DeployedOperationsNode
  | DeployedOperationNode
  | DeployedTriggersNode
  | DeployedConnectionsNode
  | DeployedConnectionNode
  | DeployedPoliciesNode
  | DeployedScriptNode
  | ValueNode
  | FailureNode
  | RemarkNode
  | LoadMoreNode;

export type StudioNode = WorkspaceNode | DeployedNode;

/** Whether a command's first argument is a node of one of the given kinds. */
export function isNode<Kind extends StudioNode['kind']>(argument: unknown, ...kinds: Kind[]): argument is Extract<StudioNode, { kind: Kind }> {
  return typeof argument === 'object' && argument !== null && (kinds as unknown[]).includes((argument as { kind?: unknown }).kind);
}

/** Test Connection: connects, calls one operation, shows status, headers and body. */
import * as vscode from 'vscode';
import type { Connector, Operation } from '../../connector/connector.ts';
import type { DeployedConnector } from '../../connector/deployed-connector.ts';
import { readConnector } from '../../connector/read-connector.ts';
import type { Studio } from '../studio.ts';
import { UserError } from '../user-error.ts';
import { runWizard } from '../wizard/multi-step.ts';
import { pickConnector, type ConnectorAnswer } from '../wizard/pick-connector.ts';
import { enterParameters, pickOperation, type OperationAnswer } from '../wizard/pick-operation.ts';
import type { CommandTarget } from './command-target.ts';
import { connect } from './connect.ts';
import { workspaceConnectors } from './connector-content.ts';
import { letCredentialSettle, writtenAt } from './credential-age.ts';
import { httpText } from './http-text.ts';
import { createJournalFile } from './journal-file.ts';
import { operationRequest, testingOrder, type OperationRequest } from './operation-request.ts';
import { withProgress } from './progress.ts';
import { startSession, type Session } from './session.ts';
import { proveConnection } from './prove-connection.ts';
import { signInAdvice } from './sign-in-advice.ts';

/** What is given is not asked. */
export interface TestAnswers extends Pick<CommandTarget, 'connector' | 'deployed' | 'operation'> {
  readonly operationId?: string;
  /** By `in:name`, as `path:id`. */
  readonly values?: Readonly<Record<string, string>>;
  /** Does not offer to wait for a new credential. */
  readonly testNow?: boolean;
  /** Uses no connection from before the connector was last saved. */
  readonly fresh?: boolean;
}

export interface TestResult {
  readonly connectionId: string;
  readonly status: number;
}

export async function testConnection(studio: Studio, given: TestAnswers = {}): Promise<TestResult> {
  const local = given.connector ?? (given.deployed ? undefined : await chooseConnector(studio));
  const session = await startSession(studio);
  const deployed = given.deployed ?? await deployedFor(session, local);
  const journal = local && await createJournalFile(studio.context, local.files.folder, deployed.environment).load();
  const credentialWrittenAt = writtenAt(journal, 'federatedCredential');
  if (!given.testNow) await letCredentialSettle(credentialWrittenAt);

  const connection = await connect(session, deployed, { connector: local, credentialWrittenAt, securityChangedAt: given.fresh ? savedAt(deployed) : writtenAt(journal, 'connector', 'securityBlock') });
  const operations = given.operation ? [given.operation] : local?.operations ?? await deployedOperations(session, deployed);
  const request = await chooseRequest(deployed.displayName, operations, given);
  const response = await withProgress(vscode.l10n.t('Calling {0} {1}', request.method, request.path), (signal) => session.clients.connections.invoke({
    ...request,
    runtimeUrl: runtimeUrlOf(deployed),
    connectorName: deployed.name,
    connectionId: connection.name,
    environment: deployed.environment,
    signal,
  }));
  const advice = response.status >= 400 ? signInAdvice(response.body, credentialWrittenAt) : [];
  const proof = local ? await proveConnection(studio, session, { connector: local, deployed, connection, status: response.status }) : [];
  await studio.documents.show({
    title: vscode.l10n.t('Test – {0}', deployed.displayName),
    language: 'http',
    content: httpText(request, response, advice),
    connectorFolder: local?.files.folder,
    lenses: advice.length > 0
      ? [{ title: vscode.l10n.t('$(question) Explain Sign-in Error'), command: 'connectorStudio.explainSignInError', arguments: [undefined, { text: response.body, connector: local, deployed }] }]
      : proof,
  });
  return { connectionId: connection.name, status: response.status };
}

async function chooseConnector(studio: Studio): Promise<Connector> {
  const candidates = await workspaceConnectors(studio, undefined);
  if (candidates.length === 1 && candidates[0]) return candidates[0];
  const { connector } = await runWizard<ConnectorAnswer>(vscode.l10n.t('Test Connection'), {}, [pickConnector(candidates)]);
  if (!connector) throw new vscode.CancellationError();
  return connector;
}

async function deployedFor({ clients }: Session, local: Connector | undefined): Promise<DeployedConnector> {
  const { connectorId, environment } = local?.settings ?? {};
  const deployed = connectorId !== undefined && environment !== undefined
    ? await withProgress(vscode.l10n.t('Reading the deployed connector…'), (signal) => clients.connectors.connector(environment, connectorId, signal))
    : undefined;
  if (deployed) return deployed;
  const folder = local && vscode.Uri.parse(local.files.folder, true);
  throw new UserError(connectorId !== undefined && environment !== undefined
    ? vscode.l10n.t('The connector {0} that settings.json names is not in the environment {1}, or this account may not see it. Deploy it again, or switch the account.', connectorId, environment)
    : vscode.l10n.t('“{0}” has not been deployed yet, so there is nothing to connect to. Deploy it first.', local?.title ?? ''), [
    { title: vscode.l10n.t('Deploy'), run: () => vscode.commands.executeCommand('connectorStudio.deployConnector', folder) },
  ]);
}

async function deployedOperations({ clients }: Session, deployed: DeployedConnector): Promise<readonly Operation[]> {
  const definition = await withProgress(vscode.l10n.t('Reading the definition…'), (signal) => clients.connectors.originalDefinition(deployed, signal));
  if (!definition) throw new Error(vscode.l10n.t('Power Apps does not give the definition of “{0}” to this account, so its operations are not known. Test it in the maker portal.', deployed.displayName));
  return readConnector({ folder: '', folderName: deployed.name, definition: 'apiDefinition.json' }, { definition: JSON.stringify(definition) }).operations;
}

async function chooseRequest(title: string, operations: readonly Operation[], given: TestAnswers): Promise<OperationRequest> {
  const callable = testingOrder(operations);
  if (callable.length === 0) throw new Error(vscode.l10n.t('“{0}” has no operation that can be called. Add one to the definition, then deploy it.', title));
  const chosen = given.operation ?? callable.find(({ operationId }) => operationId === given.operationId);
  const values = new Map(Object.entries(given.values ?? {}));
  const asked = chosen ? [chosen] : callable;
  const { operation, values: entered } = await runWizard<OperationAnswer>(vscode.l10n.t('Test {0}', title), { operation: chosen, values }, [
    ...(chosen ? [] : [pickOperation(callable)]),
    ...(given.values ? [] : enterParameters(asked)),
  ]);
  if (!operation) throw new vscode.CancellationError();
  return operationRequest(operation, entered ?? values);
}

function savedAt({ properties: { changedTime } }: DeployedConnector): number | undefined {
  return typeof changedTime === 'string' ? Date.parse(changedTime) : undefined;
}

function runtimeUrlOf({ displayName, properties }: DeployedConnector): string {
  const url = properties['primaryRuntimeUrl'];
  if (typeof url === 'string' && URL.canParse(url)) return url;
  throw new Error(vscode.l10n.t('Power Apps has not told the address at which “{0}” runs. Try again in a minute.', displayName));
}

/** Compares the file, the deployed connector and the app registration, and says in words where they do not agree. */
import type { ApplicationRegistration, FederatedCredential } from '../connector/app-registration.ts';
import { parseSubject } from '../connector/connector-subject.ts';
import { sameGuid } from '../connector/difference.ts';
import { sameEnvironment } from '../connector/environment-name.ts';
import type { Connector, SecurityBlock } from '../connector/connector.ts';
import type { DeployedConnector } from '../connector/deployed-connector.ts';
import { readSecurityBlocks, type GeneratedIdentity } from '../connector/managed-identity-shape.ts';
import { deployedBlock, generatedIdentityOf } from './actual-state.ts';
import { isServiceFailure, PlanRefusedError } from './errors.ts';
import type { Finding } from './finding.ts';
import { readLocalConnector } from './local-connector.ts';
import type { IdentityTarget } from './plan-model.ts';
import type { ConnectorFilesPort, ConnectorPort, DirectoryPort, EnvironmentsPort, IdentityCloud } from './ports.ts';
import { strayCredentialChecks } from './stray-credentials.ts';
import type { OriginKnowledge } from './subject-origin.ts';
import {
  audienceFindings, blockFindings, checks, consentFindings, credentialFindings, fileAgainstService, generatedFindings,
  permissionFindings, redirectUriFindings, secretFindings, staleInFile, type Check,
} from './verify-checks.ts';

export type { Finding } from './finding.ts';

export interface VerifyInput {
  /** Absent when only the deployed connector is looked at; `connectorName` is then needed. */
  readonly connector?: Connector;
  /** `shared_…`; where absent, what settings.json says. */
  readonly connectorName?: string;
  readonly target: IdentityTarget;
  readonly cloud: IdentityCloud;
  readonly ports: {
    readonly directory: DirectoryPort;
    readonly connectors: ConnectorPort;
    readonly files?: ConnectorFilesPort;
    /** Asked only where a credential of another connector is to be told; without it the target's environment alone is known. */
    readonly environments?: EnvironmentsPort;
  };
  readonly signal?: AbortSignal;
}

export interface VerifyReport {
  /** No finding is an error. */
  readonly ok: boolean;
  readonly title: string;
  readonly checks: readonly Check[];
  readonly live: LiveIdentity;
  /** For saying whose another subject is. */
  readonly knowledge: OriginKnowledge;
}

/** The values that are in force: those of the deployed connector, else of the file. Absent where there is none yet. */
export interface LiveIdentity {
  readonly tenantId: string;
  readonly appId?: string;
  readonly connectorName?: string;
  readonly redirectUrl?: string;
  readonly issuer?: string;
  readonly subject?: string;
  readonly audience?: string;
}

/** Writes nothing. Throws what the services answer; broken files and missing objects are findings, not errors. */
export async function verifyIdentity(input: VerifyInput): Promise<VerifyReport> {
  const { target, cloud } = input;
  const found: Check[] = [];
  const file = await localBlock(input, found);
  if (file) found.push(...checks('The security block in the file uses managed identity', blockFindings(file, target, cloud, 'file')));

  const deployed = await findDeployed(input, found);
  const served = deployed && servedBlock(deployed, file, found);
  const generated = generatedIdentityOf(deployed, file ?? served ?? NO_BLOCK);
  if (served) {
    found.push(...checks('The deployed connector uses managed identity', blockFindings(served, target, cloud, 'service')));
    if (file) found.push(...checks('The deployed connector has the file\'s settings', fileAgainstService(file, served, target, cloud)));
    if (file) found.push(...staleInFile(file, generated).map((finding) => ({ what: 'The file repeats nothing of another connector', ok: true, finding })));
    found.push(...checks('Power Platform has generated an identity that fits the tenant', generatedFindings(generated, target, cloud)));
  }

  const block = served?.clientId ? served : file;
  let knowledge = knowledgeOf(input, deployed);
  if (block) {
    const application = block.clientId ? await input.ports.directory.applicationByAppId(block.clientId, input.signal) : undefined;
    const credentials = application && deployed ? await input.ports.directory.federatedCredentials(application.id, input.signal) : [];
    const others = credentials.filter(({ subject }) => subject !== generated.subject);
    if (others.some((credential) => namesConnector(credential, target.tenantId))) knowledge = { ...knowledge, environments: await environmentsIn(input) };
    found.push(...await applicationChecks(input, block, { application, credentials, generated, deployed, knowledge }));
  }
  const { redirectUrl, issuer, subject, audience } = generated;
  return {
    ok: found.every(({ ok }) => ok),
    title: input.connector?.title ?? deployed?.displayName ?? input.connectorName ?? 'the connector',
    checks: found,
    live: { tenantId: target.tenantId, appId: block?.clientId, connectorName: deployed?.name, redirectUrl, issuer, subject, audience },
    knowledge,
  };
}

function knowledgeOf({ connector, target }: VerifyInput, deployed: DeployedConnector | undefined): OriginKnowledge {
  const { createdBy } = deployed ?? {};
  const creator = createdBy?.id !== undefined && !sameGuid(createdBy.id, target.userObjectId) ? [{ objectId: createdBy.id, name: createdBy.displayName ?? createdBy.id }] : [];
  return {
    tenantId: target.tenantId,
    ...(deployed ? { connector: { name: deployed.name, title: connector?.title ?? deployed.displayName, environment: target.environment } } : {}),
    environments: [{ name: target.environment, displayName: target.environmentDisplayName }],
    people: [{ objectId: target.userObjectId, name: target.userName ?? target.userObjectId }, ...creator],
  };
}

/** Only then is it worth asking for the environments. */
function namesConnector({ subject }: FederatedCredential, tenantId: string): boolean {
  const parsed = subject ? parseSubject(subject) : undefined;
  return parsed?.apiName !== undefined && sameGuid(parsed.tenantId, tenantId);
}

/** Without the right to list them the target's own is known all the same: it is no reason for Verify to fail. */
async function environmentsIn({ target, ports: { environments }, signal }: VerifyInput): Promise<OriginKnowledge['environments']> {
  const own = { name: target.environment, displayName: target.environmentDisplayName };
  try {
    const listed = await environments?.list(signal) ?? [];
    return listed.some(({ name }) => name === own.name) ? listed : [own, ...listed];
  } catch (error) {
    if (isServiceFailure(error) && !signal?.aborted) return [own];
    throw error;
  }
}

const NO_BLOCK = { parameterName: '' };

async function localBlock({ connector, target, ports: { files } }: VerifyInput, found: Check[]): Promise<SecurityBlock | undefined> {
  if (!connector || !files) return undefined;
  try {
    return (await readLocalConnector(connector, target.parameterPointer, files)).block;
  } catch (error) {
    if (!(error instanceof PlanRefusedError)) throw error;
    const message = error.message.replace(', so nothing was planned', '');
    found.push(...checks('The files can be read and deployed', [{ severity: 'error', subject: 'files', message }]));
    return undefined;
  }
}

async function findDeployed({ connector, connectorName, target, ports: { connectors }, signal }: VerifyInput, found: Check[]): Promise<DeployedConnector | undefined> {
  const what = `The connector is deployed in ${target.environmentDisplayName}`;
  const { connectorId, environment } = connector?.settings ?? {};
  const name = connectorName ?? (environment === undefined || sameEnvironment(environment, target.environment) ? connectorId : undefined);
  const deployed = name === undefined ? undefined : await connectors.connector(target.environment, name, signal);
  const message = name === undefined
    ? `settings.json names no connector in ${target.environmentDisplayName}. Run Configure Managed Identity, which deploys it.`
    : `The connector ${name} is not in ${target.environmentDisplayName}. It was deleted, or belongs to another environment. Run Configure Managed Identity, which deploys it.`;
  found.push(...checks(what, deployed ? [] : [{ severity: 'error', subject: 'connector', message, repair: 'connector' }]));
  return deployed;
}

function servedBlock(deployed: DeployedConnector, file: SecurityBlock | undefined, found: Check[]): SecurityBlock | undefined {
  const served = file ? deployedBlock(deployed, file) : readSecurityBlocks(deployed.properties)[0];
  if (!served) {
    const finding: Finding = { severity: 'error', subject: 'security block', message: `The deployed connector has no OAuth parameter${file ? ` "${file.parameterName}"` : ''}. Deploy the connector.`, repair: 'connector' };
    found.push(...checks('The deployed connector has the security block', [finding]));
  }
  return served;
}

interface Remote {
  readonly application?: ApplicationRegistration;
  readonly credentials: readonly FederatedCredential[];
  readonly generated: GeneratedIdentity;
  readonly deployed?: DeployedConnector;
  readonly knowledge: OriginKnowledge;
}

async function applicationChecks(input: VerifyInput, block: SecurityBlock, { application, credentials, generated, deployed, knowledge }: Remote): Promise<Check[]> {
  const { target, cloud, ports: { directory }, signal } = input;
  if (!application) {
    const message = `The app registration ${block.clientId ?? ''} was not found in tenant ${target.tenantId}. It belongs to another tenant or was deleted (Entra keeps deleted ones for 30 days). Restore it, or run Configure Managed Identity and choose another.`;
    return checks('The app registration exists', block.clientId ? [{ severity: 'error', subject: 'app registration', message, repair: 'application' }] : []);
  }
  return [
    { what: `The app registration "${application.displayName}" exists`, ok: true },
    ...checks('The app registration is for this tenant alone', audienceFindings(application)),
    ...await permissionChecks(input, application, block),
    ...checks('The app can be used in this tenant (service principal)', await directory.servicePrincipalExists(application.appId, signal) ? [] : [
      { severity: 'error', subject: 'service principal', message: 'The app registration has no service principal in this tenant. Sign-in fails with AADSTS7000229.', repair: 'servicePrincipal' },
    ]),
    ...(generated.redirectUrl ? checks('The connector\'s redirect URL is on the app registration', redirectUriFindings(application, generated.redirectUrl)) : []),
    ...(deployed && generated.issuer && generated.subject
      ? checks('A federated credential has exactly the connector\'s issuer, subject and audience', credentialFindings(
        credentials,
        { issuer: generated.issuer, subject: generated.subject, audience: generated.audience ?? cloud.federatedAudience },
        deployed.name,
        knowledge,
      ))
      : []),
    ...(deployed && generated.subject ? strayCredentialChecks(credentials, generated.subject, deployed.name, knowledge) : []),
    ...checks('No client secret is left on the app registration', secretFindings(application)),
  ];
}

async function permissionChecks({ target, ports: { directory }, signal }: VerifyInput, application: ApplicationRegistration, block: SecurityBlock): Promise<Check[]> {
  const resourceUri = block.resourceUri ?? target.resourceUri;
  const api = await directory.resourceApi(resourceUri, signal);
  if (!api) {
    const message = `The API ${resourceUri || '(no resource URL)'} was not found in tenant ${target.tenantId}. Correct the resource URL, or have an administrator add the API. Sign-in fails with AADSTS500011.`;
    return checks('The API is known in this tenant', [{ severity: 'error', subject: 'resource URL', message }]);
  }
  return [
    ...checks('The app registration requires the scopes that the connector asks for', permissionFindings(application, api, block)),
    ...checks('Consent has been given', consentFindings(await directory.consentedScopes(application.appId, api.appId, signal), api, block)),
  ];
}

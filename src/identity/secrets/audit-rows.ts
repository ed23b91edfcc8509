/** From a surveyed connector and its app registration to the rows of an audit. Pure. */
import type { ApplicationRegistration, FederatedCredential } from '../../connector/app-registration.ts';
import { isGuid, sameGuid } from '../../connector/difference.ts';
import type { OtherParameter, SecurityBlock } from '../../connector/connector.ts';
import type { Finding } from '../finding.ts';
import type { IdentityCloud } from '../ports.ts';
import { NOTHING_KNOWN, type OriginKnowledge } from '../subject-origin.ts';
import { audienceFindings, credentialFindings, generatedFindings, redirectUriFindings } from '../verify-checks.ts';
import { appSecrets, describeSecret, type AppSecret } from './app-secrets.ts';
import type { AuditCredential, AuditFinding, AuditRow } from './audit-model.ts';
import { SOON_DAYS } from './audit-words.ts';
import type { SurveyedConnector, SurveyedEnvironment } from './survey.ts';

/** What is kept of a connector between the survey and the look at its app. */
export interface AuditedConnector {
  readonly row: Omit<AuditRow, 'findings'>;
  /** Absent for what does not sign in with OAuth. */
  readonly block?: Pick<SecurityBlock, 'identityProvider' | 'tenantId' | 'redirectUrl' | 'issuer' | 'subject' | 'audience'>;
}

/** An app as far as it could be read; `undefined` where the tenant has none of that client id. */
export interface ReadApplication {
  readonly application: ApplicationRegistration;
  /** Absent where no connector needs them; why, in words, where they could not be read. */
  readonly federatedCredentials?: readonly FederatedCredential[] | string;
}

export interface RowContext {
  readonly tenantId: string;
  readonly cloud: IdentityCloud;
  readonly environments: readonly SurveyedEnvironment[];
  /** By client id in lower case; without an entry where the app could not be read. */
  readonly applications: ReadonlyMap<string, ReadApplication | undefined>;
  readonly now: number;
}

/** One for each OAuth parameter, and one for what else a connector or one of its sets asks for. */
export function auditedConnectors({ deployed, security, otherParameters }: SurveyedConnector, environment: SurveyedEnvironment): readonly AuditedConnector[] {
  const row = {
    environment: environment.name, environmentDisplayName: environment.displayName,
    connectorName: deployed.name, connectorTitle: deployed.displayName,
    ...(deployed.createdBy?.displayName ? { owner: deployed.createdBy.displayName } : {}),
  };
  const oauth = security.map((block): AuditedConnector => {
    const { parameterName, setName, clientId, identityProvider, tenantId, redirectUrl, issuer, subject, audience } = block;
    return {
      row: { ...row, parameterName, ...(setName ? { setName } : {}), credential: deployedCredential(block), ...(clientId ? { clientId } : {}) },
      block: { identityProvider, tenantId, redirectUrl, issuer, subject, audience },
    };
  });
  const withOAuth = new Set(security.map(({ setName }) => setName));
  const sets = new Set(otherParameters.map(({ setName }) => setName).filter((setName) => !withOAuth.has(setName)));
  const others = [...sets].map((setName): AuditedConnector => ({
    row: { ...row, ...(setName ? { setName } : {}), credential: otherCredential(otherParameters.filter((parameter) => parameter.setName === setName)) },
  }));
  return oauth.length + others.length > 0 ? [...oauth, ...others] : [{ row: { ...row, credential: 'none' } }];
}

/** The service shows no secret, so an OAuth parameter without another credential is one that was given a secret. */
function deployedCredential({ credential }: SecurityBlock): AuditCredential {
  return credential === 'none' ? 'secret' : credential;
}

function otherCredential(parameters: readonly OtherParameter[]): AuditCredential {
  const secure = parameters.filter(({ type }) => type.toLowerCase() === 'securestring');
  if (secure.length === 0) return 'other';
  return secure.some(({ name }) => /pass(?:word|phrase)?$|pwd/i.test(name)) && parameters.some(({ name }) => /user|login|account/i.test(name)) ? 'userNameAndPassword' : 'apiKey';
}

export function auditRow({ row, block }: AuditedConnector, context: RowContext): AuditRow {
  if (!block) return { ...row, findings: [] };
  const { clientId, credential } = row;
  const key = clientId?.toLowerCase() ?? '';
  if (!isGuid(clientId)) return { ...row, findings: unnamedApplication(row, block) };
  if (!context.applications.has(key)) return { ...row, findings: credential === 'managedIdentity' ? generated(block, context) : [] };
  const read = context.applications.get(key);
  if (!read) return { ...row, findings: [...(credential === 'managedIdentity' ? generated(block, context) : []), foreignApplication(row, block, context)] };
  const secrets = appSecrets(read.application, context.now);
  const found = { ...row, application: { displayName: read.application.displayName, secrets } };
  if (credential === 'managedIdentity') return { ...found, findings: [...generated(block, context), ...drift(row, block, read, context), ...leftOver(secrets)] };
  if (credential !== 'secret') return { ...found, findings: [] };
  return { ...found, ...expiry(secrets), findings: secretFindings(secrets) };
}

export function failedEnvironmentRow({ name, displayName }: SurveyedEnvironment, message: string): AuditRow {
  return { environment: name, environmentDisplayName: displayName, findings: [{ severity: 'warning', message: `The connectors of this environment could not be read. ${message}` }] };
}

function expiry(secrets: readonly AppSecret[]): Pick<AuditRow, 'expiresAt' | 'daysLeft' | 'expired'> {
  const dated = secrets.filter(({ endsAt }) => endsAt !== undefined);
  const decisive = dated.find(({ expired }) => !expired) ?? (dated.length === secrets.length ? dated.at(-1) : undefined);
  return decisive ? { expiresAt: decisive.endsAt, daysLeft: decisive.daysLeft, expired: decisive.expired } : {};
}

function secretFindings(secrets: readonly AppSecret[]): AuditFinding[] {
  if (secrets.length === 0) return [{ severity: 'error', message: 'The app registration has no client secret, so the connector cannot sign in: AADSTS7000215. Move it to managed identity.' }];
  const expired = secrets.filter((secret) => secret.expired);
  if (expired.length === secrets.length) {
    return [{ severity: 'error', message: `${expired.length === 1 ? 'The app\'s only client secret has' : `All ${expired.length} client secrets of the app have`} expired, so the connector cannot sign in: AADSTS7000222. Move it to managed identity.` }];
  }
  const soon = secrets.filter(({ daysLeft, expired: over }) => !over && daysLeft !== undefined && daysLeft < SOON_DAYS);
  return [
    ...(soon.length > 0 ? [{ severity: 'warning', message: `A client secret of the app ends soon: ${soon.map(describeSecret).join('; ')}.` } as const] : []),
    ...(secrets.length > 1 ? [{ severity: 'information', message: `The app has ${secrets.length} client secrets${expired.length > 0 ? `, ${expired.length} of them expired` : ''}; nobody can see which one the connector holds.` } as const] : []),
  ];
}

function leftOver(secrets: readonly AppSecret[]): AuditFinding[] {
  if (secrets.length === 0) return [];
  return [{ severity: 'information', message: `The connector needs no secret any more, and its app still has ${secrets.length === 1 ? 'one' : secrets.length}. Retire Secret removes them one at a time.` }];
}

function generated({ redirectUrl, issuer, subject, audience }: NonNullable<AuditedConnector['block']>, { tenantId, cloud }: RowContext): AuditFinding[] {
  return generatedFindings({ redirectUrl, issuer, subject, audience }, { tenantId }, cloud).map(plain);
}

/** The same checks as Verify's, of the app's side. */
function drift(row: AuditedConnector['row'], block: NonNullable<AuditedConnector['block']>, { application, federatedCredentials }: ReadApplication, { cloud, tenantId, environments }: RowContext): AuditFinding[] {
  const { redirectUrl, issuer, subject, audience } = block;
  const knowledge: OriginKnowledge = {
    ...NOTHING_KNOWN, tenantId, environments,
    connector: { name: row.connectorName ?? '', title: row.connectorTitle ?? '', environment: row.environment },
  };
  return [
    ...audienceFindings(application),
    ...(redirectUrl ? redirectUriFindings(application, redirectUrl) : []),
    ...(issuer && subject && typeof federatedCredentials === 'object'
      ? credentialFindings(federatedCredentials, { issuer, subject, audience: audience ?? cloud.federatedAudience }, row.connectorName ?? '', knowledge)
      : []),
  ].map(plain).concat(typeof federatedCredentials === 'string' ? [{ severity: 'information', message: `The federated credentials of the app could not be read and were not compared. ${federatedCredentials}` }] : []);
}

function plain({ severity, message }: Finding): AuditFinding {
  return { severity, message };
}

/** A secret at another provider, a placeholder, or an environment variable. */
function unnamedApplication({ clientId, credential }: AuditedConnector['row'], { identityProvider }: NonNullable<AuditedConnector['block']>): AuditFinding[] {
  if (credential === 'managedIdentity') return [{ severity: 'error', message: `The connector names no app registration${clientId ? `: "${clientId}" is not a client id` : ''}. Run Configure Managed Identity and choose one.` }];
  return [{ severity: 'information', message: `The secret is kept at the identity provider "${identityProvider ?? 'unknown'}", so its end is not known here.` }];
}

function foreignApplication({ clientId }: AuditedConnector['row'], { tenantId, identityProvider }: NonNullable<AuditedConnector['block']>, context: RowContext): AuditFinding {
  if (isGuid(tenantId) && !sameGuid(tenantId, context.tenantId)) {
    return { severity: 'warning', message: `The app registration belongs to another tenant, ${tenantId ?? ''}, so the end of its secrets is not known here. Sign in to that tenant to see it.` };
  }
  if (/^aad/i.test(identityProvider ?? '')) {
    return { severity: 'error', message: `The app registration ${clientId ?? ''} is not in this tenant: it was deleted, or belongs to another tenant. Entra keeps deleted ones for 30 days.` };
  }
  return { severity: 'information', message: `The client id is no app registration of this tenant; it may be one of the identity provider "${identityProvider ?? 'unknown'}". The end of its secret is not known here.` };
}

/** By what has to be done first: an end that is known, then what does not work, what is not known, and the rest. */
export function sortedRows(rows: readonly AuditRow[]): AuditRow[] {
  return rows.map((row) => ({ row, group: groupOf(row) })).toSorted((left, right) => left.group - right.group
    || (left.row.expiresAt ?? '').localeCompare(right.row.expiresAt ?? '')
    || left.row.environmentDisplayName.localeCompare(right.row.environmentDisplayName)
    || (left.row.connectorTitle ?? '').localeCompare(right.row.connectorTitle ?? '')
    || (left.row.setName ?? '').localeCompare(right.row.setName ?? '')).map(({ row }) => row);
}

const REST: readonly (AuditCredential | undefined)[] = ['managedIdentity', 'certificate', 'apiKey', 'userNameAndPassword', 'other', 'none'];

function groupOf({ expiresAt, credential, findings }: AuditRow): number {
  if (expiresAt !== undefined) return 0;
  if (findings.some(({ severity }) => severity === 'error')) return 1;
  if (credential === undefined) return 2;
  if (credential === 'secret') return 3;
  return 4 + REST.indexOf(credential);
}

/** The checks of Verify, each pure: what should hold, whether it does, and in words why not. */
import type { ApplicationRegistration, FederatedCredential, ResourceApi } from '../connector/app-registration.ts';
import type { SecurityBlock } from '../connector/connector.ts';
import type { GeneratedIdentity } from '../connector/managed-identity-shape.ts';
import { blockDifferences, desiredBlock, scopeOf } from './desired-state.ts';
import { differsInCaseOnly, isGuid, sameGuid, visibleBlanks } from '../connector/difference.ts';
import { PlanRefusedError } from './errors.ts';
import { credentialNameOf } from './federated-credential.ts';
import type { Finding } from './finding.ts';
import type { IdentityTarget, StepId } from './plan-model.ts';
import type { IdentityCloud } from './ports.ts';
import { apiNameOf } from './predicted-identity.ts';
import { ambiguityFindings, lintGeneratedIdentity, type GeneratedValues } from './identity-lint.ts';
import { subjectOrigin, type OriginKnowledge } from './subject-origin.ts';

export interface Check {
  /** The statement that is checked. */
  readonly what: string;
  /** False where the trust cannot work; a warning or a note leaves it true. */
  readonly ok: boolean;
  readonly finding?: Finding;
}

/** One check per finding, or a single good one. */
export function checks(what: string, findings: readonly Finding[]): Check[] {
  if (findings.length === 0) return [{ what, ok: true }];
  return findings.map((finding) => ({ what, ok: finding.severity !== 'error', finding }));
}

function difference(subject: string, message: string, expected: string | undefined, actual: string | undefined, repair?: StepId): Finding {
  const caseOnly = expected !== undefined && actual !== undefined && differsInCaseOnly(expected, actual);
  return { severity: 'error', subject, message, expected, actual, ...(caseOnly ? { caseOnly } : {}), ...(repair ? { repair } : {}) };
}

/** The block against managed identity with its own client id, resource and scopes. */
export function blockFindings(block: SecurityBlock, target: IdentityTarget, cloud: IdentityCloud, where: 'file' | 'service'): Finding[] {
  const repair = where === 'file' ? 'securityBlock' : 'connector';
  const place = where === 'file' ? 'The security block in the file' : 'The deployed security block';
  if (!isGuid(block.clientId)) {
    return [difference('client id', `${place} names no app registration${block.clientId ? `: "${block.clientId}" is not a client id` : ''}. Run Configure Managed Identity and choose one.`, undefined, block.clientId, repair)];
  }
  const own = desiredBlock({ ...target, resourceUri: block.resourceUri ?? target.resourceUri, scopes: block.scopes }, cloud, block.clientId ?? '');
  return blockDifferences(block, own, where).map(({ name, before, after }) => name === 'client secret'
    ? difference('client secret', `${place} still holds a client secret. Managed identity makes it useless, and in a file it can leak: remove it, and revoke it in the portal.`, undefined, undefined, repair)
    : difference(name, `${place} ${before === undefined ? 'lacks' : 'does not have'} the ${name} that managed identity needs.`, after, before, repair));
}

export function fileAgainstService(file: SecurityBlock, served: SecurityBlock, target: IdentityTarget, cloud: IdentityCloud): Finding[] {
  if (!isGuid(file.clientId)) return [];
  const desired = desiredBlock({ ...target, tenantId: file.tenantId ?? target.tenantId, resourceUri: file.resourceUri ?? target.resourceUri, scopes: file.scopes }, cloud, file.clientId ?? '');
  // What managed identity itself needs is said of the deployed block already.
  return blockDifferences(served, desired, 'service')
    .filter(({ name }) => ['client id', 'tenant id', 'resource URL', 'scopes'].includes(name))
    .map(({ name, before, after }) => difference(name, `The deployed connector and the file do not have the same ${name}. Deploy the connector, or correct the file.`, after, before, 'connector'));
}

/** What the file repeats of the service's values may be another environment's; it does no harm, but it misleads. */
export function staleInFile(file: SecurityBlock, generated: GeneratedIdentity): Finding[] {
  const stale = (subject: string, expected: string | undefined, actual: string | undefined): Finding[] => expected && actual && expected !== actual
    ? [{ ...difference(subject, `The file repeats a ${subject} that is not this connector's, perhaps from another environment. It is not used when deploying.`, expected, actual), severity: 'information' }]
    : [];
  return [...stale('subject', generated.subject, file.subject), ...stale('redirect URL', generated.redirectUrl, file.redirectUrl)];
}

export function generatedFindings(generated: GeneratedValues & Pick<GeneratedIdentity, 'ambiguous'>, target: Pick<IdentityTarget, 'tenantId'>, cloud: IdentityCloud): Finding[] {
  const { ambiguous } = generated;
  const missing = [
    ...(generated.redirectUrl || ambiguous?.redirectUrl ? [] : ['redirect URL']),
    ...(generated.issuer || ambiguous?.issuer ? [] : ['issuer']),
    ...(generated.subject || ambiguous?.subject ? [] : ['subject']),
  ];
  const absent: Finding[] = missing.length === 0 ? [] : [{
    severity: 'error', subject: 'generated identity', repair: 'connector',
    message: `Power Platform has not generated the ${missing.join(' and the ')}. After saving with managed identity it can take about five minutes; if it stays so, run Configure Managed Identity.`,
  }];
  return [...absent, ...ambiguityFindings(generated), ...lintGeneratedIdentity(generated, { tenantId: target.tenantId, cloud })];
}

export function audienceFindings({ signInAudience }: ApplicationRegistration): Finding[] {
  if (signInAudience === undefined || signInAudience === 'AzureADMyOrg') return [];
  return [difference('supported accounts', 'The app registration accepts accounts of other tenants. Managed identity works with single-tenant apps.', 'AzureADMyOrg', signInAudience, 'application')];
}

export function redirectUriFindings({ redirectUris }: ApplicationRegistration, redirectUrl: string): Finding[] {
  if (redirectUris.includes(redirectUrl)) return [];
  const almost = redirectUris.find((uri) => differsInCaseOnly(redirectUrl, uri));
  if (almost !== undefined) return [difference('redirect URI', 'The connector\'s redirect URL is on the app registration in another case, and Entra compares paths case-sensitively. Sign-in fails with AADSTS50011.', redirectUrl, almost, 'redirectUri')];
  const slash = redirectUris.find((uri) => uri.replace(/\/+$/, '') === redirectUrl.replace(/\/+$/, ''));
  return [difference('redirect URI', `The connector's redirect URL is not on the app registration${slash === undefined ? '' : ', only one with another slash at the end'}. Sign-in fails with AADSTS50011.`, redirectUrl, slash, 'redirectUri')];
}

export function credentialFindings(credentials: readonly FederatedCredential[], values: { readonly issuer: string; readonly subject: string; readonly audience: string }, connectorName: string, knowledge: OriginKnowledge): Finding[] {
  const repair = 'federatedCredential';
  const exact = credentials.find(({ issuer, subject }) => issuer === values.issuer && subject === values.subject);
  if (exact) {
    const actual = exact.audiences.join(', ');
    if (actual === values.audience) return [];
    return [difference('audience', `The federated credential "${exact.name}" has another audience than the connector. Sign-in fails with AADSTS700212.`, values.audience, actual, repair)];
  }
  const closest = closestCredential(credentials, values, connectorName);
  if (!closest) {
    const count = credentials.length === 0 ? 'The app registration has no federated credential. Sign-in fails with AADSTS70025.' : `None of the app registration's ${credentials.length} federated credentials is for this connector. Sign-in fails with AADSTS700213.`;
    return [difference('federated credential', count, values.subject, undefined, repair)];
  }
  const findings: Finding[] = [];
  for (const [name, expected, actual] of [['issuer', values.issuer, closest.issuer], ['subject', values.subject, closest.subject ?? '']] as const) {
    if (expected === actual) continue;
    const message = differsInCaseOnly(expected, actual)
      ? `The ${name} of the federated credential "${closest.name}" differs from the connector's in upper and lower case alone. Entra compares exactly: sign-in fails with AADSTS7002138.`
      : [
        `The ${name} of the federated credential "${closest.name}" is not the connector's.`,
        ...(name === 'subject' && actual.trim() !== expected ? [subjectOrigin(actual, knowledge).words] : []),
        `Sign-in fails with ${name === 'issuer' ? 'AADSTS700211' : 'AADSTS700213'}.`,
      ].join(' ');
    findings.push({ ...difference(name, message, expected, visibleBlanks(actual), repair), ...(differsInCaseOnly(expected, actual) ? { caseOnly: true } : {}) });
  }
  return findings;
}

/** The one that was most likely meant for the connector, where none fits. */
export function closestCredential(credentials: readonly FederatedCredential[], { issuer, subject }: { readonly issuer?: string; readonly subject: string }, connectorName: string): FederatedCredential | undefined {
  return credentials.find((credential) => credential.issuer.toLowerCase() === issuer?.toLowerCase() && credential.subject?.toLowerCase() === subject.toLowerCase())
    ?? credentials.find((credential) => credential.subject?.trim() === subject)
    ?? credentials.find(({ name }) => name === credentialNameOf(apiNameOf(connectorName)));
}

export function permissionFindings(application: ApplicationRegistration, api: ResourceApi, block: SecurityBlock): Finding[] {
  const entry = application.requiredResourceAccess.find((access) => sameGuid(access.resourceAppId, api.appId));
  try {
    const missing = block.scopes.flatMap((scope) => scopeOf(scope, api, block.resourceUri ?? '') ?? [])
      .filter((scope) => !entry?.resourceAccess.some((access) => access.type === 'Scope' && sameGuid(access.id, scope.id)));
    if (missing.length === 0) return [];
    return [{ severity: 'error', subject: 'API permissions', message: `The app registration does not require ${missing.map(({ value }) => value).join(', ')} of ${api.displayName}, which the connector asks for.`, repair: 'permissions' }];
  } catch (error) {
    if (error instanceof PlanRefusedError) return [{ severity: 'error', subject: 'scopes', message: error.message.replace(', so nothing was planned', '') }];
    throw error;
  }
}

export function consentFindings(consented: readonly string[] | undefined, api: ResourceApi, block: SecurityBlock): Finding[] {
  const missing = block.scopes.filter((scope) => {
    const known = api.scopes.find(({ value }) => value.toLowerCase() === scope.slice(scope.lastIndexOf('/') + 1).toLowerCase());
    return known && !consented?.includes(known.value);
  });
  if (missing.length === 0) return [];
  if (consented === undefined) return [{ severity: 'information', subject: 'consent', message: `Whether consent was given for ${missing.join(', ')} could not be read with this account.` }];
  const admin = api.scopes.some(({ value, adminConsentRequired }) => adminConsentRequired && missing.some((scope) => scope.toLowerCase().endsWith(value.toLowerCase())));
  return [{
    severity: admin ? 'warning' : 'information', subject: 'consent',
    message: `Consent to ${missing.join(', ')} has not been given. ${admin ? 'An administrator has to grant it on the app registration\'s page API permissions.' : 'Users are asked on their first connection, unless the tenant reserves that to administrators.'}`,
  }];
}

export function secretFindings({ passwordCredentials }: ApplicationRegistration): Finding[] {
  if (passwordCredentials.length === 0) return [];
  const many = passwordCredentials.length > 1;
  return [{ severity: 'information', subject: 'client secrets', message: `The app registration still has ${many ? `${passwordCredentials.length} client secrets` : 'a client secret'}. Once a connection has worked and nothing else uses ${many ? 'them' : 'it'}, Retire Secret removes ${many ? 'them one at a time' : 'it'}.` }];
}

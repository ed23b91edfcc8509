/**
 * Everything that can be known without a network about the values that Power Platform generates for a connector. Entra
 * accepts any value when a credential is saved and fails at sign-in only, hence the lint.
 */
import { CONNECTORS_APPLICATION_ID, explainUnreadableSubject, formatSubject, parseSubject, subjectFault } from '../connector/connector-subject.ts';
import { differsInCaseOnly, sameGuid, visibleBlanks } from '../connector/difference.ts';
import { entraCloudOfHost } from '../connector/entra-clouds.ts';
import type { GeneratedField, GeneratedIdentity } from '../connector/managed-identity-shape.ts';
import { explainUnreadableIssuer, isConsentHost, parseIssuer, parseRedirectUrl, redirectUrlFault, SHARED_REDIRECT_SEGMENT, textFault } from '../connector/identity-values.ts';
import type { Finding } from './finding.ts';
import type { IdentityCloud } from './ports.ts';

export interface GeneratedValues {
  readonly issuer?: string;
  readonly subject?: string;
  readonly audience?: string;
  readonly redirectUrl?: string;
}

const FIELD_NAMES: Readonly<Record<GeneratedField, string>> = { redirectUrl: 'redirect URL', issuer: 'issuer', subject: 'subject', audience: 'audience' };

/** One error for each value that Power Platform shows several times and differently; none is guessed. */
export function ambiguityFindings({ ambiguous = {} }: Pick<GeneratedIdentity, 'ambiguous'>): Finding[] {
  return Object.entries(ambiguous).map(([field, candidates]) => {
    const name = FIELD_NAMES[field as GeneratedField];
    const listed = candidates.map(({ at, value }) => `"${value}" at ${at}`).join(', ');
    return error(name, `The connector shows ${candidates.length} different values for its ${name}, so none was taken: ${listed}. Look at the Security page of the connector in the maker portal, which shows the right one, and enter it by hand; and please report what Inspect Raw Connector shows.`);
  });
}

export interface LintTarget {
  readonly tenantId: string;
  readonly cloud: Pick<IdentityCloud, 'login' | 'federatedAudience' | 'subjectCloud'>;
}

/**
 * What is wrong with the values that Power Platform generated, or that were pasted from its portal. Values that are
 * absent or empty are not looked at. A finding of severity `error` means that the trust cannot work.
 */
export function lintGeneratedIdentity(values: GeneratedValues, target: LintTarget): Finding[] {
  const findings: Finding[] = [];
  const { issuer, subject, audience, redirectUrl } = values;
  for (const [name, value] of [['issuer', issuer], ['subject', subject], ['audience', audience], ['redirect URL', redirectUrl]] as const) {
    if (value) findings.push(...lintText(name, value));
  }
  // One blank makes every further comparison fail too: say it once.
  if (findings.length > 0) return findings;
  if (issuer) findings.push(...lintIssuer(issuer, target));
  if (subject) findings.push(...lintSubject(subject, target));
  if (audience) findings.push(...lintAudience(audience, target));
  if (redirectUrl) findings.push(...lintRedirectUrl(redirectUrl, subject));
  return findings;
}

function error(subject: string, message: string, expected?: string, actual?: string): Finding {
  const caseOnly = expected !== undefined && actual !== undefined && differsInCaseOnly(expected, actual);
  return { severity: 'error', subject, message, expected, actual, ...(caseOnly ? { caseOnly } : {}) };
}

function lintText(name: string, value: string): Finding[] {
  const fault = textFault(name, value);
  if (fault === undefined) return [];
  return [value === value.trim() ? error(name, fault, undefined, value) : error(name, fault, value.trim(), visibleBlanks(value))];
}

function lintIssuer(issuer: string, { tenantId, cloud }: LintTarget): Finding[] {
  const expected = `${cloud.login}/${tenantId}/v2.0`;
  if (issuer === expected) return [];
  const parsed = parseIssuer(issuer);
  if (!parsed) return [error('issuer', explainUnreadableIssuer(issuer), expected, issuer)];
  const { host, tenantId: tenant } = parsed;
  if (!sameGuid(tenant, tenantId)) {
    return [error('issuer', `The issuer belongs to tenant ${tenant}, the app registration to tenant ${tenantId}. Use an app registration of the connector's tenant.`, expected, issuer)];
  }
  const cloudOfHost = entraCloudOfHost(host)?.subjectCloud;
  if (cloudOfHost !== undefined && cloudOfHost !== cloud.subjectCloud) {
    return [error('issuer', `The issuer's host ${host} belongs to another cloud than the one that is chosen. Set connectorStudio.cloud to the connector's cloud.`, expected, issuer)];
  }
  if (differsInCaseOnly(expected, issuer)) {
    return [{ severity: 'warning', subject: 'issuer', message: 'The issuer differs from the usual form in case alone. Entra compares case-sensitively; what the connector says is what counts.', expected, actual: issuer, caseOnly: true }];
  }
  return [{ severity: 'warning', subject: 'issuer', message: `The issuer's host ${host} is not the login host of the chosen cloud. What the connector says is what counts.`, expected, actual: issuer }];
}

function lintSubject(subject: string, { tenantId, cloud }: LintTarget): Finding[] {
  const fault = subjectFault(subject, tenantId);
  const parsed = parseSubject(subject);
  if (fault || !parsed) return [error('subject', fault?.message ?? explainUnreadableSubject(subject), fault?.expected, subject)];
  const withTenant = formatSubject(parsed.cloud, tenantId, parsed.applicationId, parsed.tail);
  if (!sameGuid(parsed.tenantId, tenantId)) {
    return [error('subject', `The subject names tenant ${parsed.tenantId}, the app registration is in tenant ${tenantId}. Use an app registration of the connector's tenant.`, withTenant, subject)];
  }
  if (parsed.cloud !== cloud.subjectCloud) {
    return [error('subject', `The subject belongs to the cloud "${parsed.cloud}", and "${cloud.subjectCloud}" is chosen. Set connectorStudio.cloud to the connector's cloud.`, formatSubject(cloud.subjectCloud, tenantId, parsed.applicationId, parsed.tail), subject)];
  }
  if (parsed.applicationId !== CONNECTORS_APPLICATION_ID) {
    return [{
      severity: 'warning', subject: 'subject',
      message: `The subject is issued for application ${parsed.applicationId}; every connector seen so far has ${CONNECTORS_APPLICATION_ID}. Make sure that it was copied from a custom connector and not from a plug-in or an agent.`,
      expected: formatSubject(parsed.cloud, tenantId, CONNECTORS_APPLICATION_ID, parsed.tail), actual: subject,
    }];
  }
  return [];
}

function lintAudience(audience: string, { cloud }: LintTarget): Finding[] {
  if (audience === cloud.federatedAudience) return [];
  const message = differsInCaseOnly(cloud.federatedAudience, audience)
    ? 'The audience differs from the cloud\'s in case alone, and Entra compares case-sensitively.'
    : 'The audience is not that of the chosen cloud. Set connectorStudio.cloud to the connector\'s cloud.';
  return [error('audience', message, cloud.federatedAudience, audience)];
}

function lintRedirectUrl(redirectUrl: string, subject: string | undefined): Finding[] {
  const fault = redirectUrlFault(redirectUrl);
  if (fault !== undefined) return [error('redirect URL', fault, undefined, redirectUrl)];
  const { host = '', lastSegment = '' } = parseRedirectUrl(redirectUrl) ?? {};
  if (!isConsentHost(host)) {
    return [{ severity: 'warning', subject: 'redirect URL', message: `The redirect URL's host ${host} is not one of Power Platform's known consent hosts. Make sure that it is the connector's.`, actual: redirectUrl }];
  }
  const apiName = subject === undefined ? undefined : parseSubject(subject)?.apiName;
  if (apiName === undefined || lastSegment === apiName) return [];
  const message = lastSegment === SHARED_REDIRECT_SEGMENT
    ? 'The redirect URL is the one that all connectors share, not this connector\'s own. It works only while the connector keeps the redirect mode "Global".'
    : 'The redirect URL and the subject name different connectors. Copy both from the same connector.';
  return [{ severity: 'warning', subject: 'redirect URL', message, expected: redirectUrl.slice(0, redirectUrl.length - lastSegment.length) + apiName, actual: redirectUrl }];
}

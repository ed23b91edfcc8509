/**
 * The subject that Power Platform gives a connector: `/eid1/c/{cloud}/t/{tenant}/a/{application}/{workload}`. Tenant
 * and application are base64url without padding over the GUID's bytes in .NET order (Power Platform docs,
 * set-up-managed-identity, which uses `[guid].ToByteArray()`; the tenant of microsoft/Agents#237 confirms it). A
 * connector's workload is `{API Management service}_{api name}`, as public exports of connectors show.
 */
import { isGuid } from './difference.ts';
import { decodeGuid, encodeGuid, segmentFault } from './segment-encoding.ts';

export { decodeGuid, encodeGuid, wrongEncodingOf } from './segment-encoding.ts';

/** The first-party application that speaks for custom connectors, as every public export names it. */
export const CONNECTORS_APPLICATION_ID = 'c8f6de93-56ba-4c8e-a983-b0e93187eb34';

export interface ConnectorSubject {
  readonly cloud: string;
  readonly tenantId: string;
  readonly applicationId: string;
  /** Everything after the application: `unitedstates-002_my-20connector-5f…`. */
  readonly tail: string;
  /** `unitedstates-002`; absent where the tail has no underscore and so is no connector's. */
  readonly apimService?: string;
  readonly apiName?: string;
}

/** Exact in case, as Entra compares it; undefined for any other form. */
export function parseSubject(subject: string): ConnectorSubject | undefined {
  const match = /^\/eid1\/c\/([^/]+)\/t\/([^/]+)\/a\/([^/]+)\/(\S+)$/.exec(subject);
  if (!match) return undefined;
  const [, cloud = '', tenant = '', application = '', tail = ''] = match;
  const tenantId = decodeGuid(tenant);
  const applicationId = decodeGuid(application);
  if (tenantId === undefined || applicationId === undefined) return undefined;
  const connector = /^([^_/]+)_([^/]+)$/.exec(tail);
  return { cloud, tenantId, applicationId, tail, apimService: connector?.[1], apiName: connector?.[2] };
}

export function formatSubject(cloud: string, tenantId: string, applicationId: string, tail: string): string {
  return `/eid1/c/${cloud}/t/${encodeGuid(tenantId)}/a/${encodeGuid(applicationId)}/${tail}`;
}

/** `/eid1/c/{cloud}/t/{tenant}/a/{application}/{tail}` in any case; a segment in plain base64 may hold slashes. */
const ALMOST = /^(\/eid1\/c\/)([^/]*)(\/t\/)(.*?)(\/a\/)([^/]*)\/(\S*)$/i;

/** Segments after `/eid1/c/` that Power Platform's docs name. */
const CLOUDS: readonly string[] = ['pub', 'usg', 'chn', 'uss', 'usn'];

export interface SubjectFault {
  /** Complete sentences: which part is wrong, why, and what to do. */
  readonly message: string;
  /** The subject with that part put right, where it can be known. */
  readonly expected?: string;
}

/**
 * What is wrong with a subject's form, part by part; undefined where nothing is. Says nothing about a subject that is
 * well-formed and belongs to another tenant or application.
 *
 * @param tenantId of the app registration, where it is known: mistakes in encoding are then told apart from another tenant
 */
export function subjectFault(subject: string, tenantId?: string): SubjectFault | undefined {
  const targetTenant = isGuid(tenantId) ? tenantId : undefined;
  const match = ALMOST.exec(subject);
  if (!match || /\s/.test(subject)) return parseSubject(subject) ? undefined : { message: `The subject has not the form /eid1/c/…/t/…/a/…/….${shapeWords(subject)} Copy it again from the connector's Security page.` };
  const [, head = '', cloud = '', t = '', tenant = '', a = ''] = match;
  const [application, tail] = applicationAndTail(match[6] ?? '', match[7] ?? '');
  const wrongTenant = segmentFault(tenant, targetTenant);
  const wrongApplication = segmentFault(application, CONNECTORS_APPLICATION_ID);
  const rightTenant = wrongTenant ? targetTenant : decodeGuid(tenant);
  const rightApplication = (wrongApplication ? undefined : decodeGuid(application)) ?? CONNECTORS_APPLICATION_ID;
  const expected = rightTenant === undefined || tail === '' ? undefined : formatSubject(cloud.toLowerCase(), rightTenant, rightApplication, tail);
  const composed = 'Copy the subject from the connector instead of composing it.';
  const fault = (message: string): SubjectFault => (expected === undefined || expected === subject ? { message } : { message, expected });
  if (`${head}${t}${a}` !== '/eid1/c//t//a/') return fault('The subject\'s fixed parts are in the wrong case: they read /eid1/c/…/t/…/a/… in lower case. Copy it again.');
  if (!CLOUDS.includes(cloud) && CLOUDS.includes(cloud.toLowerCase())) return fault(`The subject's cloud segment "${cloud}" is in the wrong case: it reads "${cloud.toLowerCase()}". Copy it again.`);
  if (wrongTenant) return fault(`The subject's tenant segment "${tenant}" ${wrongTenant}.${shouldBe(targetTenant)} ${composed}`);
  if (wrongApplication) return fault(`The subject's application segment "${application}" ${wrongApplication}.${shouldBe(CONNECTORS_APPLICATION_ID)} ${composed}`);
  if (tail === '') return { message: 'The subject ends after the application: the connector\'s part is missing. Copy it again from the connector\'s Security page.' };
  return parseSubject(subject) ? undefined : { message: `The subject has not the form /eid1/c/…/t/…/a/…/…. Copy it again from the connector's Security page.` };
}

/** What is wrong with a text that `parseSubject` does not read, in sentences; the usual wrong encodings are named. */
export function explainUnreadableSubject(subject: string): string {
  return subjectFault(subject)?.message ?? 'The subject has not the form /eid1/c/…/t/…/a/…/…. Copy it again from the connector\'s Security page.';
}

/** A connector's tail has no slash: where one is left over, it may belong to an application in plain base64. */
function applicationAndTail(application: string, tail: string): readonly [string, string] {
  const slash = tail.lastIndexOf('/');
  const whole = `${application}/${tail.slice(0, slash)}`;
  return slash >= 0 && /plain base64/.test(segmentFault(whole) ?? '') ? [whole, tail.slice(slash + 1)] : [application, tail];
}

function shouldBe(guid: string | undefined): string {
  return guid === undefined ? '' : ` For ${guid} it is "${encodeGuid(guid)}".`;
}

function shapeWords(subject: string): string {
  if (/\s/.test(subject)) return ' It holds a blank or line break.';
  if (/^eid1\//i.test(subject)) return ' The slash at its beginning is missing.';
  if (/^https?:/i.test(subject)) return ' It is an address: perhaps the issuer or the redirect URL.';
  if (/^\/eid1\/c\/[^/]*\/t\/[^/]*\/?$/i.test(subject)) return ' It was cut off after the tenant.';
  return '';
}

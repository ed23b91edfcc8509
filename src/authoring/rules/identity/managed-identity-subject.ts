import { replaceScalar } from '../../fixes/node-edits.ts';
import { rangeWithin } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { CONNECTORS_APPLICATION_ID, explainUnreadableSubject, parseSubject, wrongEncodingOf } from '../../../connector/connector-subject.ts';
import { isGuid, sameGuid } from '../../../connector/difference.ts';
import { textFault } from '../../../connector/identity-values.ts';
import { EXAMPLE_SUBJECT, managedIdentityExample } from './managed-identity-example.ts';
import { trustsOf, type Trust } from './trust.ts';

export const managedIdentitySubject: Rule = {
  id: 'managed-identity-subject',
  severity: 'error',
  profile: 'build',
  title: 'The subject is one that Power Platform has written for this tenant and cloud.',
  explanation: 'A subject reads `/eid1/c/<cloud>/t/<tenant>/a/<application>/<connector>`; tenant and application are the GUIDs\' bytes in .NET order, in base64url without padding. It is the service\'s to write, and Entra compares it exactly: composed by hand, or left from another tenant, it makes sign-in fail with AADSTS700213. An empty subject is right until the connector has been saved.',
  source: 'learn.microsoft.com, Power Platform, set up managed identity; microsoft/Agents#237; exports of the platform in managedBlog/graph-connector-factory-v2.',
  bad: managedIdentityExample({}, { credentials: { Subject: EXAMPLE_SUBJECT.replace('/c/pub/', '/c/usg/') } }),
  good: managedIdentityExample({}, { credentials: { Subject: EXAMPLE_SUBJECT } }),
  check: ({ properties }, report) => {
    for (const trust of trustsOf(properties)) {
      const { subject } = trust;
      const fault = subject && subjectFault(trust, subject.text);
      if (!properties || !subject || !fault) continue;
      const { document } = properties;
      const range = fault.segment ? rangeWithin(document, subject.node, ...fault.segment) : subject.node.range;
      const trimmed = subject.text.trim();
      const fixes = (): Fix[] => [
        ...(trimmed !== subject.text ? [{ title: 'Remove the blanks', safe: true, changes: [{ file: 'properties' as const, edits: replaceScalar(document, subject.node, trimmed) }] }] : []),
        { title: 'Leave the subject to the service: make it empty', safe: false, changes: [{ file: 'properties', edits: replaceScalar(document, subject.node, '') }] },
      ];
      report({ file: 'properties', range, severity: fault.mild ? 'warning' : undefined, message: fault.message, fixes });
    }
  },
};

interface SubjectFault {
  readonly message: string;
  readonly mild?: true;
  /** Start and end in the subject's text. */
  readonly segment?: readonly [number, number];
}

function subjectFault({ tenantId, cloud }: Trust, text: string): SubjectFault | undefined {
  const ofText = textFault('subject', text);
  if (ofText !== undefined) return { message: ofText };
  const segments = segmentsOf(text);
  const wrong = segments && wrongEncoding(segments, tenantId);
  if (wrong) return wrong;
  const parsed = parseSubject(text);
  if (!parsed || !segments) return { message: explainUnreadableSubject(text) };
  if (tenantId !== undefined && isGuid(tenantId) && !sameGuid(parsed.tenantId, tenantId)) {
    return { message: `The subject names tenant ${parsed.tenantId}, and TenantId is ${tenantId}. It was written for a connector in another tenant: make it empty, and the service writes this one's.`, segment: segments.tenant.range };
  }
  if (cloud && parsed.cloud !== cloud.subjectCloud) {
    return { message: `The subject belongs to the cloud "${parsed.cloud}", issuer and audience to "${cloud.subjectCloud}". Make it empty, and the service writes the right one.`, segment: segments.cloud.range };
  }
  if (parsed.applicationId !== CONNECTORS_APPLICATION_ID) {
    return { message: `The subject is issued for application ${parsed.applicationId}; every connector seen so far has ${CONNECTORS_APPLICATION_ID}. Make sure that it is not a plug-in's or an agent's.`, segment: segments.application.range, mild: true };
  }
  if (parsed.apiName === undefined) return { message: 'The subject ends with no connector: "<region>-<number>_<connector id>" is expected. Make sure that it is not a plug-in\'s or an agent\'s.', segment: segments.tail.range, mild: true };
  return undefined;
}

interface Segment {
  readonly text: string;
  readonly range: readonly [number, number];
}

function segmentsOf(subject: string): Record<'cloud' | 'tenant' | 'application' | 'tail', Segment> | undefined {
  const match = /^\/eid1\/c\/([^/]+)\/t\/([^/]+)\/a\/([^/]+)\/(\S+)$/d.exec(subject);
  const segment = (index: number): Segment => ({ text: match?.[index] ?? '', range: match?.indices?.[index] ?? [0, 0] });
  return match ? { cloud: segment(1), tenant: segment(2), application: segment(3), tail: segment(4) } : undefined;
}

function wrongEncoding({ tenant, application }: NonNullable<ReturnType<typeof segmentsOf>>, tenantId: string | undefined): SubjectFault | undefined {
  for (const [{ text, range }, guid, name] of [[tenant, tenantId, 'tenant'], [application, CONNECTORS_APPLICATION_ID, 'application']] as const) {
    const kind = guid === undefined ? undefined : wrongEncodingOf(text, guid);
    const how = kind === 'bigEndian' ? 'with the bytes in the order in which the GUID is written, where Power Platform has those of .NET, the first three groups reversed' : 'in another case, which makes it another id';
    if (kind) return { message: `The subject has the id of the ${name} ${how}. Copy the subject from the connector instead of composing it, or make it empty.`, segment: range };
  }
  return undefined;
}

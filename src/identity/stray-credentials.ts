/**
 * The app's federated credentials that are not this connector's, each with what it was made for. One app may serve
 * several connectors, so they are told, not blamed; what belongs to nothing any more counts towards Entra's 20.
 */
import type { FederatedCredential } from '../connector/app-registration.ts';
import { closestCredential, type Check } from './verify-checks.ts';
import { subjectOrigin, type OriginKnowledge, type SubjectOrigin } from './subject-origin.ts';

/** Kinds that nothing in use can need. */
const DEAD: readonly SubjectOrigin['kind'][] = ['formerConnector', 'unreadable'];

/** None where the app has no other credential. The one that Verify compares with the connector's values is left to that. */
export function strayCredentialChecks(credentials: readonly FederatedCredential[], subject: string, connectorName: string, knowledge: OriginKnowledge): Check[] {
  const own = credentials.find((credential) => credential.subject === subject) ?? closestCredential(credentials, { subject }, connectorName);
  return credentials.filter((credential) => credential !== own && credential.subject !== subject).map((credential) => {
    const { kind, words } = subjectOrigin(credential.subject, knowledge);
    const advice = DEAD.includes(kind) ? ' Remove it in the portal once you are sure that nothing signs in with it.' : '';
    return {
      what: `The federated credential "${credential.name}" is not this connector's`,
      ok: true,
      finding: { severity: 'information', subject: 'other credential', message: `The app registration has another federated credential, "${credential.name}". ${words}${advice}`, ...(credential.subject ? { actual: credential.subject } : {}) },
    };
  });
}

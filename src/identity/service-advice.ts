/**
 * What to do about a service's refusal while a plan is applied, where its own message leaves the user alone. Sources:
 * Graph docs (rbac-apps-serviceprincipal-creds-apis, errors), msgraph-bicep-types#137 (a deleted app keeps its unique
 * name), msteams-docs#13077 (service tree), Azure/azure-workload-identity#434, PowerPlatformConnectors#614.
 */
import type { ServiceFailure } from './ports.ts';

/** Complete sentences; undefined where the service's message has to do. */
export function adviceForServiceFailure({ status, code, message, request, retryAfterSeconds }: Pick<ServiceFailure, 'status' | 'code' | 'message' | 'request' | 'retryAfterSeconds'>): string | undefined {
  if (status === 429 && retryAfterSeconds !== undefined) return `The service asks to wait ${waitOf(retryAfterSeconds)}. Try again then: what was done is kept.`;
  if (/\/deletedItems\/[^/]+\/restore$/.test(request) && status === 403) {
    return `Restoring a deleted app registration takes one of the roles Application Administrator, Cloud Application Administrator and Hybrid Identity Administrator. Register the app under a new unique name instead. ${HAND_OFF}`;
  }
  if (code === 'Directory_QuotaExceeded') {
    return 'A user without an administrator\'s role may have 250 objects in Microsoft Entra, deleted ones included. Delete app registrations that are no longer needed, for good, or ask an administrator to register the app. Or choose an existing app registration.';
  }
  if (status === 403 && code === 'Authorization_RequestDenied') {
    return `The account may not register or change this app. It needs to own the app, or one of the roles Application Developer (for own apps), Cloud Application Administrator and Application Administrator. Ask an administrator for one, or to make you an owner of the app, and run Configure Managed Identity again: it goes on from here. ${HAND_OFF}`;
  }
  if (/property uniqueName already exists/i.test(message)) {
    return 'A deleted app registration still holds this unique name; Entra keeps it for 30 days. Restore it, or delete it permanently, under Deleted applications in the portal. Or choose an existing app registration.';
  }
  if (code === 'InvalidFederatedIdentityCredentialValue' && /policy/i.test(message)) {
    return 'A policy of the tenant forbids federated credentials of this issuer. Ask an administrator to allow it in the app management policy.';
  }
  if (/^ServiceTree/i.test(code)) {
    return 'The tenant asks for a service tree id on every app registration. Register the app in the portal with it, then choose it as an existing app registration.';
  }
  if (code === 'CredentialTypeNotAllowedAsPerAppPolicy') return 'A policy of the tenant forbids this kind of credential. Ask an administrator.';
  if (code === 'CannotUpdateApiDisplayName') return 'A connector keeps the title it was created with. Restore the former title in the definition, or remove connectorId from settings.json to create a new connector.';
  if (/\/apis\b/.test(request) && status === 403) return 'The account may not create or change custom connectors in this environment. It needs the role Environment Maker there.';
  return undefined;
}

const HAND_OFF = 'Or run Hand Off to an Administrator, which writes the plan as a script and a checklist for somebody who may.';

function waitOf(seconds: number): string {
  if (seconds < 120) return `${Math.ceil(seconds)} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

/** What the commands do, in one piece: as a chunk each they would share hundreds of small ones. */
export { applyOpenPlan } from './apply-plan.ts';
export { auditSecrets, migrateFromAudit } from './audit-secrets.ts';
export { configureManagedIdentity } from './configure-managed-identity.ts';
export { deployConnector } from './deploy-connector.ts';
export { explainSignInError } from './explain-sign-in-error.ts';
export { exportAudit } from './export-audit.ts';
export { handOffPlan } from './hand-off-plan.ts';
export { migrateFromSecret } from './migrate-from-secret.ts';
export { newConnector } from './new-connector.ts';
export { OpenPlans } from './open-plans.ts';
export { retireSecret } from './retire-secret.ts';
export { testConnection } from './test-connection.ts';
export { removeManagedIdentity, undoManagedIdentity } from './undo-managed-identity.ts';
export { verifyManagedIdentity } from './verify-managed-identity.ts';
export * from './life-cycle/command-bodies.ts';
export { inspectRawConnector } from '../tree/inspect-raw-connector.ts';
export { removeDanglingCredentials } from './remove-dangling-credentials.ts';

/** What an audit of secrets finds, as data: a row for each way in which a connector signs in. */
import type { AppSecret } from './app-secrets.ts';

export type AuditCredential = 'secret' | 'managedIdentity' | 'certificate' | 'apiKey' | 'userNameAndPassword' | 'other' | 'none';

export interface AuditFinding {
  /** An error keeps the connector from signing in, or will soon. */
  readonly severity: 'error' | 'warning' | 'information';
  /** Complete sentences. */
  readonly message: string;
}

export interface AuditApplication {
  readonly displayName: string;
  /** All of the app's client secrets; which one a connector holds nobody can see. */
  readonly secrets: readonly AppSecret[];
}

export interface AuditRow {
  /** Name, and display name, of the environment. */
  readonly environment: string;
  readonly environmentDisplayName: string;
  /** `shared_…`; absent in the row of an environment that could not be read. */
  readonly connectorName?: string;
  readonly connectorTitle?: string;
  /** Who made the connector. */
  readonly owner?: string;
  readonly parameterName?: string;
  readonly setName?: string;
  readonly credential?: AuditCredential;
  readonly clientId?: string;
  /** Absent where there is none, it is of another tenant, or it could not be read; a finding then says so. */
  readonly application?: AuditApplication;
  /**
   * ISO 8601: when the connector stops working for want of a secret at the earliest. That is the end of the app's next
   * secret to expire, or of the last one where all have.
   */
  readonly expiresAt?: string;
  /** Whole days until then; negative afterwards. */
  readonly daysLeft?: number;
  readonly expired?: boolean;
  readonly findings: readonly AuditFinding[];
}

export interface AuditReport {
  readonly version: 1;
  /** ISO 8601, UTC. */
  readonly auditedAt: string;
  readonly tenantId: string;
  readonly environments: number;
  readonly environmentsFailed: number;
  readonly connectors: number;
  /** Why app registrations, and so the ends of secrets, are unknown; absent where they could be read. */
  readonly directoryUnread?: string;
  /** What expires first comes first. */
  readonly rows: readonly AuditRow[];
}

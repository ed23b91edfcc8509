/** A difference between what is and what should be, in words. */
import type { StepId } from './plan-model.ts';

export interface Finding {
  readonly severity: 'error' | 'warning' | 'information';
  /** What the finding is about: `subject`, `redirect URI`, `security block`… */
  readonly subject: string;
  /** Complete sentences; the next step belongs in them. */
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  /** Expected and actual differ in upper and lower case alone, which Entra does not forgive. */
  readonly caseOnly?: boolean;
  /** The plan step that puts it right. */
  readonly repair?: StepId;
}

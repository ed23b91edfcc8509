/** What went wrong, in words for people and in fields for programs. Never holds a token, header or body. */
import { redactedSentence, redactTokens } from '../../cloud/redact-tokens.ts';
import { isServiceFailure } from '../../identity/errors.ts';
import type { StepId } from '../../identity/plan-model.ts';
import { adviceForServiceFailure } from '../../identity/service-advice.ts';
import { oneLine } from '../output/one-line.ts';

export const DONE = 0;
export const FAILED = 1;
export const PENDING = 3;
export const OUTDATED = 4;

export interface Failure {
  /** Where a run had arrived. */
  readonly step?: StepId;
  /** The service's own code, or the name of what was found. */
  readonly code: string;
  /** Complete sentences. */
  readonly message: string;
  readonly next?: string;
  readonly requestId?: string;
}

/** What the command itself finds wrong. */
export class IdentityCommandError extends Error {
  override readonly name = 'IdentityCommandError';
  readonly code: string;
  readonly next?: string;

  constructor(code: string, message: string, next?: string) {
    super(message);
    this.code = code;
    this.next = next;
  }
}

/** The step a failed run had arrived at, noted on its error. */
export class FailedStep extends Error {
  override readonly name = 'FailedStep';
  readonly step: StepId | undefined;

  constructor(step: StepId | undefined, cause: unknown) {
    super('A run has failed.', { cause });
    this.step = step;
  }
}

/** Errors of the layers that say what, why and what next in their message. */
const SPEAKING: ReadonlySet<string> = new Set([
  'PlanRefusedError', 'IdentityNotGeneratedError', 'GeneratedIdentityError', 'NotReplicatedError', 'SavedPlanError', 'CloudFileError', 'StaleFileError',
  'HostRefusedError', 'TokenUnavailableError', 'DocumentNotEditableError',
]);

/** Undefined for what is a fault of the program itself. */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof FailedStep) {
    const failure = failureOf(error.cause);
    return failure && { ...(error.step && { step: error.step }), ...failure };
  }
  if (error instanceof IdentityCommandError) return { code: error.code, message: oneLine(redactTokens(error.message)), ...(error.next && { next: error.next }) };
  if (isServiceFailure(error)) {
    const next = adviceForServiceFailure(error) ?? usualAdvice(error.status);
    return {
      code: error.code, message: oneLine(redactedSentence(error.message)), ...(next && { next }), ...(error.requestId && { requestId: error.requestId }),
    };
  }
  if (!(error instanceof Error)) return undefined;
  const message = oneLine(redactedSentence(error.message));
  // A step-up says itself what to run.
  if (error.name === 'TokenUnavailableError' && !('stepUp' in error && error.stepUp === true)) return { code: error.name, message, next: 'Sign in with "az login", or set the environment variables of a service principal, and run this again.' };
  if (SPEAKING.has(error.name)) return { code: 'reason' in error && typeof error.reason === 'string' ? error.reason : error.name, message };
  // What the file system refuses.
  if ('code' in error && typeof error.code === 'string' && 'syscall' in error) return { code: error.code, message };
  return undefined;
}

export function failureText({ message, next, code, requestId }: Failure): string {
  return [message, next, requestId ? `(${code}, request id ${requestId})` : undefined].filter((part) => part !== undefined).join(' ');
}

function usualAdvice(status: number): string | undefined {
  if (status === 0) return 'Check the connection to the service, and run this again: it goes on from here.';
  if (status === 401) return 'Sign in again with "az login".';
  if (status === 403) return 'Ask an administrator for this right, or sign in with an account that has it.';
  if (status === 429) return 'The service is busy: wait a minute, and run this again.';
  if (status >= 500) return 'The fault is on the side of the service: run this again later, it goes on from here.';
  return undefined;
}

/** An error in words for the user. Errors of other layers are told by their `name`, so that no chunk is loaded for it. */
import * as vscode from 'vscode';
import { redactedSentence, redactTokens } from '../cloud/redact-tokens.ts';
import type { ServiceFailure } from '../identity/ports.ts';
import { adviceForServiceFailure } from '../identity/service-advice.ts';
import { UserError, type UserAction } from './user-error.ts';

export interface Failure {
  /** Whole sentences: what is wrong and what to do. */
  readonly message: string;
  /** For the log and the clipboard: codes, request and request id, one a line. */
  readonly details: readonly string[];
  /** Signing in (again) may help. */
  readonly signIn: boolean;
  /** Another way to get a token has to be set up. */
  readonly settings: boolean;
  /** The same attempt may succeed later. */
  readonly retry: boolean;
  readonly offline: boolean;
  /** What the error itself offers, before everything else. */
  readonly actions?: readonly UserAction[];
}

/** Undefined when the user cancelled, which needs no words. */
export function describeFailure(error: unknown): Failure | undefined {
  if (isCancellation(error)) return undefined;
  if (isServiceFailure(error)) return serviceFailure(error);
  if (error instanceof Error && error.name === 'TokenUnavailableError') return tokenFailure(error);
  const message = redactTokens(error instanceof Error ? error.message : String(error));
  const cause = error instanceof Error && error.cause !== undefined ? describeFailure(error.cause) : undefined;
  return {
    message,
    details: [...(cause ? [cause.message, ...cause.details] : [])],
    signIn: cause?.signIn ?? /AADSTS\d+/.test(message),
    settings: cause?.settings ?? false,
    retry: cause?.retry ?? false,
    offline: cause?.offline ?? false,
    actions: error instanceof UserError ? error.actions : undefined,
  };
}

export function isCancellation(error: unknown): boolean {
  return error instanceof vscode.CancellationError || (error instanceof Error && (error.name === 'AbortError' || error.name === 'Canceled'));
}

function serviceFailure(error: ServiceFailure): Failure {
  const { status } = error;
  const hint = adviceForServiceFailure(error) ?? nextStep(status);
  const reference = [error.code, error.requestId && vscode.l10n.t('request id {0}', error.requestId)].filter(Boolean).join(', ');
  return {
    message: [redactedSentence(error.message), hint, status !== 0 && reference !== '' ? `(${reference})` : undefined].filter((part) => part !== undefined).join(' '),
    details: [
      error.request,
      ...(status === 0 ? [] : [`HTTP ${status}`]),
      ...(error.code === '' ? [] : [error.code]),
      ...(error.requestId === undefined ? [] : [`request-id: ${error.requestId}`]),
    ],
    signIn: status === 401,
    settings: false,
    retry: status === 0 || status === 408 || status === 429 || status >= 500,
    offline: status === 0,
  };
}

function nextStep(status: number): string | undefined {
  if (status === 401) return vscode.l10n.t('Sign in again.');
  if (status === 403) return vscode.l10n.t('Ask an administrator for this right, or switch to an account that has it.');
  if (status === 429) return vscode.l10n.t('The service is busy: wait a minute, then try again.');
  if (status >= 500) return vscode.l10n.t('The fault is on the side of the service: try again later.');
  return undefined;
}

/** The message lists what was tried. Power Apps is open to the plain account; the other services may not be. */
function tokenFailure(error: Error): Failure {
  const plainAccount = 'service' in error && error.service === 'powerApps';
  // In the middle of a run the message says itself what to do: the same again.
  if ('stepUp' in error && error.stepUp === true) return { message: redactedSentence(error.message), details: [], signIn: false, settings: false, retry: true, offline: false };
  const consentUrl = 'adminConsentUrl' in error && typeof error.adminConsentUrl === 'string' ? error.adminConsentUrl : undefined;
  const hint = plainAccount ? undefined : vscode.l10n.t('Sign in to Azure CLI (az login) with the same account, or set a client id of your own.');
  return {
    message: [redactedSentence(error.message), hint].filter((part) => part !== undefined).join(' '),
    details: [],
    signIn: plainAccount,
    settings: !plainAccount,
    retry: true,
    offline: false,
    ...(consentUrl === undefined ? {} : { actions: [{ title: vscode.l10n.t('Copy Link for the Administrator'), run: () => vscode.env.clipboard.writeText(consentUrl) }] }),
  };
}

function isServiceFailure(error: unknown): error is ServiceFailure {
  return error instanceof Error && error.name === 'ServiceError' && 'status' in error;
}

/** Sign-in errors of connections and calls, explained for the user. */
import * as vscode from 'vscode';
import { explainSignInError } from '../../identity/sign-in-errors.ts';
import { isFresh, secondsSince } from './credential-age.ts';

/** One paragraph for each AADSTS code in the text; empty where there is none. */
export function signInAdvice(text: string, credentialWrittenAt: number | undefined): string[] {
  const explanations = explainSignInError(text).map(({ code, what, why, next }) => `${code}: ${what} ${why} ${next}`);
  if (explanations.length > 0 && isFresh(credentialWrittenAt)) {
    explanations.push(vscode.l10n.t('The federated credential was written {0} seconds ago, so this may pass by itself: try again in a few minutes.', secondsSince(credentialWrittenAt)));
  }
  return explanations;
}

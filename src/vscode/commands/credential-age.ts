/** Offers to wait where a test would come too early for a new federated credential. */
import * as vscode from 'vscode';
import { PROPAGATION_MILLISECONDS, settlingTimeLeft, writtenAt } from '../../identity/credential-age.ts';
import { withProgress } from './progress.ts';

export { writtenAt };

export function isFresh(credentialWrittenAt: number | undefined): credentialWrittenAt is number {
  return settlingTimeLeft(credentialWrittenAt, Date.now()) > 0;
}

/** Offers to wait until the credential has had its time; returns at once for an older one. */
export async function letCredentialSettle(credentialWrittenAt: number | undefined): Promise<void> {
  if (!isFresh(credentialWrittenAt)) return;
  const wait = vscode.l10n.t('Wait');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('The federated credential was written {0} seconds ago. Microsoft Entra may not know it everywhere yet, and a test that comes too early can fail for some minutes.', secondsSince(credentialWrittenAt)),
    wait, vscode.l10n.t('Test Now'),
  );
  if (choice === undefined) throw new vscode.CancellationError();
  if (choice === wait) await waitUntil(credentialWrittenAt + PROPAGATION_MILLISECONDS);
}

export function secondsSince(time: number): number {
  return Math.max(0, Math.round((Date.now() - time) / 1000));
}

async function waitUntil(time: number): Promise<void> {
  await withProgress(vscode.l10n.t('Waiting for Microsoft Entra to know the credential'), async (signal, report) => {
    for (let left = time - Date.now(); left > 0 && !signal.aborted; left = time - Date.now()) {
      report(vscode.l10n.t('{0} seconds left', Math.ceil(left / 1000)));
      await pause(Math.min(left, 1000), signal);
    }
    signal.throwIfAborted();
  });
}

/** Ends early, without an error, when the signal is aborted. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}

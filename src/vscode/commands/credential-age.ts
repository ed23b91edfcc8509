/**
 * How long ago the connector's trust was written. A token request that comes too early makes Entra remember for some
 * minutes that there is no such credential (Entra docs, workload identity federation considerations; the FAQ of
 * Azure/azure-workload-identity).
 */
import * as vscode from 'vscode';
import type { JournalRecord } from '../../identity/ports.ts';
import { withProgress } from './progress.ts';

/** Until a new credential is known to the token service, in milliseconds. An estimate: no upper bound is published. */
const propagationTime = 120_000;

/** When the last run wrote one of these steps, as milliseconds since the epoch. */
export function writtenAt(record: JournalRecord | undefined, ...steps: readonly string[]): number | undefined {
  const entry = record?.entries.findLast(({ step, state }) => state === 'done' && steps.includes(step));
  return entry && Date.parse(entry.at);
}

export function isFresh(credentialWrittenAt: number | undefined): credentialWrittenAt is number {
  return credentialWrittenAt !== undefined && Date.now() - credentialWrittenAt < propagationTime;
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
  if (choice === wait) await waitUntil(credentialWrittenAt + propagationTime);
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

/** Long work in a notification with Cancel, as a promise with an abort signal. */
import * as vscode from 'vscode';

/** The notifications that show what is under way. */
const reporters = new Set<(message: string) => void>();

/** Says in each of them why nothing moves just now. */
export function reportWait(message: string): void {
  for (const report of reporters) report(message);
}

/** Runs `body`; Cancel aborts the signal with a `CancellationError`, which the cloud clients reject with in turn. */
export async function withProgress<T>(title: string, body: (signal: AbortSignal, report: (message: string) => void) => Promise<T>): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    const subscription = token.onCancellationRequested(() => controller.abort(new vscode.CancellationError()));
    const report = (message: string): void => progress.report({ message });
    reporters.add(report);
    try {
      return await body(controller.signal, report);
    } catch (error) {
      // Whatever an aborted call throws, the user asked for it.
      throw controller.signal.aborted ? new vscode.CancellationError() : error;
    } finally {
      reporters.delete(report);
      subscription.dispose();
    }
  });
}

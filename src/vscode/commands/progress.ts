/** Long work in a notification with Cancel, as a promise with an abort signal. */
import * as vscode from 'vscode';

/** Runs `body`; Cancel aborts the signal with a `CancellationError`, which the cloud clients reject with in turn. */
export async function withProgress<T>(title: string, body: (signal: AbortSignal, report: (message: string) => void) => Promise<T>): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const controller = new AbortController();
    const subscription = token.onCancellationRequested(() => controller.abort(new vscode.CancellationError()));
    try {
      return await body(controller.signal, (message) => progress.report({ message }));
    } catch (error) {
      // Whatever an aborted call throws, the user asked for it.
      throw controller.signal.aborted ? new vscode.CancellationError() : error;
    } finally {
      subscription.dispose();
    }
  });
}

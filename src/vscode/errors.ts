/** The one place where an error becomes a notification: what failed, why, and buttons for what to do next. */
import * as vscode from 'vscode';
import { describeFailure, type Failure } from './failure.ts';

export interface ErrorOutlet {
  readonly log: vscode.LogOutputChannel;
  /** Resolves to false when the user cancels. */
  signIn(): Promise<boolean>;
}

/**
 * Makes `Studio.run`. The promise ends with the body, not with the user's answer to the notification; *Try Again*
 * starts the body anew, so it must be a whole command.
 */
export function createRun(outlet: ErrorOutlet): <T>(title: string, body: () => Promise<T>) => Promise<T | undefined> {
  return async function run<T>(title: string, body: () => Promise<T>): Promise<T | undefined> {
    try {
      return await body();
    } catch (error) {
      const failure = describeFailure(error);
      if (!failure) {
        outlet.log.debug(`${title}: cancelled`);
        return undefined;
      }
      logFailure(outlet.log, title, error, failure);
      notify(outlet, title, failure, () => run(title, body)).catch((reason: unknown) => outlet.log.error(String(reason)));
      return undefined;
    }
  };
}

/** The stack only where the error is none that a service or a check of ours is known to raise. */
export function logFailure(log: vscode.LogOutputChannel, title: string, error: unknown, failure: Failure): void {
  log.error([`${title}: ${failure.message}`, ...failure.details].join('\n  '));
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError) log.error(error.stack ?? '');
}

async function notify(outlet: ErrorOutlet, title: string, failure: Failure, tryAgain: () => Promise<unknown>): Promise<void> {
  const actions = new Map<string, () => Thenable<unknown>>((failure.actions ?? []).map(({ title: label, run }) => [label, run]));
  if (failure.signIn) {
    actions.set(vscode.l10n.t('Sign In'), async () => {
      if (await outlet.signIn()) await tryAgain();
    });
  }
  if (failure.settings) {
    actions.set(vscode.l10n.t('Open Settings'), async () => vscode.commands.executeCommand('workbench.action.openSettings', 'connectorStudio'));
  }
  if (failure.retry) {
    actions.set(vscode.l10n.t('Try Again'), tryAgain);
  }
  actions.set(vscode.l10n.t('Show Log'), async () => outlet.log.show(true));
  actions.set(vscode.l10n.t('Copy Details'), async () => vscode.env.clipboard.writeText([`${title}: ${failure.message}`, ...failure.details].join('\n')));
  const offline = failure.offline ? vscode.l10n.t('No connection to the service.') : undefined;
  const text = [`${title}:`, offline, failure.message].filter((part) => part !== undefined).join(' ');
  const choice = await vscode.window.showErrorMessage(text, ...actions.keys());
  await (choice === undefined ? undefined : actions.get(choice)?.());
}

/** The one place where an error becomes a notification: what failed, why, and buttons for what to do next. */
import * as vscode from 'vscode';
import { redactTokens } from '../cloud/redact-tokens.ts';
import { describeFailure, type Failure } from './failure.ts';
import type { Studio } from './studio.ts';

export interface ErrorOutlet {
  readonly log: vscode.LogOutputChannel;
  /** Resolves to false when the user cancels. */
  signIn(): Promise<boolean>;
}

export interface ErrorReporter {
  /**
   * `Studio.run`. The promise ends with the body, not with the user's answer to the notification; *Try Again* starts
   * the body anew, so it must be a whole command.
   */
  readonly run: Studio['run'];
  /** Logs and shows an error; cancellation is silent. */
  report(title: string, error: unknown, tryAgain: () => Promise<unknown>): void;
}

export function createErrorReporter(outlet: ErrorOutlet): ErrorReporter {
  const reporter: ErrorReporter = {
    run: async (title, body) => {
      try {
        return await body();
      } catch (error) {
        reporter.report(title, error, () => reporter.run(title, body));
        return undefined;
      }
    },
    report: (title, error, tryAgain) => {
      const failure = describeFailure(error);
      if (!failure) {
        outlet.log.debug(`${title}: cancelled`);
        return;
      }
      logFailure(outlet.log, title, error, failure);
      notify(outlet, title, failure, tryAgain).catch((reason: unknown) => outlet.log.error(redactTokens(String(reason))));
    },
  };
  return reporter;
}

/** The stack only for an error that is a mistake of ours rather than one that a service or a check has raised. */
function logFailure(log: vscode.LogOutputChannel, title: string, error: unknown, failure: Failure): void {
  log.error([`${title}: ${failure.message}`, ...failure.details].join('\n  '));
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError) log.error(redactTokens(error.stack ?? ''));
}

async function notify(outlet: ErrorOutlet, title: string, failure: Failure, tryAgain: () => Promise<unknown>): Promise<void> {
  const actions = new Map<string, () => Thenable<unknown>>((failure.actions ?? []).map(({ title: label, run }) => [label, run]));
  if (failure.signIn) {
    actions.set(vscode.l10n.t('Sign In'), async () => {
      if (await outlet.signIn()) await tryAgain();
    });
  }
  if (failure.settings) {
    actions.set(vscode.l10n.t('Open Settings'), () => vscode.commands.executeCommand('workbench.action.openSettings', 'connectorStudio'));
  }
  if (failure.retry) actions.set(vscode.l10n.t('Try Again'), tryAgain);
  actions.set(vscode.l10n.t('Show Log'), async () => outlet.log.show(true));
  actions.set(vscode.l10n.t('Copy Details'), () => vscode.env.clipboard.writeText([`${title}: ${failure.message}`, ...failure.details].join('\n')));
  const offline = failure.offline ? vscode.l10n.t('No connection to the service.') : undefined;
  const text = [`${title}:`, offline, failure.message].filter((part) => part !== undefined).join(' ');
  const choice = await vscode.window.showErrorMessage(text, ...actions.keys());
  if (choice !== undefined) await actions.get(choice)?.();
}

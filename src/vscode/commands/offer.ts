/** Next steps in a notification that outlives its command: the buttons start commands of their own. */
import * as vscode from 'vscode';
import type { UserAction } from '../user-error.ts';

export function offer(message: string, actions: readonly UserAction[]): void {
  void vscode.window.showInformationMessage(message, ...actions.map(({ title }) => title))
    .then((choice) => actions.find(({ title }) => title === choice)?.run());
}

/** What a command was called with. */
import * as vscode from 'vscode';

export type Answers = Readonly<Record<string, unknown>>;

export interface CommandArguments {
  /** A tree node, a file or folder, or nothing. */
  readonly target: unknown;
  /** To the command's questions. */
  readonly answers: Answers;
  /** All that was selected in the explorer when the command was called on one of them. */
  readonly selected: readonly vscode.Uri[];
}

/**
 * Menus give the item that was clicked, then either the list of what is selected or something of their own. Tests and
 * other extensions give answers second. A keybinding has one argument only: an object that is no tree node holds
 * answers.
 */
export function commandArguments(first: unknown, second: unknown): CommandArguments {
  const alone = isPlain(first) && !('connector' in first);
  return {
    target: alone ? undefined : first,
    answers: isPlain(second) ? second : alone ? first : {},
    selected: Array.isArray(second) ? (second as unknown[]).filter((one) => one instanceof vscode.Uri) : [],
  };
}

function isPlain(argument: unknown): argument is Answers {
  return typeof argument === 'object' && argument !== null && !Array.isArray(argument) && !(argument instanceof vscode.Uri);
}

/** Everything that the editor knows about connector files. Registration alone: the thread starts with the first question. */
import * as vscode from 'vscode';
import type { Studio } from '../studio.ts';
import { asking } from './ask.ts';
import type { AuthoringThread } from './authoring-thread.ts';
import { registerCodeActions } from './code-actions.ts';
import { registerCompletion } from './completion.ts';
import { registerConnectorDiagnostics } from './connector-diagnostics.ts';
import { fixAllInWorkspace } from './fix-all-in-workspace.ts';
import { registerHover } from './hover.ts';
import { registerLenses } from './lenses.ts';
import { registerNames } from './names.ts';
import { OpenConnectors } from './open-connectors.ts';
import { registerOutline } from './outline.ts';

export interface LanguageParts extends Pick<Studio, 'connectors' | 'log' | 'run'> {
  readonly thread: AuthoringThread;
}

export function registerLanguageFeatures({ connectors, log, run, thread }: LanguageParts): vscode.Disposable[] {
  const open = new OpenConnectors(connectors, thread);
  const ask = asking(open, thread);
  return [
    open,
    registerConnectorDiagnostics({ connectors, log }, open, thread),
    registerNames(ask),
    registerCompletion(ask),
    registerHover(ask),
    registerOutline(ask, connectors, open, thread),
    registerLenses(ask, connectors),
    registerCodeActions(ask),
    vscode.commands.registerCommand('connectorStudio.fixAllInWorkspace', (rule?: unknown) =>
      run(vscode.l10n.t('Fix All Problems in Workspace'), () => fixAllInWorkspace(connectors, open, thread, typeof rule === 'string' ? rule : undefined))),
  ];
}

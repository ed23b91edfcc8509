/** The plans that are open in an editor and may be applied: what the lenses and the editor's Apply button refer to. */
import * as vscode from 'vscode';
import type { Plan } from '../../identity/plan-model.ts';
import { renderPlan } from '../../identity/plan-text.ts';
import { planIsEmpty } from '../../identity/plan.ts';
import type { GeneratedValues } from '../../identity/identity-lint.ts';
import type { StudioDocuments } from '../studio.ts';

export interface OpenPlan {
  /** For the lenses and `close`. */
  readonly key: string;
  readonly plan: Plan;
  /** What the user entered by hand when the plan was made. */
  readonly pasted?: GeneratedValues;
}

const contextKey = 'connectorStudio.planOpen';

export class OpenPlans implements vscode.Disposable {
  readonly #documents: StudioDocuments;
  readonly #open = new Map<string, OpenPlan & { readonly uri: vscode.Uri }>();
  readonly #closing: vscode.Disposable;

  constructor(documents: StudioDocuments) {
    this.#documents = documents;
    this.#closing = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      for (const open of this.#open.values()) {
        if (open.uri.toString() === uri.toString()) this.#open.delete(open.key);
      }
      this.#setContext();
    });
  }

  /** Opens the plan, in place of an earlier one for the same connector. */
  async show(plan: Plan, pasted?: GeneratedValues): Promise<OpenPlan> {
    const key = vscode.l10n.t('Plan – {0}', plan.connectorTitle);
    const lenses = planIsEmpty(plan) ? [] : [
      { title: vscode.l10n.t('$(play) Apply'), command: 'connectorStudio.applyPlan', arguments: [key] },
      { title: vscode.l10n.t('$(discard) Discard'), command: 'connectorStudio.discardPlan', arguments: [key] },
    ];
    const editor = await this.#documents.show({ title: key, language: 'diff', content: renderPlan(plan), lenses, connectorFolder: plan.connectorFolder });
    const open = { key, plan, pasted, uri: editor.document.uri };
    this.#open.delete(key);
    if (lenses.length > 0) this.#open.set(key, open);
    this.#setContext();
    return open;
  }

  /** By its key, by the document's URI, else the plan of the active editor. */
  find(argument: unknown): OpenPlan | undefined {
    if (typeof argument === 'string') return this.#open.get(argument);
    const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
    return [...this.#open.values()].find((open) => open.uri.toString() === uri?.toString());
  }

  /** Forgets the plan and closes its tab. */
  async close(key: string): Promise<void> {
    const open = this.#open.get(key);
    if (!open) return;
    this.#open.delete(key);
    this.#setContext();
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs)
      .filter((tab) => tab.input instanceof vscode.TabInputText && tab.input.uri.toString() === open.uri.toString());
    await vscode.window.tabGroups.close(tabs);
  }

  dispose(): void {
    this.#closing.dispose();
    this.#open.clear();
    this.#setContext();
  }

  #setContext(): void {
    void vscode.commands.executeCommand('setContext', contextKey, this.#open.size > 0);
  }
}

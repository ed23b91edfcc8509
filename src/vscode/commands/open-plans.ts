/** The plans that are open in an editor and may be applied: what the lenses and the editor's Apply button refer to. */
import * as vscode from 'vscode';
import type { Plan } from '../../identity/plan-model.ts';
import { renderPlan } from '../../identity/plan-text.ts';
import { planIsEmpty } from '../../identity/plan.ts';
import type { StudioDocuments } from '../studio.ts';

interface OpenPlan {
  readonly plan: Plan;
  readonly uri: vscode.Uri;
}

const contextKey = 'connectorStudio.planOpen';

export class OpenPlans implements vscode.Disposable {
  readonly #documents: StudioDocuments;
  readonly #byTitle = new Map<string, OpenPlan>();
  readonly #closing: vscode.Disposable;

  constructor(documents: StudioDocuments) {
    this.#documents = documents;
    this.#closing = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      for (const [title, open] of this.#byTitle) {
        if (open.uri.toString() === uri.toString()) this.#byTitle.delete(title);
      }
      this.#setContext();
    });
  }

  /** Opens the plan, in place of an earlier one for the same connector, and returns the key for its lenses. */
  async show(plan: Plan): Promise<string> {
    const title = vscode.l10n.t('Plan – {0}', plan.connectorTitle);
    const lenses = planIsEmpty(plan) ? [] : [
      { title: vscode.l10n.t('$(play) Apply'), command: 'connectorStudio.applyPlan', arguments: [title] },
      { title: vscode.l10n.t('$(discard) Discard'), command: 'connectorStudio.discardPlan', arguments: [title] },
    ];
    const editor = await this.#documents.show({ title, language: 'diff', content: renderPlan(plan), lenses });
    this.#byTitle.delete(title);
    if (lenses.length > 0) this.#byTitle.set(title, { plan, uri: editor.document.uri });
    this.#setContext();
    return title;
  }

  /** By the key of `show`, by the document's URI, else the plan of the active editor. */
  find(argument: unknown): { readonly key: string; readonly plan: Plan } | undefined {
    const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
    for (const [key, { plan, uri: at }] of this.#byTitle) {
      if (typeof argument === 'string' ? key === argument : at.toString() === uri?.toString()) return { key, plan };
    }
    return undefined;
  }

  /** Forgets the plan and closes its tab. */
  async close(key: string): Promise<void> {
    const open = this.#byTitle.get(key);
    if (!open) return;
    this.#byTitle.delete(key);
    this.#setContext();
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs)
      .filter((tab) => tab.input instanceof vscode.TabInputText && tab.input.uri.toString() === open.uri.toString());
    await vscode.window.tabGroups.close(tabs);
  }

  dispose(): void {
    this.#closing.dispose();
    this.#byTitle.clear();
    this.#setContext();
  }

  #setContext(): void {
    void vscode.commands.executeCommand('setContext', contextKey, this.#byTitle.size > 0);
  }
}

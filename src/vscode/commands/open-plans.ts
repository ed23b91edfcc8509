/** The plans that are open in an editor and may be applied: what the lenses and the editor's Apply button refer to. */
import * as vscode from 'vscode';
import { changesAreEmpty, type ChangePlan } from '../../identity/changes.ts';
import { renderChangePlan } from '../../identity/changes-text.ts';
import type { Plan } from '../../identity/plan-model.ts';
import { renderPlan } from '../../identity/plan-text.ts';
import { planIsEmpty } from '../../identity/plan.ts';
import type { GeneratedValues } from '../../identity/identity-lint.ts';
import type { DocumentLens, StudioDocuments } from '../studio.ts';

/** A plan of single changes, with what applies it. */
export interface OpenChanges {
  readonly key: string;
  readonly plan: ChangePlan;
  apply(): Promise<unknown>;
}

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
  readonly #changes = new Map<string, OpenChanges & { readonly uri: vscode.Uri }>();
  readonly #closing: vscode.Disposable;

  constructor(documents: StudioDocuments) {
    this.#documents = documents;
    this.#closing = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      for (const open of [...this.#open.values(), ...this.#changes.values()]) {
        if (open.uri.toString() === uri.toString()) this.#forget(open.key);
      }
      this.#setContext();
    });
  }

  /** Opens the plan, in place of an earlier one for the same connector. */
  async show(plan: Plan, pasted?: GeneratedValues): Promise<OpenPlan> {
    const key = vscode.l10n.t('Plan – {0}', plan.connectorTitle);
    const lenses = planIsEmpty(plan) ? [] : [...lensesOf(key), { title: vscode.l10n.t('$(person) Hand Off…'), command: 'connectorStudio.handOffPlan', arguments: [key] }];
    const editor = await this.#documents.show({ title: key, language: 'diff', content: renderPlan(plan), lenses, connectorFolder: plan.connectorFolder });
    const open = { key, plan, pasted, uri: editor.document.uri };
    this.#forget(key);
    if (lenses.length > 0) this.#open.set(key, open);
    this.#setContext();
    return open;
  }

  /** Opens a plan of changes under its heading; `apply` runs when the user says so. */
  async showChanges(plan: ChangePlan, apply: () => Promise<unknown>): Promise<OpenChanges> {
    const key = `${plan.heading} – ${plan.place.connectorTitle}`;
    const lenses = changesAreEmpty(plan) ? [] : lensesOf(key);
    const editor = await this.#documents.show({ title: key, language: 'diff', content: renderChangePlan(plan), lenses, connectorFolder: plan.place.connectorFolder });
    const open = { key, plan, apply, uri: editor.document.uri };
    this.#forget(key);
    if (lenses.length > 0) this.#changes.set(key, open);
    this.#setContext();
    return open;
  }

  /** By its key, by the document's URI, else the plan of the active editor. */
  find(argument: unknown): OpenPlan | undefined {
    return found(this.#open, argument);
  }

  findChanges(argument: unknown): OpenChanges | undefined {
    return found(this.#changes, argument);
  }

  /** Forgets the plan and closes its tab. */
  async close(key: string): Promise<void> {
    const open = this.#open.get(key) ?? this.#changes.get(key);
    if (!open) return;
    this.#forget(key);
    this.#setContext();
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs)
      .filter((tab) => tab.input instanceof vscode.TabInputText && tab.input.uri.toString() === open.uri.toString());
    await vscode.window.tabGroups.close(tabs);
  }

  dispose(): void {
    this.#closing.dispose();
    this.#open.clear();
    this.#changes.clear();
    this.#setContext();
  }

  #forget(key: string): void {
    this.#open.delete(key);
    this.#changes.delete(key);
  }

  #setContext(): void {
    void vscode.commands.executeCommand('setContext', contextKey, this.#open.size + this.#changes.size > 0);
  }
}

function lensesOf(key: string): DocumentLens[] {
  return [
    { title: vscode.l10n.t('$(play) Apply'), command: 'connectorStudio.applyPlan', arguments: [key] },
    { title: vscode.l10n.t('$(discard) Discard'), command: 'connectorStudio.discardPlan', arguments: [key] },
  ];
}

function found<Open extends { readonly uri: vscode.Uri }>(plans: ReadonlyMap<string, Open>, argument: unknown): Open | undefined {
  if (typeof argument === 'string') return plans.get(argument);
  const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
  return [...plans.values()].find((open) => open.uri.toString() === uri?.toString());
}

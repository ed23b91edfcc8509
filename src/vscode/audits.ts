/** The last audit of secrets, for the tree's badges and for export. It belongs to the account that made it. */
import * as vscode from 'vscode';
import type { AuditReport, AuditRow } from '../identity/secrets/audit-model.ts';
import type { Audits, SignIn } from './studio.ts';

/** Set while there is an audit to export. */
const contextKey = 'connectorStudio.audited';

export class LastAudit implements Audits, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #signedIn: vscode.Disposable;
  #report: AuditReport | undefined;
  #rows = new Map<string, readonly AuditRow[]>();

  readonly onDidChange = this.#changed.event;

  constructor(signIn: Pick<SignIn, 'onDidChange'>) {
    this.#signedIn = signIn.onDidChange(() => this.show(undefined));
  }

  get report(): AuditReport | undefined {
    return this.#report;
  }

  show(report: AuditReport | undefined): void {
    if (report === this.#report) return;
    this.#report = report;
    this.#rows = new Map();
    for (const row of report?.rows ?? []) {
      const key = keyOf(row.environment, row.connectorName ?? '');
      this.#rows.set(key, [...this.#rows.get(key) ?? [], row]);
    }
    void vscode.commands.executeCommand('setContext', contextKey, report !== undefined);
    this.#changed.fire();
  }

  rowsOf(environment: string, connectorName: string): readonly AuditRow[] {
    return this.#rows.get(keyOf(environment, connectorName)) ?? [];
  }

  forget(environment: string, connectorName: string): void {
    if (this.#rows.delete(keyOf(environment, connectorName))) this.#changed.fire();
  }

  dispose(): void {
    vscode.Disposable.from(this.#changed, this.#signedIn).dispose();
  }
}

function keyOf(environment: string, connectorName: string): string {
  return `${environment.toLowerCase()}/${connectorName}`;
}

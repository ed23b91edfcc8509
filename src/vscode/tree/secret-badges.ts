/**
 * What the last audit has found, on the connectors of the Deployed view: days to the end of a secret as a badge, and in
 * words beside the name. Nothing is asked over the network for it.
 */
import * as vscode from 'vscode';
import type { AuditRow } from '../../identity/secrets/audit-model.ts';
import { SOON_DAYS } from '../../identity/secrets/audit-words.ts';
import type { Audits } from '../studio.ts';
import type { DeployedConnectorNode } from './nodes.ts';

const scheme = 'connector-studio-deployed';

/** Longer numbers find no place in a badge. */
const BADGE_DAYS = 99;

/** Names the connector for `SecretBadges`; undefined where the audit has nothing to say, so that the item stays as it is. */
export function badgeUri({ environment, connector }: Pick<DeployedConnectorNode, 'environment' | 'connector'>, rows: readonly AuditRow[]): vscode.Uri | undefined {
  return secretState(rows) && vscode.Uri.from({ scheme, path: `/${environment.name}/${connector.name}` });
}

export interface SecretState {
  /** At most two characters; none where the end is far off. */
  readonly badge?: string;
  readonly severity: 'error' | 'warning' | 'none';
  /** `secret ends in 12 days`. */
  readonly words: string;
}

/** Of a connector with several ways to sign in, the one that needs attention first. */
export function secretState(rows: readonly AuditRow[]): SecretState | undefined {
  return rows.map(stateOf).filter((state) => state !== undefined).toSorted((left, right) => RANK[left.severity] - RANK[right.severity])[0];
}

const RANK: Readonly<Record<SecretState['severity'], number>> = { error: 0, warning: 1, none: 2 };

function stateOf({ credential, daysLeft, expired, findings }: AuditRow): SecretState | undefined {
  if (daysLeft !== undefined) {
    if (expired) return { badge: '!', severity: 'error', words: vscode.l10n.t('secret expired') };
    const words = daysLeft === 0 ? vscode.l10n.t('secret ends today') : daysLeft === 1 ? vscode.l10n.t('secret ends in 1 day') : vscode.l10n.t('secret ends in {0} days', daysLeft);
    return { ...(daysLeft <= BADGE_DAYS ? { badge: String(daysLeft) } : {}), severity: daysLeft < SOON_DAYS ? 'warning' : 'none', words };
  }
  if (findings.some(({ severity }) => severity === 'error')) {
    return { badge: '!', severity: 'error', words: credential === 'managedIdentity' ? vscode.l10n.t('trust does not hold') : vscode.l10n.t('cannot sign in') };
  }
  if (credential === 'secret') return { severity: 'none', words: vscode.l10n.t('secret, end unknown') };
  return credential === 'managedIdentity' ? { severity: 'none', words: vscode.l10n.t('no secret') } : undefined;
}

const COLORS: Readonly<Record<SecretState['severity'], string | undefined>> = { error: 'list.errorForeground', warning: 'list.warningForeground', none: undefined };

export class SecretBadges implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #audits: Audits;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #subscriptions: vscode.Disposable;

  readonly onDidChangeFileDecorations = this.#changed.event;

  constructor(audits: Audits) {
    this.#audits = audits;
    this.#subscriptions = vscode.Disposable.from(this.#changed, audits.onDidChange(() => this.#changed.fire(undefined)), vscode.window.registerFileDecorationProvider(this));
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== scheme) return undefined;
    const [, environment = '', name = ''] = uri.path.split('/');
    const state = secretState(this.#audits.rowsOf(environment, name));
    if (!state) return undefined;
    const color = COLORS[state.severity];
    const at = new Date(this.#audits.report?.auditedAt ?? 0).toLocaleString(vscode.env.language);
    return new vscode.FileDecoration(state.badge, vscode.l10n.t('{0} (audit of {1})', state.words, at), color === undefined ? undefined : new vscode.ThemeColor(color));
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}

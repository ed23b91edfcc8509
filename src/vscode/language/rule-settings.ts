/** The rules' settings of a folder. */
import * as vscode from 'vscode';
import type { CheckOptions, RuleLevel } from '../../authoring/check-options.ts';

const LEVELS: ReadonlySet<string> = new Set(['error', 'warning', 'information', 'hint', 'off', 'default']);

/** VS Code does not enforce a setting's schema: whatever is no level is left out. */
export function readRuleSettings(scope: vscode.Uri): CheckOptions {
  const configuration = vscode.workspace.getConfiguration('connectorStudio.rules', scope);
  const levels = configuration.get<Readonly<Record<string, unknown>>>('severity', {});
  const rules = Object.entries(levels).filter((entry): entry is [string, RuleLevel] => typeof entry[1] === 'string' && LEVELS.has(entry[1]));
  return { profile: configuration.get<string>('profile') === 'certify' ? 'certify' : 'build', rules: Object.fromEntries(rules) };
}

/** Tree items that both trees have, and what all items share. */
import * as vscode from 'vscode';
import type { Operation, SecurityBlock } from '../../connector/connector.ts';
import type { RemarkNode, StudioNode, ValueNode } from './nodes.ts';

export const LEAF = vscode.TreeItemCollapsibleState.None;
export const COLLAPSED = vscode.TreeItemCollapsibleState.Collapsed;

export const ERROR_ICON = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
export const WARNING_ICON = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));

export interface ItemParts {
  readonly label: string;
  readonly collapsibleState?: vscode.TreeItemCollapsibleState;
  /** Of nodes that can be expanded; leaves get theirs from VS Code. */
  readonly id?: string;
  readonly description?: string;
  readonly icon?: vscode.ThemeIcon;
  /** What menus ask for, see package.json. */
  readonly context?: readonly (string | false | undefined)[];
  readonly command?: vscode.Command;
  /** Read out in place of label and description. */
  readonly spoken?: string;
}

export function item(parts: ItemParts): vscode.TreeItem {
  const { label, id, description, icon, context, command } = parts;
  const treeItem = new vscode.TreeItem(label, parts.collapsibleState ?? LEAF);
  return Object.assign(treeItem, {
    id,
    description,
    iconPath: icon,
    contextValue: context?.filter(Boolean).join(' '),
    command,
    accessibilityInformation: { label: parts.spoken ?? [label, description].filter(Boolean).join(', ') },
  });
}

export function operationItem(operation: Operation, parts: Omit<ItemParts, 'label'>): vscode.TreeItem {
  const label = operation.summary || operation.operationId || operation.path;
  return item({
    description: `${operation.method} ${operation.path}`,
    icon: new vscode.ThemeIcon(operation.trigger ? 'zap' : 'symbol-method'),
    spoken: operation.trigger
      ? vscode.l10n.t('{0}, trigger, {1} {2}', label, operation.method, operation.path)
      : vscode.l10n.t('{0}, action, {1} {2}', label, operation.method, operation.path),
    ...parts,
    label,
  });
}

export function valueItem(node: ValueNode): vscode.TreeItem {
  return item({ label: node.label, description: node.text, icon: new vscode.ThemeIcon(node.icon), context: [node.value !== undefined && 'copyable'] });
}

export function remarkItem(node: RemarkNode): vscode.TreeItem {
  return item({ label: '', description: node.text, spoken: node.text });
}

/** Computed when the pointer rests on an item, and never for the thousands of others. */
export function tooltip(title: string, lines: readonly (string | undefined)[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString('**').appendText(title).appendMarkdown('**');
  for (const line of lines) if (line) text.appendMarkdown('\n\n').appendText(line);
  return text;
}

export function operationTooltip(operation: Operation): vscode.MarkdownString {
  const required = operation.parameters.filter((parameter) => parameter.required).map(({ name }) => name).join(', ');
  return tooltip(operation.summary || operation.operationId, [
    `${operation.method} ${operation.path}`,
    operation.operationId,
    required && vscode.l10n.t('Required parameters: {0}', required),
  ]);
}

/** A concrete application: templates and placeholders are no GUIDs. */
export function hasAppRegistration(block: SecurityBlock | undefined): boolean {
  return isGuid(block?.clientId);
}

export function isGuid(text: string | undefined): text is string {
  return text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** Runs on click. */
export function onClick(title: string, command: string, node: StudioNode): vscode.Command {
  return { title, command, arguments: [node] };
}

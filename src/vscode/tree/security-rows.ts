/** A security block as rows of label and value, the same in both trees. */
import * as vscode from 'vscode';
import type { OtherParameter, SecurityBlock } from '../../connector/connector.ts';
import type { ValueNode } from './nodes.ts';

export interface SecurityRowOptions {
  /** The service never returns a secret, so its absence means nothing there. */
  readonly deployed: boolean;
}

export function securityRows(block: SecurityBlock, options: SecurityRowOptions): ValueNode[] {
  return [
    row(credentialIconName(block), vscode.l10n.t('Credential'), credentialText(block, options)),
    row('verified', vscode.l10n.t('Identity provider'), identityProviderText(block.identityProvider)),
    row('tag', vscode.l10n.t('Client ID'), block.clientId, block.clientId),
    row('organization', vscode.l10n.t('Tenant'), block.tenantId, block.tenantId),
    row('server', vscode.l10n.t('Resource'), block.resourceUri, block.resourceUri),
    row('checklist', vscode.l10n.t('Scopes'), block.scopes.join(' ') || undefined, block.scopes.join(' ')),
    row('link', vscode.l10n.t('Sign-in URL'), block.loginUri, block.loginUri),
  ].filter((node) => node !== undefined);
}

/** What the service makes up for the connector; the subject may come minutes after the rest. */
/** What the service generates is missing from a deployed connector for a while, and from a file for good. */
export function identityRows(block: SecurityBlock, { deployed }: SecurityRowOptions): ValueNode[] {
  const pending = deployed && block.credential === 'managedIdentity' ? vscode.l10n.t('not generated yet') : undefined;
  return [
    row('link', vscode.l10n.t('Redirect URL'), block.redirectUrl ?? pending, block.redirectUrl),
    row('verified', vscode.l10n.t('Issuer'), block.issuer, block.issuer),
    row('person', vscode.l10n.t('Subject'), block.subject || pending, block.subject || undefined),
    row('target', vscode.l10n.t('Audience'), block.audience, block.audience),
  ].filter((node) => node !== undefined);
}

export function otherParameterRow(parameter: OtherParameter): ValueNode {
  const place = parameter.setName === undefined ? parameter.type : `${parameter.type} · ${parameter.setName}`;
  return { kind: 'value', icon: 'key', label: parameter.name, text: place };
}

export function credentialText(block: SecurityBlock, { deployed }: SecurityRowOptions): string {
  switch (block.credential) {
    case 'managedIdentity':
      return vscode.l10n.t('Managed identity');
    case 'secret':
      return vscode.l10n.t('Client secret');
    case 'certificate':
      return vscode.l10n.t('Certificate');
    case 'none':
      return deployed ? vscode.l10n.t('Client secret or none') : vscode.l10n.t('No credential');
  }
}

export function credentialIcon(block: SecurityBlock): vscode.ThemeIcon {
  return new vscode.ThemeIcon(credentialIconName(block));
}

function credentialIconName(block: SecurityBlock): string {
  return block.credential === 'managedIdentity' ? 'shield' : 'key';
}

function identityProviderText(provider: string | undefined): string | undefined {
  return provider?.toLowerCase() === 'aad' ? vscode.l10n.t('Microsoft Entra ID') : provider;
}

function row(icon: string, label: string, text: string | undefined, value?: string): ValueNode | undefined {
  return text === undefined ? undefined : { kind: 'value', icon, label, text, value: value || undefined };
}

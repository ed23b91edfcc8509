/** Who tells of a file's schema: VS Code's JSON service where package.json contributes it, Red Hat's YAML extension where it is active, else we. */
import * as vscode from 'vscode';
import { isSchemaContributed } from './connector-documents.ts';

const RED_HAT_YAML = 'redhat.vscode-yaml';

export function schemaIsOurs({ uri }: Pick<vscode.TextDocument, 'uri'>): boolean {
  return !isSchemaShownElsewhere(uri.toString());
}

export function isSchemaShownElsewhere(uri: string | undefined): boolean {
  return isSchemaContributed(uri) && (!/\.ya?ml$/i.test(uri ?? '') || isRedHatActive());
}

function isRedHatActive(): boolean {
  return vscode.extensions.getExtension(RED_HAT_YAML)?.isActive === true;
}

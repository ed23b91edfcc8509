/** Which documents are ours, by name: a project's other JSON and YAML files are none of our business. */
import type * as vscode from 'vscode';

/** Candidates only: whether a file belongs to a connector is asked of the workspace's connectors. */
export const CONNECTOR_DOCUMENTS: vscode.DocumentSelector = [
  { pattern: '**/*.swagger.{json,yaml,yml}' },
  { pattern: '**/api[Dd]efinition.{json,yaml,yml}' },
  { pattern: '**/api[Pp]roperties.{json,yaml,yml}' },
  { pattern: '**/settings.json' },
  { pattern: '**/*.csx' },
];

/** The names for which package.json contributes a schema: to VS Code's JSON service, and to Red Hat's YAML extension. */
const CONTRIBUTED = /\/api(?:definition(?:\.swagger)?|properties)\.(?:json|ya?ml)$/i;

export function isSchemaContributed(uri: string | undefined): boolean {
  return uri !== undefined && CONTRIBUTED.test(uri);
}

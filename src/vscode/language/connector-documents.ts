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

export const YAML_DOCUMENTS: vscode.DocumentSelector = [
  { pattern: '**/*.swagger.{yaml,yml}' },
  { pattern: '**/api[Dd]efinition.{yaml,yml}' },
  { pattern: '**/api[Pp]roperties.{yaml,yml}' },
];

/** The names for which package.json contributes a JSON schema, so that VS Code's own JSON service checks them. */
const CONTRIBUTED = /\/api(?:definition(?:\.swagger)?|properties)\.json$/i;

export function isSchemaContributed(uri: string | undefined): boolean {
  return uri !== undefined && CONTRIBUTED.test(uri);
}

import type * as vscode from 'vscode';

/** By name on any file system: a project's other JSON and YAML files are none of our business. */
export const API_PROPERTIES: vscode.DocumentSelector = { pattern: '**/api[Pp]roperties.{json,yaml,yml}' };

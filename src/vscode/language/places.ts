/** The thread's plain places as VS Code's. */
import * as vscode from 'vscode';
import type { PlainPosition, PlainRange } from '../../authoring/service/positions.ts';

export function rangeFrom({ start, end }: PlainRange): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

export function plainPosition({ line, character }: vscode.Position): PlainPosition {
  return { line, character };
}

export function plainRange({ start, end }: vscode.Range): PlainRange {
  return { start: plainPosition(start), end: plainPosition(end) };
}

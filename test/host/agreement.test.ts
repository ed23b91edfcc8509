/** The editor and the command line say the same about published connectors, word for word and place for place. */
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { main } from '../../src/cli/main.ts';
import type { CheckReport, ReportedDiagnostic } from '../../src/cli/report.ts';
import { ruleOf } from '../../src/vscode/language/code-actions.ts';
import { eventually, remove, saveNothingUnasked, workspaceFolder } from './workspace-files.ts';

const AT_ONCE = 6;

describe('the editor and the command line', function () {
  this.timeout(180_000);

  before(async () => {
    await saveNothingUnasked();
    await vscode.extensions.getExtension('connector-studio.connector-studio')?.activate();
  });

  it('agree on published connectors', async function () {
    const extension = vscode.extensions.getExtension('connector-studio.connector-studio');
    const corpus = process.env['CONNECTOR_CORPUS'] ?? join(extension?.extensionPath ?? '', '..', 'shared', 'corpus');
    if (!existsSync(corpus)) this.skip();
    const target = join(workspaceFolder().fsPath, 'agreement');
    const sources = readdirSync(corpus, { withFileTypes: true }).filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => readdirSync(join(corpus, name)).map((connector) => join(corpus, name, connector)));
    for (const [index, source] of sources.entries()) {
      mkdirSync(target, { recursive: true });
      cpSync(source, join(target, `${index}`), { recursive: true, mode: 0 });
    }
    try {
      await compare(target);
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await remove('agreement');
    }
  });
});

async function compare(target: string): Promise<void> {
  let output = '';
  const exit = await main(['check', '--format', 'json', target], {
    out: (text) => (output += text), err: (text) => assert.fail(text), cwd: target, colors: false, stdin: () => Promise.resolve(''), version: 'test',
  });
  const report = JSON.parse(output) as CheckReport;
  assert.equal(exit, report.summary.errors > 0 ? 1 : 0);
  // VS Code closes documents without an editor once there are too many.
  for (let first = 0; first < report.connectors.length; first += AT_ONCE) {
    const connectors = report.connectors.slice(first, first + AT_ONCE);
    const files = connectors.flatMap((connector) => connector.files);
    for (const file of files) if (!file.endsWith('.csx')) await vscode.workspace.openTextDocument(join(target, file));
    const found = connectors.flatMap(({ diagnostics }) => diagnostics);
    const differences = (): string[] => files.flatMap((file) => difference(vscode.Uri.file(join(target, file)), found.filter((diagnostic) => diagnostic.file === file)));
    await eventually('both to agree', () => Promise.resolve(differences().length === 0), 30_000).catch(() => assert.deepEqual(differences().slice(0, 20), []));
  }
  assert.ok(report.summary.warnings + report.summary.infos > 50, 'there was something to agree about');
}

/** In sentences, empty where they agree. */
function difference(uri: vscode.Uri, expected: readonly ReportedDiagnostic[]): string[] {
  const shown = vscode.languages.getDiagnostics(uri);
  const ours = shown.filter(({ source }) => source === 'Connector Studio').map((diagnostic) => `${ruleOf(diagnostic)} ${place(diagnostic.range)} ${diagnostic.message}`).sort();
  const theirs = expected.map(({ rule, line, column, endLine, endColumn, message }) => `${rule} ${line}:${column}-${endLine}:${endColumn} ${message}`).sort();
  const name = uri.path.split('/').slice(-2).join('/');
  const onlyEditor = ours.filter((line) => !theirs.includes(line)).map((line) => `${name}: only the editor says: ${line}`);
  const onlyCli = theirs.filter((line) => !ours.includes(line)).map((line) => `${name}: only the command line says: ${line}`);
  return [...onlyEditor, ...onlyCli];
}

function place({ start, end }: vscode.Range): string {
  return `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
}

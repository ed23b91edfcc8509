/**
 * Works in the largest definition inside the extension host, as a person does, and writes down how long the extension
 * host answered nobody meanwhile: with a connector's files, and with the same text under names that are none of ours.
 */
import { writeFileSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector';
import * as vscode from 'vscode';
import type { EditorBenchPlan, LongestPause, Measured, PlannedFile } from './plan.ts';
import { PauseMonitor } from './pause-monitor.ts';

const TOP = new vscode.Position(0, 0);

const KEYSTROKES = 30;
const OTHER_MOMENTS = 6;

/** Milliseconds that a moment is watched for, at least. */
const AFTER_KEYSTROKE = 250;
const AFTER_OPENING = 5000;
const AFTER_QUESTION = 800;
const AFTER_CHANGE = 3000;

export async function run(): Promise<void> {
  const plan = JSON.parse(process.env['CONNECTOR_STUDIO_BENCH_PLAN'] ?? '') as EditorBenchPlan;
  await vscode.workspace.getConfiguration('files').update('autoSave', 'off', vscode.ConfigurationTarget.Global);
  await vscode.extensions.getExtension('connector-studio.connector-studio')?.activate();
  const stopProfile = plan.profile === undefined ? undefined : startProfile(plan.profile);
  const monitor = new PauseMonitor();
  const measured: Measured[] = [];
  for (const file of plan.files) {
    measured.push(...await workIn(file, monitor));
    // After each file, so that a run that is cut off has not measured in vain.
    writeFileSync(plan.results, JSON.stringify(measured));
  }
  monitor.stop();
  await stopProfile?.();
}

async function workIn(file: PlannedFile, monitor: PauseMonitor): Promise<Measured[]> {
  const measured: Measured[] = [];
  const watched: Watched = async (action, rounds, quiet, body) => {
    const pauses: LongestPause[] = [];
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      await body(round);
      await waited(quiet);
      pauses.push(monitor.longestSince(start));
    }
    measured.push({ file: file.title, action, pauses });
  };
  const uri = vscode.Uri.file(file.path);
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await waited(1000);
  await watched('opened', 1, AFTER_OPENING, () => vscode.window.showTextDocument(uri));
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== uri.toString()) throw new Error(`${file.path} did not open.`);
  const { document } = editor;

  await watched('nothing done', OTHER_MOMENTS, AFTER_KEYSTROKE, () => Promise.resolve());
  const places = descriptions(document, KEYSTROKES);
  await watched('typed', KEYSTROKES, AFTER_KEYSTROKE, async (round) => {
    // A person types some letters at one place.
    if (round % 10 === 0) go(editor, places[round] ?? TOP);
    await vscode.commands.executeCommand('type', { text: 'x' });
  });
  await watched('after typing', 1, AFTER_CHANGE, () => Promise.resolve());
  if (file.work === 'questions') await askQuestions(editor, watched);
  if (file.work === 'fixes') await applyFixes(editor, watched);
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await waited(AFTER_QUESTION);
  return measured;
}

/** @param quiet Milliseconds that each round is watched for once it is done. */
type Watched = (action: string, rounds: number, quiet: number, body: (round: number) => Thenable<unknown>) => Promise<void>;

async function askQuestions(editor: vscode.TextEditor, watched: Watched): Promise<void> {
  const { document } = editor;
  const ids = places(document, /operationId"?: "?/g, OTHER_MOMENTS);
  await watched('completed', OTHER_MOMENTS, AFTER_QUESTION, async (round) => {
    go(editor, ids[round] ?? TOP);
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    await waited(AFTER_QUESTION);
    await vscode.commands.executeCommand('hideSuggestWidget');
  });
  await watched('hovered', OTHER_MOMENTS, AFTER_QUESTION, async (round) => {
    go(editor, (ids[round] ?? TOP).translate(0, 1));
    await vscode.commands.executeCommand('editor.action.showHover');
  });
  await watched('renamed', 3, AFTER_CHANGE, async (round) => {
    const at = (ids[round] ?? TOP).translate(0, 1);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', document.uri, at, `RenamedByBench${round}`).then((found) => found, () => undefined);
    if (edit) await vscode.workspace.applyEdit(edit);
  });
}

async function applyFixes(editor: vscode.TextEditor, watched: Watched): Promise<void> {
  const { uri } = editor.document;
  await watched('light bulb', OTHER_MOMENTS, AFTER_QUESTION, (round) => {
    const faults = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Connector Studio');
    go(editor, faults[Math.floor((faults.length / OTHER_MOMENTS) * round)]?.range.start ?? TOP);
    return Promise.resolve();
  });
  await watched('light bulb, all selected', 3, AFTER_CHANGE, () => vscode.commands.executeCommand('editor.action.selectAll'));
  await watched('all fixed in file', 1, AFTER_CHANGE, () => vscode.commands.executeCommand('editor.action.codeAction', { kind: 'source.fixAll', apply: 'first' }));
}

/** Inside descriptions, spread over the file. */
function descriptions(document: vscode.TextDocument, count: number): vscode.Position[] {
  return places(document, /"?description"?: "?/g, count);
}

/** Behind what matches, spread over the file. */
function places(document: vscode.TextDocument, pattern: RegExp, count: number): vscode.Position[] {
  const found = [...document.getText().matchAll(pattern)];
  return Array.from({ length: count }, (_, index) => {
    const match = found[Math.floor((found.length / count) * index)];
    return document.positionAt((match?.index ?? 0) + (match?.[0].length ?? 0));
  });
}

function go(editor: vscode.TextEditor, place: vscode.Position): void {
  editor.selection = new vscode.Selection(place, place);
  editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenter);
}

function waited(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Where the time goes, for whoever looks into a pause: opens in VS Code and in Chromium's tools. */
function startProfile(path: string): () => Promise<void> {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: 1000 });
  session.post('Profiler.start');
  return () => new Promise((resolve, reject) => {
    session.post('Profiler.stop', (error: Error | null, { profile }: Profiler.StopReturnType) => {
      if (error) return reject(error);
      writeFileSync(path, JSON.stringify(profile));
      resolve();
    });
  });
}

/**
 * Applies all fixes that may be applied unseen. One fix can make way for another, and two can want the same text, so it
 * goes in rounds: what does not overlap is applied, the result is read and checked anew, until nothing is left to mend.
 */
import type { TextEdit } from '../../connector/connector.ts';
import { applyTextEdits } from '../../connector/edit-sequence.ts';
import { checkConnector, type Diagnostic } from '../check.ts';
import type { CheckOptions } from '../check-options.ts';
import { modelOfTexts, type ConnectorTexts } from '../model/build-model.ts';
import type { ConnectorModel, FileKind } from '../model/connector-model.ts';
import type { FileEdits, Rule } from '../rule.ts';
import { TakenRanges } from './taken-ranges.ts';

export interface FixScope {
  /** Findings in these files only; all files where it is left out. A fix may still touch another file. */
  readonly files?: readonly FileKind[];
  /** Findings of this rule only. */
  readonly rule?: string;
}

export interface FixedConnector {
  /** The new texts of the files that changed, and of no others. */
  readonly texts: ConnectorTexts;
  /** How many fixes were applied. */
  readonly count: number;
  readonly connector: ConnectorModel;
}

const FILES: readonly FileKind[] = ['definition', 'properties', 'settings', 'script'];

/** Fixes that make way for each other are few: more rounds are a fix that does not mend, or two at odds. */
const MOST_ROUNDS = 20;

export function fixAll(connector: ConnectorModel, rules: readonly Rule[], options: CheckOptions, scope: FixScope = {}): FixedConnector {
  return fixAllFound(connector, (model) => checkConnector(model, rules, options), scope);
}

/** The same with findings of any origin. */
export function fixAllFound(connector: ConnectorModel, check: (connector: ConnectorModel) => readonly Diagnostic[], scope: FixScope = {}): FixedConnector {
  const before = textsOf(connector);
  const seen = new Set([JSON.stringify(before)]);
  let current = connector;
  let count = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { edits, count: applied } = chosenFixes(check(current), scope);
    const texts = edited(textsOf(current), edits);
    const key = JSON.stringify(texts);
    // Nothing left, or two rules that undo each other's fixes.
    if (applied === 0 || seen.has(key)) break;
    seen.add(key);
    const next = modelOfTexts(current.files, texts, current.entryNames);
    // A fix that breaks a file is a fault of its rule; what was right stays.
    if (FILES.some((file) => errorsIn(next, file) > errorsIn(current, file))) break;
    current = next;
    count += applied;
  }
  const after = textsOf(current);
  const changed = FILES.filter((file) => after[file] !== before[file]);
  return { texts: Object.fromEntries(changed.map((file) => [file, after[file]])), count, connector: current };
}

/** The best safe fix of each finding, as long as no earlier one wants the same text. */
function chosenFixes(diagnostics: readonly Diagnostic[], { files, rule }: FixScope): { readonly edits: ReadonlyMap<FileKind, readonly TextEdit[]>; readonly count: number } {
  const chosen = new Map<FileKind, { readonly edits: TextEdit[]; readonly taken: TakenRanges }>();
  const isTaken = ({ file, edits }: FileEdits): boolean => edits.some(({ range }) => chosen.get(file)?.taken.touches(range) ?? false);
  let count = 0;
  for (const diagnostic of diagnostics) {
    if ((files && !files.includes(diagnostic.file)) || (rule !== undefined && diagnostic.rule !== rule)) continue;
    const fix = diagnostic.fixes?.().find(({ safe }) => safe);
    if (!fix || fix.changes.every(({ edits }) => edits.length === 0) || fix.changes.some(isTaken)) continue;
    for (const { file, edits } of fix.changes) {
      const inFile = chosen.get(file) ?? { edits: [], taken: new TakenRanges() };
      chosen.set(file, inFile);
      for (const edit of edits) {
        inFile.edits.push(edit);
        inFile.taken.add(edit.range);
      }
    }
    count++;
  }
  return { edits: new Map([...chosen].map(([file, { edits }]) => [file, edits])), count };
}

function textsOf({ documents: { definition, properties, settings }, script }: ConnectorModel): ConnectorTexts {
  return { definition: definition?.text, properties: properties?.text, settings: settings?.text, script: script?.text };
}

function edited(texts: ConnectorTexts, edits: ReadonlyMap<FileKind, readonly TextEdit[]>): ConnectorTexts {
  return Object.fromEntries(FILES.map((file) => {
    const text = texts[file];
    return [file, text === undefined ? undefined : applyTextEdits(text, edits.get(file) ?? [])];
  }));
}

function errorsIn({ documents }: ConnectorModel, file: FileKind): number {
  if (file === 'script') return 0;
  return documents[file]?.problems.filter(({ severity }) => severity === 'error').length ?? 0;
}

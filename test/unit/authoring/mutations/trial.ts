/** Breaks one connector by one mutation and says what came of it: found, at the right place, alone, and mended again. */
import { applyTextEdits } from '../../../../src/connector/edit-sequence.ts';
import { checkConnector, type Diagnostic } from '../../../../src/authoring/check.ts';
import { modelOfTexts, type ConnectorTexts } from '../../../../src/authoring/model/build-model.ts';
import type { ConnectorModel, FileKind } from '../../../../src/authoring/model/connector-model.ts';
import type { FileEdits, Fix } from '../../../../src/authoring/rule.ts';
import { rules } from '../../../../src/authoring/rules/index.ts';
import { withSchemaProblems } from '../../../../src/authoring/schema/schema-problems.ts';
import type { PublishedConnector } from '../../../corpus/published-connectors.ts';
import type { Breakage, Mutation, Random } from './mutation.ts';

export interface Sound {
  readonly published: PublishedConnector;
  readonly model: ConnectorModel;
  readonly diagnostics: readonly Diagnostic[];
}

export type Trial =
  | { readonly outcome: 'noPlace' }
  | { readonly outcome: 'tried'; readonly found: boolean; readonly faults: readonly string[] };

export async function check(model: ConnectorModel): Promise<Diagnostic[]> {
  return checkConnector(await withSchemaProblems(model), rules, { profile: 'certify', rules: {} });
}

export async function tryMutation(mutation: Mutation, { published, model, diagnostics }: Sound, random: Random): Promise<Trial> {
  const breakage = mutation.break(model, random);
  if (!breakage) return { outcome: 'noPlace' };
  const texts = changed(published.texts, breakage.changes);
  const entryNames = breakage.entryNames?.(published.entryNames) ?? published.entryNames;
  const broken = modelOfTexts(published.files, texts, entryNames);
  const after = await check(broken);

  const added = beyond(after, diagnostics);
  const ours = added.filter(({ rule }) => rule === mutation.rule);
  const faults: string[] = [];
  const there = ours.filter((diagnostic) => standsAt(diagnostic, breakage, broken));
  if (ours.length > 0 && there.length === 0) faults.push(`${mutation.rule} is at another place: ${JSON.stringify(ours.map(({ file, range }) => ({ file, range })))}`);
  const others = new Set(added.filter(({ rule }) => rule !== mutation.rule && !breakage.also?.includes(rule)).map(({ rule }) => rule));
  if (others.size > 0) faults.push(`other rules speak: ${[...others].join(', ')}`);
  for (const diagnostic of there.slice(0, 1)) {
    const fixes = diagnostic.fixes?.() ?? [];
    if (breakage.restores) faults.push(...restoreFaults(fixes[0], texts, published));
    for (const fix of fixes) faults.push(...await fixFaults(mutation.rule, fix, texts, published, entryNames, diagnostics));
  }
  return { outcome: 'tried', found: there.length > 0, faults };
}

/** A fix must silence its rule where it spoke, bring no new finding, and leave all but its own edits alone by construction. */
async function fixFaults(rule: string, fix: Fix, texts: ConnectorTexts, published: PublishedConnector, entryNames: readonly string[], sound: readonly Diagnostic[]): Promise<string[]> {
  const mended = await check(modelOfTexts(published.files, changed(texts, fix.changes), entryNames));
  const left = beyond(mended, sound).filter((diagnostic) => diagnostic.rule === rule);
  if (left.length > 0) return [`after "${fix.title}" the rule still speaks: ${left[0]?.message}`];
  const errors = beyond(mended, sound).filter(({ severity }) => severity === 'error');
  return fix.safe && errors.length > 0 ? [`after "${fix.title}" there is a new error: ${errors[0]?.rule}`] : [];
}

/** The best fix undoes the break to the letter, and so has touched nothing else. */
function restoreFaults(fix: Fix | undefined, texts: ConnectorTexts, published: PublishedConnector): string[] {
  if (!fix) return ['there is no fix that restores the text'];
  const mended = changed(texts, fix.changes);
  const differing = (['definition', 'properties', 'settings', 'script'] as const).filter((file) => mended[file] !== published.texts[file]);
  return differing.length > 0 ? [`"${fix.title}" does not restore the ${differing.join(' and the ')}`] : [];
}

/** Findings that are new. Offsets move, so they are told apart by what they say, counted. */
function beyond(after: readonly Diagnostic[], before: readonly Diagnostic[]): Diagnostic[] {
  const key = ({ rule, file, message }: Diagnostic): string => `${rule} ${file} ${message}`;
  const known = new Map<string, number>();
  for (const diagnostic of before) known.set(key(diagnostic), (known.get(key(diagnostic)) ?? 0) + 1);
  const counted = new Map<string, number>();
  for (const diagnostic of after) counted.set(key(diagnostic), (counted.get(key(diagnostic)) ?? 0) + 1);
  return after.filter((diagnostic) => (counted.get(key(diagnostic)) ?? 0) > (known.get(key(diagnostic)) ?? 0));
}

function standsAt({ file, range }: Diagnostic, { changes, at }: Breakage, broken: ConnectorModel): boolean {
  const place = at?.(broken);
  if (at) return place !== undefined && place.file === file && place.range.start === range.start && place.range.end === range.end;
  return changes.filter((change) => change.file === file).some((change) => stretchesOf(change).some(({ start, end }) => range.start <= end && start <= range.end));
}

/** Where the edits of one file stand after all of them are applied. */
function stretchesOf({ edits }: FileEdits): { start: number; end: number }[] {
  let shift = 0;
  return edits.toSorted((left, right) => left.range.start - right.range.start).map(({ range, newText }) => {
    const start = range.start + shift;
    shift += newText.length - (range.end - range.start);
    return { start, end: start + newText.length };
  });
}

export function changed(texts: ConnectorTexts, changes: readonly FileEdits[]): ConnectorTexts {
  const result: Record<FileKind, string | undefined> = { definition: texts.definition, properties: texts.properties, settings: texts.settings, script: texts.script };
  for (const { file, edits } of changes) result[file] = applyTextEdits(result[file] ?? '', edits);
  return result;
}

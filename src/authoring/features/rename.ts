/**
 * Rename, over all files of a connector: operations, definitions, shared parameters and responses, security
 * definitions, parameters of operations, connection parameters. Quotes and escapes stay as they are.
 */
import type { TextEdit, TextRange } from '../../connector/connector.ts';
import { rewriteScalar, writtenScalar, type ValuePiece } from '../../connector/scalar-source.ts';
import type { SyntaxDocument } from '../../connector/syntax-node.ts';
import { identityProvider } from '../catalogue/identity-providers.ts';
import type { ConnectorModel, FileKind } from '../model/connector-model.ts';
import { pointerSegment } from '../model/references.ts';
import type { FileEdits } from '../rule.ts';
import { refusalOf } from './name-rules.ts';
import { holds, namedThingAt, type NamedThing } from './named-thing.ts';
import { occurrencesOf, type Occurrence, type Scalar } from './occurrences.ts';

export interface Refusal {
  /** Complete sentences for the user. */
  readonly refusal: string;
}

export interface RenameEdit extends TextEdit {
  /** To be shown before it is made: what stands there may be something else of the same name. */
  readonly unsure?: true;
}

export interface FileRenames extends FileEdits {
  readonly edits: readonly RenameEdit[];
}

export interface RenamePlace {
  /** The name under the cursor, as it is written: escapes included, quotes not. */
  readonly range: TextRange;
  /** The name, without escapes. */
  readonly placeholder: string;
}

/** Undefined where nothing with a name stands. */
export function prepareRename(connector: ConnectorModel, file: FileKind, offset: number): RenamePlace | Refusal | undefined {
  const thing = namedThingAt(connector, file, offset);
  if (!thing) return undefined;
  const occurrences = occurrencesOf(connector, thing);
  const here = occurrences.find((occurrence) => occurrence.file === file && holds(occurrence.range, offset));
  if (!here) return undefined;
  const refusal = fixedName(connector, thing, occurrences);
  return refusal === undefined ? { range: here.range, placeholder: nameIn(here, thing) } : { refusal };
}

/** Edits by file, none twice; undefined where nothing with a name stands. */
export function renameEdits(connector: ConnectorModel, file: FileKind, offset: number, newName: string): readonly FileRenames[] | Refusal | undefined {
  const thing = namedThingAt(connector, file, offset);
  if (!thing) return undefined;
  const occurrences = occurrencesOf(connector, thing);
  const refusal = fixedName(connector, thing, occurrences) ?? refusalOf(connector, thing, newName) ?? sharedPlace(thing, occurrences);
  if (refusal !== undefined) return { refusal };
  const companions = thing.kind === 'connectionParameter' && !thing.name.includes(':') ? companionsOf(connector, thing.name) : [];
  return editsFor(connector, [...occurrences.map((occurrence) => sureAt(occurrence, file, offset)), ...companions], newName);
}

/** Whoever renames a thing where it stands knows that it is meant there. */
function sureAt(occurrence: Occurrence, file: FileKind, offset: number): Occurrence {
  return occurrence.unsure && occurrence.file === file && holds(occurrence.range, offset) ? { ...occurrence, unsure: undefined } : occurrence;
}

function nameIn({ scalar, start, end, form }: Occurrence, thing: NamedThing): string {
  return form === 'reference' || !scalar ? thing.name : scalar.value.slice(start, end);
}

/** Names that are not the author's to choose, or that lead nowhere. */
function fixedName({ properties }: ConnectorModel, thing: NamedThing, occurrences: readonly Occurrence[]): string | undefined {
  if (thing.kind === 'connectionParameter') {
    const [owner = '', claim] = thing.name.split(':', 2);
    const oauth = properties?.oauth.find(({ parameter }) => parameter.name.toLowerCase() === owner);
    if (oauth && claim === undefined && owner === 'token') return 'The service and the command line look for OAuth settings under the name "token". It cannot be renamed.';
    const known = identityProvider(oauth?.provider ?? '')?.customParameters.some(({ name }) => name.toLowerCase() === claim);
    if (oauth && claim !== undefined && (known || claim === 'clientid' || claim === 'tenantid')) return `"${owner}:${claim}" is made by the service from the OAuth settings. It cannot be renamed.`;
  }
  // A path parameter that is declared nowhere can still be renamed in its template.
  if (occurrences.some(({ declaration }) => declaration) || thing.kind === 'parameter') return undefined;
  return `Nothing is declared under the name "${thing.name}". Correct the name here instead.`;
}

function sharedPlace(thing: NamedThing, occurrences: readonly Occurrence[]): string | undefined {
  const others = new Set(occurrences.flatMap(({ sharedWith = [] }) => sharedWith.map(({ id, method, path }) => id ?? `${method.toUpperCase()} ${path.path}`)));
  if (others.size === 0) return undefined;
  const named = [...others].slice(0, 3).join(', ');
  const more = others.size > 3 ? ` and ${others.size - 3} more` : '';
  return `A policy or a shared definition reads "${thing.name}" for other operations as well: ${named}${more}. Rename it by hand, or give these operations a policy or definition of their own first.`;
}

/** `token:TenantId` and its like go with `token`. */
function companionsOf({ properties }: ConnectorModel, name: string): Occurrence[] {
  const prefix = `${name}:`;
  const at = (scalar: Scalar, start: number): Occurrence => ({ file: 'properties', range: scalar.range, declaration: false, scalar, start, end: start + name.length, form: 'plain' });
  return [
    ...(properties?.parameters ?? []).filter((parameter) => parameter.name.toLowerCase().startsWith(prefix))
      .map(({ name: key, member }) => at({ range: member.keyRange, value: key, alias: false }, 0)),
    ...(properties?.expressions ?? []).filter(({ kind, name: used }) => kind === 'connectionParameters' && used.toLowerCase().startsWith(prefix))
      .map(({ node, start }) => at({ range: node.range, value: String(node.value), alias: node.alias === true }, start)),
  ];
}

function editsFor(connector: ConnectorModel, occurrences: readonly Occurrence[], newName: string): FileRenames[] {
  const edits = new Map<FileKind, RenameEdit[]>();
  const add = (file: FileKind, added: readonly RenameEdit[]): void => void edits.set(file, [...(edits.get(file) ?? []), ...added]);
  for (const occurrence of occurrences) if (!occurrence.scalar) add(occurrence.file, [{ range: occurrence.range, newText: newName, ...(occurrence.unsure && { unsure: true }) }]);
  for (const { file, scalar, pieces } of byScalar(occurrences, newName)) {
    const document = file === 'script' ? undefined : connector.documents[file];
    if (!document) continue;
    if (!scalar.alias) add(file, rewriteScalar(document, scalar, pieces));
    else if (!isAnchored(document, scalar, occurrences)) add(file, literalInstead(document, scalar, pieces));
  }
  return [...edits].map(([file, list]) => ({ file, edits: list.sort((left, right) => left.range.start - right.range.start) }));
}

interface ScalarChange {
  readonly file: FileKind;
  readonly scalar: Scalar;
  readonly pieces: ValuePiece[];
}

/** One string may hold the name several times, as a URL template does. */
function byScalar(occurrences: readonly Occurrence[], newName: string): readonly ScalarChange[] {
  const changes = new Map<string, ScalarChange>();
  for (const { file, scalar, start, end, form } of occurrences) {
    if (!scalar) continue;
    const key = `${file} ${scalar.range.start}`;
    const change = changes.get(key) ?? { file, scalar, pieces: [] };
    changes.set(key, change);
    if (!change.pieces.some((piece) => piece.start === start)) change.pieces.push({ start, end, newText: form === 'plain' ? newName : asSegment(newName, scalar.value.slice(start, end)) });
  }
  return [...changes.values()];
}

/** The name as a segment of a reference, percent-encoded where the former one was. */
function asSegment(name: string, former: string): string {
  return /%[\da-f]{2}/i.test(former) ? encodeURIComponent(pointerSegment(name)) : pointerSegment(name).replaceAll('%', '%25');
}

/** Whether the text that an alias stands for is among what is renamed: then the alias follows by itself. */
function isAnchored({ text }: SyntaxDocument, { range }: Scalar, occurrences: readonly Occurrence[]): boolean {
  const name = text.slice(range.start + 1, range.end);
  return occurrences.some(({ scalar }) => {
    if (!scalar || scalar.alias) return false;
    const before = text.slice(Math.max(0, scalar.range.start - name.length - 40), scalar.range.start).trimEnd();
    return before.endsWith(`&${name}`);
  });
}

/** What the alias stands for means something else elsewhere: here the new name is written out. */
function literalInstead({ format }: SyntaxDocument, { range, value }: Scalar, pieces: readonly ValuePiece[]): TextEdit[] {
  const [piece] = pieces;
  return piece ? [{ range, newText: writtenScalar(format, value.slice(0, piece.start) + piece.newText + value.slice(piece.end), '') }] : [];
}

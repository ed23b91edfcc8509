/**
 * The authoring features over all connectors that somebody works on. Questions and answers are plain data with places of
 * editors, so that it can run in another thread than its caller. A document that belongs to no open connector gets
 * empty answers.
 */
import type { Connector, ConnectorFiles, TextRange } from '../../connector/connector.ts';
import { ParsedDocuments } from '../../connector/parsed-documents.ts';
import { readConnector } from '../../connector/read-connector.ts';
import { configDiagnostics } from './config-diagnostics.ts';
import { ConnectorSession, RULE_IDS, type Pause } from './connector-session.ts';
import type { ConnectorSources } from './connector-sources.ts';
import { plainDiagnostic, type PlainDiagnostic } from './plain-diagnostic.ts';
import { schemaCompletions, schemaHover } from './schema-answers.ts';
import { plainChanges, type PlainChanges } from './plain-edits.ts';
import type { PlainPosition, PlainRange } from './positions.ts';
import type { ConnectorModel, FileKind } from '../model/connector-model.ts';
import type { FilePlaces } from './file-places.ts';
import { codeActionsAt, rulesToFixAll } from '../features/code-actions.ts';
import { fixAll } from '../features/fix-all.ts';
import { rules } from '../rules/index.ts';
import { replacement } from './text-replacement.ts';
import { completionsAt, type Completion } from '../features/completion.ts';
import { foldingRanges, type FoldingRange } from '../features/folding.ts';
import { hoverAt } from '../features/hover.ts';
import { lensesOf, type Lens } from '../features/lenses.ts';
import { documentSymbols, namedSymbols, workspaceSymbols, type DocumentSymbol, type WorkspaceSymbol } from '../features/symbols.ts';
import { definitionAt } from '../features/definition.ts';
import { highlightsAt, referencesAt } from '../features/references.ts';
import { prepareRename, renameEdits, type Refusal } from '../features/rename.ts';

export interface PlainLocation {
  readonly uri: string;
  readonly range: PlainRange;
}

export interface PlainDefinition {
  readonly origin: PlainRange;
  readonly targets: readonly (PlainLocation & { readonly nameRange: PlainRange })[];
}

export type PlainCompletion = Omit<Completion, 'range' | 'kind'> & { readonly range: PlainRange; readonly kind: Completion['kind'] | 'snippet'; readonly suggestNext?: true };

export interface PlainHover {
  readonly markdown: string;
  readonly range: PlainRange;
}

export type PlainSymbol = Omit<DocumentSymbol, 'range' | 'nameRange' | 'children'> & { readonly range: PlainRange; readonly nameRange: PlainRange; readonly children: readonly PlainSymbol[] };

export type PlainWorkspaceSymbol = Pick<WorkspaceSymbol, 'name' | 'kind' | 'container'> & PlainLocation;

export interface PlainFolding extends PlainRange {
  readonly kind: FoldingRange['kind'];
}

export interface PlainLens {
  readonly lens: Lens;
  readonly range: PlainRange;
  /** Of a lens that counts references: where they can be asked for. */
  readonly name?: PlainPosition;
}

export interface PlainCodeActions {
  readonly actions: readonly {
    readonly title: string;
    readonly changes: PlainChanges;
    readonly isPreferred: boolean;
    readonly diagnostic: { readonly rule: string; readonly range: PlainRange };
  }[];
  readonly rulesToFixAll: readonly string[];
}

export interface PlainFixAll {
  readonly changes: PlainChanges;
  readonly count: number;
}

interface Spot {
  readonly session: ConnectorSession;
  readonly model: ConnectorModel;
  readonly places: FilePlaces;
  readonly file: FileKind;
}

export class AuthoringService {
  readonly #documents = new ParsedDocuments();
  readonly #sessions = new Map<string, ConnectorSession>();

  /** Hands in a connector, or all of its files anew. */
  openConnector(sources: ConnectorSources): void {
    const session = this.#sessions.get(sources.files.folder);
    if (session) session.replace(sources);
    else this.#sessions.set(sources.files.folder, new ConnectorSession(sources, this.#documents));
  }

  closeConnector(folder: string): void {
    this.#sessions.delete(folder);
  }

  /** Another text of one file of an open connector. */
  changeText(folder: string, uri: string, version: number, text: string): void {
    this.#sessions.get(folder)?.replaceText(uri, version, text);
  }

  /** For the tree: what `readConnector` says, without the caller's thread having to parse. */
  readConnector({ files, ...texts }: { readonly files: ConnectorFiles; readonly definition?: string; readonly properties?: string; readonly settings?: string }): Connector {
    return readConnector(files, texts);
  }

  /** Undefined where the connector is not open or its texts changed meanwhile. */
  async check(folder: string, pause: Pause): Promise<readonly PlainDiagnostic[] | undefined> {
    const session = this.#sessions.get(folder);
    const diagnostics = await session?.check(pause);
    if (!session || !diagnostics) return undefined;
    const { model, places } = session.read();
    return [...diagnostics.flatMap((diagnostic) => plainDiagnostic(diagnostic, model, places) ?? []), ...configDiagnostics(session.sources.configs ?? [], RULE_IDS)];
  }

  definition(uri: string, position: PlainPosition): PlainDefinition | undefined {
    const spot = this.#spot(uri);
    const answer = spot && definitionAt(spot.model, spot.file, spot.places.offsetOf(spot.file, position));
    if (!answer) return undefined;
    const { places, file } = spot;
    return {
      origin: places.rangeOf(file, answer.origin),
      targets: answer.targets.flatMap((target) => (target.uri === undefined ? [] : [{ uri: target.uri, range: places.rangeOf(target.file, target.range), nameRange: places.rangeOf(target.file, target.nameRange) }])),
    };
  }

  references(uri: string, position: PlainPosition, includeDeclaration: boolean): readonly PlainLocation[] {
    const spot = this.#spot(uri);
    if (!spot) return [];
    return locations(referencesAt(spot.model, spot.file, spot.places.offsetOf(spot.file, position), includeDeclaration), spot);
  }

  /** Places in the same document. */
  highlights(uri: string, position: PlainPosition): readonly PlainRange[] {
    const spot = this.#spot(uri);
    if (!spot) return [];
    return highlightsAt(spot.model, spot.file, spot.places.offsetOf(spot.file, position)).map(({ file, range }) => spot.places.rangeOf(file, range));
  }

  prepareRename(uri: string, position: PlainPosition): { readonly range: PlainRange; readonly placeholder: string } | Refusal | undefined {
    const spot = this.#spot(uri);
    const answer = spot && prepareRename(spot.model, spot.file, spot.places.offsetOf(spot.file, position));
    return answer && 'range' in answer ? { range: spot.places.rangeOf(spot.file, answer.range), placeholder: answer.placeholder } : answer;
  }

  rename(uri: string, position: PlainPosition, newName: string): PlainChanges | Refusal | undefined {
    const spot = this.#spot(uri);
    const answer = spot && renameEdits(spot.model, spot.file, spot.places.offsetOf(spot.file, position), newName);
    return answer && !('refusal' in answer) ? plainChanges(answer, spot.model, spot.places) : answer;
  }

  /**
   * What the connector and the catalogues know, and with `withSchema` what the file's schema knows: not wanted where
   * another extension or VS Code itself offers that. What both know is offered once.
   */
  async completion(uri: string, position: PlainPosition, withSchema: boolean): Promise<readonly PlainCompletion[]> {
    const spot = this.#spot(uri);
    if (!spot) return [];
    const offset = spot.places.offsetOf(spot.file, position);
    const { model, file, places } = spot;
    const plain = <T extends { readonly range: TextRange }>(completion: T): Omit<T, 'range'> & { readonly range: PlainRange } => ({ ...completion, range: places.rangeOf(file, completion.range) });
    const known = completionsAt(model, file, offset);
    if (file === 'script') return known.map(plain);
    if (!withSchema) return known.filter(({ inSchema }) => !inSchema).map(plain);
    const fromSchema = await schemaCompletions(model.documents[file], file, offset);
    const inSchema = new Set(fromSchema.map(({ label }) => label));
    // The schema's have snippets and descriptions of values; the catalogues' have titles beside ids that say little.
    const own = known.filter((completion) => !completion.inSchema || completion.detail !== undefined || !inSchema.has(completion.label));
    const labels = new Set(own.map(({ label }) => label));
    return [...own.map(plain), ...fromSchema.filter(({ label }) => !labels.has(label)).map(plain)];
  }

  async hover(uri: string, position: PlainPosition, withSchema: boolean): Promise<PlainHover | undefined> {
    const spot = this.#spot(uri);
    if (!spot) return undefined;
    const offset = spot.places.offsetOf(spot.file, position);
    // Where another shows the schema, it says what the catalogues know as well.
    const found = hoverAt(spot.model, spot.file, offset, { catalogue: withSchema })
      ?? (withSchema && spot.file !== 'script' ? await schemaHover(spot.model.documents[spot.file], spot.file, offset) : undefined);
    return found && { markdown: found.markdown, range: spot.places.rangeOf(spot.file, found.range) };
  }

  /** @param besideOthers VS Code outlines the document as well, with a symbol for each key. */
  documentSymbols(uri: string, besideOthers: boolean): readonly PlainSymbol[] {
    const spot = this.#spot(uri);
    if (!spot) return [];
    const { file, places } = spot;
    const plain = (symbol: DocumentSymbol): PlainSymbol => ({
      ...symbol, range: places.rangeOf(file, symbol.range), nameRange: places.rangeOf(file, symbol.nameRange), children: symbol.children.map(plain),
    });
    return (besideOthers ? namedSymbols : documentSymbols)(spot.model, file).map(plain);
  }

  /** Over all open connectors. */
  workspaceSymbols(query: string): readonly PlainWorkspaceSymbol[] {
    const sessions = [...this.#sessions.values()].map((session) => session.read());
    return workspaceSymbols(sessions.map(({ model }) => model), query).flatMap(({ name, kind, container, uri, file, range }) => {
      const owner = sessions.find(({ model }) => model.files[file] === uri);
      return uri === undefined || !owner ? [] : [{ name, kind, container, uri, range: owner.places.rangeOf(file, range) }];
    });
  }

  folding(uri: string): readonly PlainFolding[] {
    const spot = this.#spot(uri);
    return spot ? foldingRanges(spot.model, spot.file).map((range) => ({ kind: range.kind, ...spot.places.rangeOf(spot.file, range) })) : [];
  }

  lenses(uri: string): readonly PlainLens[] {
    const spot = this.#spot(uri);
    if (!spot) return [];
    return lensesOf(spot.model, spot.file).map((lens) => ({ lens, range: spot.places.rangeOf(spot.file, lens.range), name: this.#nameOf(lens, spot) }));
  }

  /** Where the references that a lens counts can be asked for. */
  #nameOf(lens: Lens, { model, places, file }: Spot): PlainPosition | undefined {
    if (lens.kind !== 'references') return undefined;
    const range = lens.of === 'definition' ? lens.range : model.definition?.operationsById.get(lens.name)?.[0]?.idNode?.range;
    return range && places.positionOf(file, range.end - 1);
  }

  /** Quick fixes at a range, and the rules that can be mended in more places of the file at once. */
  async codeActions(uri: string, range: PlainRange, pause: Pause): Promise<PlainCodeActions> {
    const spot = this.#spot(uri);
    const diagnostics = spot?.session.diagnostics ?? (await spot?.session.check(pause));
    if (!spot || !diagnostics) return { actions: [], rulesToFixAll: [] };
    const { model, places, file } = spot;
    const place = { start: places.offsetOf(file, range.start), end: places.offsetOf(file, range.end) };
    const actions = codeActionsAt(diagnostics, file, place).flatMap(({ title, changes, isPreferred, diagnostic }) => {
      const plain = plainChanges(changes, model, places);
      const at = { rule: diagnostic.rule, range: places.rangeOf(file, diagnostic.range) };
      return plain.length === 0 ? [] : [{ title, changes: plain, isPreferred, diagnostic: at }];
    });
    return { actions, rulesToFixAll: rulesToFixAll(diagnostics, file, place) };
  }

  /**
   * Edits that apply every fix that cannot change what a connector does, of one rule or of all, in one file or in the
   * whole connector. Undefined where there is nothing to mend.
   */
  fixAll(uri: string, scope: { readonly rule?: string; readonly wholeConnector?: boolean }): PlainFixAll | undefined {
    const spot = this.#spot(uri);
    if (!spot) return undefined;
    const { model, places, session, file } = spot;
    const { texts, count } = fixAll(model, rules, session.options(), { rule: scope.rule, files: scope.wholeConnector ? undefined : [file] });
    const changes = (Object.entries(texts) as [FileKind, string][]).map(([kind, text]) => ({ file: kind, edits: [replacement(textOf(model, kind), text)] }));
    const plain = plainChanges(changes, model, places);
    return plain.length === 0 ? undefined : { changes: plain, count };
  }

  #spot(uri: string): Spot | undefined {
    for (const session of this.#sessions.values()) {
      const file = session.kindOf(uri);
      if (file) return { session, file, ...session.read() };
    }
    return undefined;
  }
}

function locations(found: readonly { readonly file: FileKind; readonly uri?: string; readonly range: { readonly start: number; readonly end: number } }[], { places }: Spot): PlainLocation[] {
  return found.flatMap(({ file, uri, range }) => (uri === undefined ? [] : [{ uri, range: places.rangeOf(file, range) }]));
}

function textOf({ documents, script }: ConnectorModel, file: FileKind): string {
  return (file === 'script' ? script?.text : documents[file]?.text) ?? '';
}

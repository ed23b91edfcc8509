/** One connector's texts, parsed and indexed once per version, and what the last check found. */
import type { ParsedDocuments } from '../../connector/parsed-documents.ts';
import { formatOf, type SyntaxDocument } from '../../connector/syntax-tree.ts';
import { BREAKING_CHANGE_IDS } from '../breaking-diagnostics.ts';
import { startCheck, type Diagnostic } from '../check.ts';
import { buildModel } from '../model/build-model.ts';
import type { ConnectorModel, FileKind } from '../model/connector-model.ts';
import { rules } from '../rules/index.ts';
import { withSchemaProblems } from '../schema/schema-problems.ts';
import { readStudioConfig } from '../studio-config.ts';
import { mergedOptions, type CheckOptions } from '../check-options.ts';
import { FilePlaces } from './file-places.ts';
import type { ConnectorSources, SourceText } from './connector-sources.ts';

type Parsed = 'definition' | 'properties' | 'settings';
/** All that a configuration file may weigh. */
export const RULE_IDS: readonly string[] = [...rules.map(({ id }) => id), ...BREAKING_CHANGE_IDS];
const PARSED: readonly Parsed[] = ['definition', 'properties', 'settings'];

/** Lets others run; rejects or throws to stop. */
export type Pause = () => Promise<void>;

export class ConnectorSession {
  #sources: ConnectorSources;
  readonly #documents: ParsedDocuments;
  #model: ConnectorModel | undefined;
  #places: FilePlaces | undefined;
  #current = false;
  #diagnostics: readonly Diagnostic[] | undefined;

  constructor(sources: ConnectorSources, documents: ParsedDocuments) {
    this.#documents = documents;
    this.#sources = sources;
  }

  get sources(): ConnectorSources {
    return this.#sources;
  }

  /** Of the last check; undefined where the texts have changed since. */
  get diagnostics(): readonly Diagnostic[] | undefined {
    return this.#diagnostics;
  }

  replace(sources: ConnectorSources): void {
    const { texts, files, entryNames } = this.#sources;
    const same = (['definition', 'properties', 'settings', 'script'] as const).every((kind) => sameText(texts[kind], sources.texts[kind]))
      && JSON.stringify([files, entryNames]) === JSON.stringify([sources.files, sources.entryNames]);
    // A check that runs must not take the same texts, handed in again, for new ones.
    if (same && sameRules(this.#sources, sources)) return;
    this.#sources = sources;
    this.#diagnostics = undefined;
    if (!same) this.#current = false;
  }

  /** False where the connector has no such file. */
  replaceText(uri: string, version: number, text: string): boolean {
    const kind = this.kindOf(uri);
    const former = kind && this.#sources.texts[kind];
    if (!kind || !former) return false;
    if (former.version !== version || former.text !== text) this.replace({ ...this.#sources, texts: { ...this.#sources.texts, [kind]: { uri, version, text } } });
    return true;
  }

  kindOf(uri: string): FileKind | undefined {
    return (Object.entries(this.#sources.texts) as [FileKind, SourceText | undefined][]).find(([, source]) => source?.uri === uri)?.[0];
  }

  /** The model of the present texts, with where its offsets are. */
  read(): { readonly model: ConnectorModel; readonly places: FilePlaces } {
    const model = this.model();
    this.#places ??= FilePlaces.of(model);
    return { model, places: this.#places };
  }

  model(): ConnectorModel {
    if (!this.#model || !this.#current) {
      const { files, entryNames, texts } = this.#sources;
      const documents = Object.fromEntries(PARSED.map((kind) => [kind, this.#document(kind)]));
      this.#model = buildModel(files, documents, texts.script?.text, entryNames, this.#model);
      this.#places = undefined;
      this.#current = true;
    }
    return this.#model;
  }

  /** Undefined where the texts changed meanwhile. Findings of files with a schema that `schemaShownElsewhere` names are without the schema's. */
  async check(pause: Pause): Promise<readonly Diagnostic[] | undefined> {
    if (this.#diagnostics) return this.#diagnostics;
    const sources = this.#sources;
    for (const kind of PARSED) {
      this.#document(kind);
      await pause();
      if (this.#sources !== sources) return undefined;
    }
    const model = await withSchemaProblems(this.model(), sources.schemaShownElsewhere);
    await pause();
    const run = startCheck(model, rules, this.options());
    for (const steps = run.steps[Symbol.iterator](); !steps.next().done; ) {
      await pause();
      if (this.#sources !== sources) return undefined;
    }
    this.#diagnostics = run.diagnostics();
    return this.#diagnostics;
  }

  /** The caller's options with what the configuration files beside and above the connector say over them. */
  options(): CheckOptions {
    const { options, configs = [], profile } = this.#sources;
    const configured = configs.reduce((outer, { text }) => mergedOptions(outer, readStudioConfig(text, RULE_IDS).options), options);
    return profile ? { ...configured, profile } : configured;
  }

  #document(kind: Parsed): SyntaxDocument | undefined {
    const source = this.#sources.texts[kind];
    return source && this.#documents.parse(source.uri, source.version, formatOf(source.uri), source.text);
  }
}

function sameText(left: SourceText | undefined, right: SourceText | undefined): boolean {
  return left?.uri === right?.uri && left?.version === right?.version && left?.text === right?.text;
}

function sameRules(left: ConnectorSources, right: ConnectorSources): boolean {
  const rulesOf = ({ options, configs, profile, schemaShownElsewhere }: ConnectorSources): string => JSON.stringify([options, configs, profile, schemaShownElsewhere]);
  return rulesOf(left) === rulesOf(right);
}

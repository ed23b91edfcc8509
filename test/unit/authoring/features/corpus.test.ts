/**
 * Properties that hold for every published connector, at places chosen by chance: SEED=<number> chooses others.
 * All of it needs the connectors beside the repository and is skipped, visibly, without them.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stringify } from 'yaml';
import { checkConnector } from '../../../../src/authoring/check.ts';
import { completionsAt } from '../../../../src/authoring/features/completion.ts';
import { definitionAt } from '../../../../src/authoring/features/definition.ts';
import { fixAll } from '../../../../src/authoring/features/fix-all.ts';
import { foldingRanges } from '../../../../src/authoring/features/folding.ts';
import { hoverAt } from '../../../../src/authoring/features/hover.ts';
import { lensesOf } from '../../../../src/authoring/features/lenses.ts';
import { namedThingAt } from '../../../../src/authoring/features/named-thing.ts';
import { occurrencesOf } from '../../../../src/authoring/features/occurrences.ts';
import { highlightsAt, referencesAt } from '../../../../src/authoring/features/references.ts';
import { prepareRename, renameEdits } from '../../../../src/authoring/features/rename.ts';
import { documentSymbols, workspaceSymbols } from '../../../../src/authoring/features/symbols.ts';
import { modelOfTexts } from '../../../../src/authoring/model/build-model.ts';
import type { ConnectorModel, FileKind, OperationIdUse } from '../../../../src/authoring/model/connector-model.ts';
import { rules } from '../../../../src/authoring/rules/index.ts';
import type { FileFormat, TextRange } from '../../../../src/connector/connector.ts';
import { innerRange } from '../../../../src/connector/scalar-source.ts';
import { toValue, type SyntaxDocument } from '../../../../src/connector/syntax-tree.ts';
import { modelOf, publishedConnectors, withoutCorpus, type PublishedConnector } from '../../../corpus/published-connectors.ts';
import { edited } from './marked-connector.ts';
import { seeded, type Random } from '../mutations/mutation.ts';

interface Read extends Pick<PublishedConnector, 'name' | 'files' | 'texts' | 'entryNames'> {
  readonly model: ConnectorModel;
}

let read: readonly Read[] | undefined;
let asYaml: readonly Read[] | undefined;

function connectors(format: FileFormat): readonly Read[] {
  read ??= Array.from(publishedConnectors(), (published) => ({ ...published, model: modelOf(published) }));
  // The YAML parser is what takes the time: the largest say nothing that the others do not.
  asYaml ??= read.filter(({ texts, model }) => (texts.definition?.length ?? 0) < 150_000 && model.documents.definition?.problems.length === 0).map(inYaml);
  return format === 'json' ? read : asYaml;
}

/** The same connector in block style, strings quoted only where they must be. */
function inYaml({ name, files, texts, entryNames, model }: Read): Read {
  const { definition, properties } = model.documents;
  const yaml = { ...texts, definition: definition?.root && stringify(toValue(definition.root)), properties: properties?.root && stringify(toValue(properties.root)) };
  const yamlFiles = { ...files, definition: files.definition?.replace(/json$/, 'yaml'), properties: files.properties?.replace(/json$/, 'yaml') };
  return { name: `${name} in YAML`, files: yamlFiles, texts: yaml, entryNames, model: modelOfTexts(yamlFiles, yaml, entryNames) };
}

const seed = Number(process.env['SEED'] ?? 1);

function rulesOf(model: ConnectorModel): string[] {
  return checkConnector(model, rules, { profile: 'certify', rules: {} }).map(({ rule, file }) => `${file} ${rule}`).sort();
}

/** Where each kind of thing is declared: offsets into the definition, and of connection parameters into the properties. */
function declarations({ definition, properties }: ConnectorModel): Readonly<Record<'operation' | 'definition' | 'parameter' | 'template' | 'connectionParameter', readonly number[]>> {
  const starts = (document: SyntaxDocument | undefined, ranges: readonly (TextRange | undefined)[]): number[] => ranges.flatMap((range) => (document && range ? [innerRange(document, range).start] : []));
  return {
    operation: starts(definition?.document, (definition?.operations ?? []).map(({ id, idNode }) => (id === undefined ? undefined : idNode?.range))),
    definition: starts(definition?.document, [...(definition?.definitions.values() ?? [])].map(({ keyRange }) => keyRange)),
    parameter: starts(definition?.document, (definition?.parameters ?? []).map(({ name, nameNode }) => (name === undefined ? undefined : nameNode?.range))),
    template: (definition?.paths ?? []).flatMap(({ templateNames }) => templateNames.map(({ range }) => range.start)),
    connectionParameter: starts(properties?.document, (properties?.parameters ?? []).map(({ member }) => member.keyRange)),
  };
}

describe('published connectors', { skip: withoutCorpus }, () => {
  for (const format of ['json', 'yaml'] as const) {
    test(`renaming anything leaves no name behind and no new finding (${format})`, () => {
      const random = seeded(seed);
      const counts = { renamed: 0, refused: 0 };
      for (const { name, model, texts, files, entryNames } of connectors(format)) {
        const before = rulesOf(model);
        for (const [kind, offsets] of Object.entries(declarations(model))) {
          const offset = random.one(offsets);
          if (offset === undefined) continue;
          const file = kind === 'connectionParameter' ? 'properties' : 'definition';
          const place = prepareRename(model, file, offset);
          const thing = namedThingAt(model, file, offset);
          assert.ok(place && thing, `${name}: ${kind}@${offset}`);
          const newName = `${'placeholder' in place ? place.placeholder.replaceAll(/[^\w:-]/g, '') : ''}Renamed`;
          const changes = renameEdits(model, file, offset, newName);
          if (!Array.isArray(changes)) {
            assert.ok(kind !== 'operation' && kind !== 'definition', `${name}: ${JSON.stringify(changes)}`);
            counts.refused++;
            continue;
          }
          const after = modelOfTexts(files, edited(texts, changes), entryNames);
          const what = `${name}: ${kind} ${thing.name}`;
          // Rules that judge by a parameter's name may fall silent with it.
          if (kind === 'operation' || kind === 'definition') assert.deepEqual(rulesOf(after), before, what);
          else assert.deepEqual(beyond(rulesOf(after), before), [], what);
          if (thing.kind !== 'parameter') assert.equal(occurrencesOf(after, thing).length, 0, what);
          counts.renamed++;
        }
      }
      assert.ok(counts.renamed > 250 && counts.refused < counts.renamed / 4, JSON.stringify(counts));
      if (process.env['VERBOSE']) console.log(counts);
    });
  }

  test('references and definition answer each other, at operations and definitions', () => {
    const random = seeded(seed);
    for (const { name, model } of connectors('json')) {
      const { operation, definition } = declarations(model);
      const all = [...operation, ...definition];
      for (const offset of all.length > 60 ? Array.from({ length: 60 }, () => random.one(all) as number) : all) {
        const references = referencesAt(model, 'definition', offset);
        assert.ok(references.some(({ declaration }) => declaration), name);
        for (const { file, range, declaration } of references.slice(0, 20)) {
          const answer = definitionAt(model, file, range.start);
          assert.ok(answer?.targets.some(({ nameRange }) => nameRange.start === offset) ?? false, `${name}: ${file}@${range.start}`);
          if (declaration) assert.equal(answer?.origin.start, range.start);
        }
      }
    }
  });

  test('completion at every operationId offers that id', () => {
    const random = seeded(seed);
    for (const { name, model } of connectors('json')) {
      const uses = model.operationIdUses.filter(({ id }) => model.definition?.operationsById.has(id));
      for (const { file, id, range } of uses.length > 60 ? Array.from({ length: 60 }, () => random.one(uses) as OperationIdUse) : uses) {
        const offset = range.end - 1;
        assert.ok(completionsAt(model, file, offset).some(({ label, range: place }) => label === id && place.start <= offset && offset <= place.end), `${name}: ${file} ${id}`);
      }
    }
  });

  for (const format of ['json', 'yaml'] as const) {
    test(`no feature fails anywhere, and all give plain data with places inside the text (${format})`, () => {
      const random = seeded(seed);
      for (const { name, model, texts, files } of connectors(format)) {
        inspect(name, model, random, 200);
        // As it is while somebody types: cut off somewhere, or with a piece missing.
        const text = texts.definition ?? '';
        if (text.length > 400_000) continue;
        const cut = random.below(text.length);
        inspect(`${name}, cut at ${cut}`, modelOfTexts(files, { ...texts, definition: text.slice(0, cut) }), random, 20, cut);
        inspect(`${name}, without ${cut}`, modelOfTexts(files, { ...texts, definition: text.slice(0, cut) + text.slice(cut + 1 + random.below(40)) }), random, 20, cut);
      }
    });
  }

  test('fixing all comes to an end, breaks nothing and leaves nothing safe to fix', () => {
    let count = 0;
    for (const { name, model } of connectors('json')) {
      const options = { profile: 'certify', rules: {} } as const;
      const fixed = fixAll(model, rules, options);
      count += fixed.count;
      const errors = (connector: ConnectorModel): number => checkConnector(connector, rules, options).filter(({ severity }) => severity === 'error').length;
      assert.ok(errors(fixed.connector) <= errors(model), name);
      assert.equal(fixAll(fixed.connector, rules, options).count, 0, name);
    }
    if (process.env['VERBOSE']) console.log({ fixed: count });
  });
});

/** Asks every feature at places chosen by chance, in all files, and around one more. */
function inspect(name: string, model: ConnectorModel, random: Random, places: number, around?: number): void {
  const lengths: Readonly<Record<FileKind, number>> = {
    definition: model.documents.definition?.text.length ?? 0,
    properties: model.documents.properties?.text.length ?? 0,
    settings: model.documents.settings?.text.length ?? 0,
    script: model.script?.text.length ?? 0,
  };
  const sound = (file: FileKind, { start, end }: TextRange): void => assert.ok(start >= 0 && start <= end && end <= lengths[file], `${name}: ${file} ${start}-${end}`);
  for (const file of Object.keys(lengths) as FileKind[]) {
    if (lengths[file] === 0) continue;
    const offsets = Array.from({ length: places }, () => random.below(lengths[file] + 1));
    for (const offset of file === 'definition' && around !== undefined ? [...offsets, around - 1, around, around + 1].filter((place) => place >= 0 && place <= lengths[file]) : offsets) {
      const completions = completionsAt(model, file, offset);
      for (const { range } of completions) {
        sound(file, range);
        assert.ok(range.start <= offset && offset <= range.end, `${name}: ${file}@${offset}`);
      }
      const definition = definitionAt(model, file, offset);
      for (const target of definition?.targets ?? []) sound(target.file, target.range);
      const references = referencesAt(model, file, offset);
      for (const reference of references) sound(reference.file, reference.range);
      const highlights = highlightsAt(model, file, offset);
      const hover = hoverAt(model, file, offset);
      if (hover) sound(file, hover.range);
      const place = prepareRename(model, file, offset);
      if (place && 'range' in place) assert.ok(place.range.start <= offset && offset <= place.range.end, `${name}: ${file}@${offset}`);
      const renamed = renameEdits(model, file, offset, 'Renamed');
      if (Array.isArray(renamed)) assert.doesNotThrow(() => edited({ definition: model.documents.definition?.text, properties: model.documents.properties?.text, settings: model.documents.settings?.text, script: model.script?.text }, renamed), name);
      const answers = [completions.slice(0, 3), definition, references.slice(0, 3), highlights.slice(0, 3), hover, place, renamed];
      assert.deepEqual(structuredClone(answers), answers);
    }
    const lenses = lensesOf(model, file);
    const folds = foldingRanges(model, file);
    for (const { range } of lenses) sound(file, range);
    for (const range of folds) sound(file, range);
    const symbols = documentSymbols(model, file);
    assert.deepEqual(structuredClone([lenses, symbols]), [lenses, symbols]);
  }
  assert.ok(workspaceSymbols([model], 'get').length <= 500);
}

/** What the first list has more often than the second. */
function beyond(after: readonly string[], before: readonly string[]): string[] {
  const left = [...before];
  return after.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

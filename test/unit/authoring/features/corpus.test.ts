/**
 * Properties that hold for every published connector, at places chosen by chance: SEED=<number> chooses others.
 * All of it needs the connectors beside the repository and is skipped, visibly, without them.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stringify } from 'yaml';
import { checkConnector } from '../../../../src/authoring/check.ts';
import { definitionAt } from '../../../../src/authoring/features/definition.ts';
import { namedThingAt } from '../../../../src/authoring/features/named-thing.ts';
import { occurrencesOf } from '../../../../src/authoring/features/occurrences.ts';
import { referencesAt } from '../../../../src/authoring/features/references.ts';
import { prepareRename, renameEdits } from '../../../../src/authoring/features/rename.ts';
import { modelOfTexts } from '../../../../src/authoring/model/build-model.ts';
import type { ConnectorModel } from '../../../../src/authoring/model/connector-model.ts';
import { rules } from '../../../../src/authoring/rules/index.ts';
import type { FileFormat, TextRange } from '../../../../src/connector/connector.ts';
import { innerRange } from '../../../../src/connector/scalar-source.ts';
import { toValue, type SyntaxDocument } from '../../../../src/connector/syntax-tree.ts';
import { modelOf, publishedConnectors, withoutCorpus, type PublishedConnector } from '../../../corpus/published-connectors.ts';
import { edited } from './marked-connector.ts';
import { seeded } from '../mutations/mutation.ts';

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
});

/** What the first list has more often than the second. */
function beyond(after: readonly string[], before: readonly string[]): string[] {
  const left = [...before];
  return after.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

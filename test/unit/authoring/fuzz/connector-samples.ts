/** What the fuzz breaks: each rule's examples in JSON and in YAML, the connector whose files name each other, published ones. */
import { parse, stringify } from 'yaml';
import type { ConnectorTexts } from '../../../../src/authoring/model/build-model.ts';
import { rules } from '../../../../src/authoring/rules/index.ts';
import type { FileFormat } from '../../../../src/connector/connector.ts';
import { publishedConnectors, withoutCorpus } from '../../../corpus/published-connectors.ts';
import { partsOf } from '../clean-connector.ts';
import { shelf } from '../features/shelf.ts';

export interface Sample {
  readonly name: string;
  /** Of definition and properties. */
  readonly format: FileFormat;
  readonly texts: ConnectorTexts;
}

/** In UTF-16 units, both files of one connector together. */
const SMALL = 8_000;
const MIDDLING = 40_000;

export function samples(): { readonly small: readonly Sample[]; readonly middling: readonly Sample[]; readonly large: readonly Sample[] } {
  const examples = rules.flatMap(({ id, bad, good }) => [bad, good].map((example): Sample => ({ name: id, format: 'json', texts: partsOf(example).texts })));
  const built = [...examples, { name: 'shelf', format: 'yaml', texts: shelf } satisfies Sample];
  const published = withoutCorpus ? [] : [...publishedConnectors()].map(({ name, texts }): Sample => ({ name, format: 'json', texts }));
  const all = [...built, ...published].toSorted((left, right) => lengthOf(left) - lengthOf(right));
  const small = all.filter((sample) => lengthOf(sample) <= SMALL);
  return {
    // YAML takes longer to read and to write.
    small: [...small, ...small.filter((_, index) => index % 5 === 0).flatMap(inYaml)],
    middling: all.filter((sample) => lengthOf(sample) > SMALL && lengthOf(sample) <= MIDDLING),
    large: all.filter((sample) => lengthOf(sample) > MIDDLING).slice(-4),
  };
}

export function lengthOf({ texts }: Pick<Sample, 'texts'>): number {
  return Object.values(texts).reduce((sum: number, text: string | undefined) => sum + (text?.length ?? 0), 0);
}

/** None where a file is broken, or in YAML already. */
function inYaml({ name, format, texts }: Sample): Sample[] {
  if (format === 'yaml') return [];
  try {
    const written = (text: string | undefined): string | undefined => (text === undefined ? undefined : stringify(parse(text), { aliasDuplicateObjects: true }));
    return [{ name, format: 'yaml', texts: { ...texts, definition: written(texts.definition), properties: written(texts.properties) } }];
  } catch {
    return [];
  }
}

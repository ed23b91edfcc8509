/** The published connector with the largest definition, in JSON and in YAML. */
import { stringify } from 'yaml';
import type { PublishedConnector } from '../test/corpus/published-connectors.ts';

export function largestOf(published: readonly PublishedConnector[]): PublishedConnector {
  return published.reduce((largest, one) => ((one.texts.definition?.length ?? 0) > (largest.texts.definition?.length ?? 0) ? one : largest));
}

/** The same definition in block style. */
export function asYaml(one: PublishedConnector): PublishedConnector {
  const definition = stringify(JSON.parse((one.texts.definition ?? '').replace(/^\uFEFF/, '')), { lineWidth: 0, aliasDuplicateObjects: false });
  return { ...one, files: { ...one.files, definition: (one.files.definition ?? '').replace(/\.json$/, '.yaml') }, texts: { ...one.texts, definition } };
}

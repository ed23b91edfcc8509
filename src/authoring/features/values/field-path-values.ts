/** Paths into the answer of a called operation: collections, values, titles. */
import { filledText, textOf } from '../../model/nodes.ts';
import { shapeOf } from '../../model/schema-paths.ts';
import { callAt } from '../completion-places.ts';
import type { Candidate, Provider } from '../completion-values.ts';
import { schemaType } from '../descriptions.ts';
import { fieldsAt, pathStarts } from '../field-paths.ts';
import { plain } from '../markdown.ts';

const COLLECTIONS: ReadonlySet<string> = new Set(['value-collection', 'itemsPath']);
const TITLES: ReadonlySet<string> = new Set(['value-title', 'itemTitlePath', 'itemFullTitlePath']);

export const fieldPathValues: Provider = (cursor, slot) => {
  if (slot.kind !== 'value') return undefined;
  const place = callAt(cursor, slot.path);
  const starts = place?.rest.length === 1 || slot.key === 'selectedItemValuePath' ? place && pathStarts(place.definition, place.call, slot.key) : undefined;
  if (!place || !starts) return undefined;
  const { definition } = place;
  // What is typed up to the last slash is where the fields are looked for.
  const typed = textOf(slot.node) ?? '';
  const above = typed.slice(0, typed.lastIndexOf('/') + 1);
  const segments = above.split('/').slice(0, -1).filter((segment, index) => index > 0 || segment !== '');
  const found = new Map<string, Candidate>();
  for (const start of starts) {
    for (const { name, schema } of fieldsAt(definition, start, segments)) {
      const value = `${above}${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (found.has(value)) continue;
      const { kind } = shapeOf(definition, schema);
      const fits = COLLECTIONS.has(slot.key) ? kind === 'array' : TITLES.has(slot.key) ? schemaType(definition, schema).startsWith('string') : kind === 'scalar';
      found.set(value, { value, kind: 'property', detail: schemaType(definition, schema), documentation: plain(filledText(schema, 'description') ?? '') || undefined, rank: fits ? 3 : 6 });
    }
  }
  return [...found.values()];
};

/** What the catalogue of extensions says about the place where one stands. */
import { extensions, type Extension, type ExtensionPlace } from '../../catalogue/extensions.ts';
import type { DefinitionModel, ExtensionUse } from '../../model/connector-model.ts';
import { editDistance, nearest } from '../../nearest.ts';

const PREFIX = 'x-ms-';

/** As the catalogue names it; undefined for a parameter whose `in` is not known. */
export function placeOf({ place, parameterIn }: ExtensionUse): ExtensionPlace | 'other' | undefined {
  switch (place) {
    case 'parameter':
      return PARAMETER_PLACES.find((one) => one === `parameter:${parameterIn}`);
    case 'contact': case 'license': case 'items': case 'responses': case 'tag': case 'externalDocs':
      return 'other';
    default:
      return place;
  }
}

const PARAMETER_PLACES: readonly ExtensionPlace[] = ['parameter:path', 'parameter:query', 'parameter:header', 'parameter:body', 'parameter:formData'];

const namesByPlace = new Map<string, readonly string[]>();

function namesAt(place: string): readonly string[] {
  const known = namesByPlace.get(place) ?? extensions.filter(({ places }: Extension) => places.some((one) => one === place)).map(({ name }) => name);
  namesByPlace.set(place, known);
  return known;
}

const exact: ReadonlySet<string> = new Set(extensions.map(({ name }) => name));

/** Those whose names the catalogue does not have as they are written. */
export function unknownExtensions({ extensionsByName }: DefinitionModel): ExtensionUse[] {
  const unknown: ExtensionUse[] = [];
  for (const [name, uses] of extensionsByName) if (!exact.has(name)) unknown.push(...uses);
  return unknown;
}

/**
 * The extension that a name of Microsoft's kind was meant to be, among those that count at its place. The prefix is left
 * out of the measure: it would make any two short names look alike.
 */
export function meantExtension(use: ExtensionUse): string | undefined {
  const place = placeOf(use);
  if (place === undefined || place === 'other') return undefined;
  const names = namesAt(place);
  const name = use.name.toLowerCase();
  if (!name.startsWith(PREFIX)) {
    // `x-ms_summary`, `x-mssummary`: a slip in the prefix itself.
    return names.find((known) => name.startsWith('x-m') && editDistance(name, known, 3) <= 2);
  }
  const rest = name.slice(PREFIX.length);
  const same = names.find((known) => known.toLowerCase() === name);
  if (same) return same;
  // `x-ms-summary:` and `x-ms-summary title` are names with something behind them.
  const head = names.find((known) => name.startsWith(known) && /^[^a-z0-9-]/.test(name.slice(known.length)));
  if (head) return head;
  const near = nearest(rest, names.map((known) => known.slice(PREFIX.length)));
  return near === undefined ? undefined : PREFIX + near;
}

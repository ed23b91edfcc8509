/** How the parameters of a path and those that an operation declares fit together. */
import type { DefinitionModel, EffectiveParameter, OperationView } from '../../model/connector-model.ts';
import { nearest } from '../../nearest.ts';
import { hasUnknownParameters } from './parameter-place.ts';

export interface PathMismatch {
  /** In the path, and not declared. */
  readonly missing: readonly string[];
  /** Declared as in the path, and not there. */
  readonly unused: readonly EffectiveParameter[];
  /** Of the unused ones, those that were probably meant to be one that is missing. */
  readonly meant: ReadonlyMap<EffectiveParameter, string>;
}

/** Where more are wrong, comparing each with each helps nobody and takes long. */
const MOST_PAIRED = 10;

const NONE: PathMismatch = { missing: [], unused: [], meant: new Map() };

export function pathMismatch(definition: DefinitionModel, operation: OperationView): PathMismatch {
  if (fits(operation)) return NONE;
  const { path } = operation;
  const declared = operation.parameters.filter(({ parameter }) => parameter.in?.toLowerCase() === 'path' && parameter.name !== undefined);
  const names = new Set(path.templateNames.map(({ name }) => name));
  const declaredNames = new Set(declared.map(({ parameter }) => parameter.name));
  const missing = [...names].filter((name) => !declaredNames.has(name));
  const unused = declared.filter(({ parameter }) => !names.has(parameter.name as string));
  if (hasUnknownParameters(definition, operation) || hasUnknownParameters(definition, path)) return { ...NONE, unused };
  const meant = new Map<EffectiveParameter, string>();
  if (unused.length > MOST_PAIRED || missing.length > MOST_PAIRED) return { missing, unused, meant };
  for (const one of unused) {
    const free = missing.filter((name) => ![...meant.values()].includes(name));
    const name = free.length === 1 && unused.length === 1 ? free[0] : nearest(one.parameter.name as string, free);
    if (name !== undefined) meant.set(one, name);
  }
  return { missing, unused, meant };
}

/** Told without making lists, since nearly all fit. */
function fits({ path, parameters }: OperationView): boolean {
  const names = path.templateNames;
  if (names.length > MOST_PAIRED) return false;
  for (const { parameter } of parameters) if (parameter.in === 'path' && !names.some(({ name }) => name === parameter.name)) return false;
  for (const { name } of names) if (!parameters.some(({ parameter }) => parameter.in === 'path' && parameter.name === name)) return false;
  return true;
}

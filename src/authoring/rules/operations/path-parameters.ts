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

const NONE: PathMismatch = { missing: [], unused: [], meant: new Map() };

export function pathMismatch(definition: DefinitionModel, operation: OperationView): PathMismatch {
  const { path } = operation;
  const declared = operation.parameters.filter(({ parameter }) => parameter.in?.toLowerCase() === 'path' && parameter.name !== undefined);
  const names = path.templateNames.map(({ name }) => name);
  if (declared.length === 0 && names.length === 0) return NONE;
  const missing = [...new Set(names.filter((name) => !declared.some(({ parameter }) => parameter.name === name)))];
  const unused = declared.filter(({ parameter }) => !names.includes(parameter.name as string));
  if (missing.length === 0 && unused.length === 0) return NONE;
  if (hasUnknownParameters(definition, operation) || hasUnknownParameters(definition, path)) return { ...NONE, unused };
  const meant = new Map<EffectiveParameter, string>();
  for (const one of unused) {
    const free = missing.filter((name) => ![...meant.values()].includes(name));
    const name = free.length === 1 && unused.length === 1 ? free[0] : nearest(one.parameter.name as string, free);
    if (name !== undefined) meant.set(one, name);
  }
  return { missing, unused, meant };
}

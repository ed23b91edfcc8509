/**
 * A parameter as its users see it: one name that stands in several places at once. A shared parameter belongs to every
 * operation that refers to it; a path parameter belongs to the template of its path and so to all operations of the
 * path; a parameter of an operation replaces that of its path by having the same name and place (OpenAPI 2.0, Path Item
 * Object and Operation Object). To rename one of them is to rename them all.
 */
import type { DefinitionModel, OperationView, ParameterView, PathView } from '../model/connector-model.ts';

export interface ParameterGroup {
  readonly name: string;
  /** `path`, `query`, `header`, `formData` or `body`; as written. */
  readonly in: string;
  readonly parameters: ReadonlySet<ParameterView>;
  readonly operations: ReadonlySet<OperationView>;
  /** Paths whose template or whose own list has it. */
  readonly paths: ReadonlySet<PathView>;
}

export function groupOfParameter(definition: DefinitionModel, parameter: ParameterView): ParameterGroup {
  return grown(definition, parameter.name ?? '', parameter.in ?? '', [parameter], []);
}

/** Of a name in a path's template, declared or not. */
export function groupOfTemplateName(definition: DefinitionModel, path: PathView, name: string): ParameterGroup {
  return grown(definition, name, 'path', [], [path]);
}

function grown(definition: DefinitionModel, name: string, place: string, seeds: readonly ParameterView[], seedPaths: readonly PathView[]): ParameterGroup {
  const parameters = new Set(seeds);
  const paths = new Set(seedPaths);
  const alike = definition.parameters.filter((parameter) => parameter.name === name && parameter.in === place);
  // A shared parameter may lead to paths that lead to further shared parameters; most often the first round is all.
  for (let before = -1; before !== parameters.size + paths.size; ) {
    before = parameters.size + paths.size;
    // An alias gives several parameters one text.
    const written = new Set([...parameters].map(({ nameNode }) => nameNode));
    for (const parameter of alike) if (written.has(parameter.nameNode)) parameters.add(parameter);
    for (const path of definition.paths) {
      if (!paths.has(path) && belongs(path, parameters, name, place)) paths.add(path);
      if (paths.has(path)) for (const parameter of ofPath(path)) if (parameter.name === name && parameter.in === place) parameters.add(parameter);
    }
  }
  const operations = definition.operations.filter((operation) => operation.parameters.some(({ parameter }) => parameters.has(parameter)));
  const onPaths = place === 'path' ? [...paths].flatMap((path) => path.operations) : [];
  return { name, in: place, parameters, paths, operations: new Set([...operations, ...onPaths]) };
}

/** Whether all parameters of that name on the path are one: path parameters always are, others where the path's own list has one. */
function belongs(path: PathView, parameters: ReadonlySet<ParameterView>, name: string, place: string): boolean {
  const one = place === 'path' || path.parameters.some(({ parameter }) => parameter.name === name && parameter.in === place);
  return one && ofPath(path).some((parameter) => parameters.has(parameter));
}

function ofPath(path: PathView): ParameterView[] {
  return [...path.parameters, ...path.operations.flatMap(({ parameters }) => parameters)].map(({ parameter }) => parameter);
}

/**
 * What a dynamic call hands over: the parameters of the called operation as keys, and behind `parameter` and
 * `parameterReference` the parameters of the caller, with the way into its body.
 */
import type { SyntaxNode } from '../../../connector/syntax-node.ts';
import type { DefinitionModel, ParameterView } from '../../model/connector-model.ts';
import { targetOf } from '../../model/dynamic-targets.ts';
import { filledText, valueOf } from '../../model/nodes.ts';
import { callAt, present } from '../completion-places.ts';
import type { Candidate, Follow, Provider } from '../completion-values.ts';
import { callersOfCall, type OperationCall } from '../definition-index.ts';
import { parameterType, schemaType } from '../descriptions.ts';
import { bodySchema, fieldsAt } from '../field-paths.ts';
import { plain } from '../markdown.ts';

/** Bodies are offered this deep; deeper fields are found by typing. */
const DEEPEST = 4;
const MOST_FIELDS = 200;

export const calledParameters: Provider = (cursor, slot) => {
  if (slot.kind !== 'key') return undefined;
  const place = callAt(cursor, slot.path);
  if (place?.rest.length !== 1 || place.rest[0] !== 'parameters') return undefined;
  const { definition, call } = place;
  const given = present(slot);
  const own = new Set(callersOfCall(definition, call).flatMap(({ parameters }) => parameters.map(({ parameter }) => parameter.name)));
  return (targetOf(definition, call.operationId)?.parameters ?? []).flatMap(({ parameter }) => {
    const { name, required } = parameter;
    if (name === undefined || given.has(name)) return [];
    return [{ ...described(definition, parameter, name), rank: required ? 3 : 5, follow: argument(call, own.has(name) ? name : undefined) }];
  });
};

function argument({ kind }: OperationCall, proposal: string | undefined): Follow {
  if (kind === 'testConnection') return {};
  const key = kind === 'values' || kind === 'schema' || kind === 'filePicker' ? 'parameter' : 'parameterReference';
  return { object: [[key, { proposal }]] };
}

export const callerReferences: Provider = (cursor, slot) => {
  if (slot.kind !== 'value' || (slot.key !== 'parameter' && slot.key !== 'parameterReference')) return undefined;
  const place = callAt(cursor, slot.path);
  if (!place || place.rest.length !== 3 || place.rest[0] !== 'parameters') return undefined;
  const { definition, call } = place;
  const found = new Map<string, Candidate>();
  const add = (candidate: Candidate): void => void (found.has(candidate.value) || found.set(candidate.value, candidate));
  for (const { parameters } of callersOfCall(definition, call)) {
    for (const { parameter } of parameters) {
      const { name } = parameter;
      if (name === undefined || parameter.node === call.dynamic?.owner) continue;
      const body = bodySchema(parameter);
      if (!body) add({ ...described(definition, parameter, name), rank: name === place.rest[1] ? 3 : 5 });
      // The older extensions name a field of the body alone, the newer ones by its path.
      else for (const field of fieldsBelow(definition, body, slot.key === 'parameterReference' ? `${name}/` : '')) add({ ...field, rank: field.rank ?? 6 });
    }
  }
  return [...found.values()];
};

/** The fields of a body with their paths, breadth first, so that a bound cuts the deepest. */
function fieldsBelow(definition: DefinitionModel, schema: SyntaxNode, prefix: string): Candidate[] {
  const fields: Candidate[] = [];
  const waiting = [{ schema, prefix, depth: 0 }];
  for (let next = waiting.shift(); next && fields.length < MOST_FIELDS; next = waiting.shift()) {
    for (const { name, schema: field } of fieldsAt(definition, next.schema, [], true)) {
      const value = prefix === '' ? name : `${next.prefix}${name}`;
      fields.push({ value, kind: 'property', detail: schemaType(definition, field), documentation: plain(filledText(field, 'description') ?? '') || undefined });
      if (next.depth < DEEPEST) waiting.push({ schema: field, prefix: `${next.prefix}${name}/`, depth: next.depth + 1 });
    }
  }
  return fields;
}

function described(definition: DefinitionModel, parameter: ParameterView, name: string): Candidate {
  const { in: place, required, node } = parameter;
  return {
    value: name,
    kind: 'parameter',
    detail: `${parameterType(definition, parameter)} in ${place ?? 'request'}${required ? ', required' : ''}`,
    documentation: plain(filledText(node, 'description') ?? filledText(valueOf(node, 'schema'), 'description') ?? '') || undefined,
  };
}

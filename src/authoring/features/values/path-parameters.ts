/** Path parameters: `{name}` in a path and in the paths of policies, and the names that a path asks to be declared. */
import { encoded, scalarStyle } from '../../../connector/scalar-source.ts';
import { pathAt } from '../../../connector/syntax-lookup.ts';
import { nodeAt } from '../../../connector/syntax-tree.ts';
import type { ConnectorModel, OperationView, PathView } from '../../model/connector-model.ts';
import { textOf, valueOf } from '../../model/nodes.ts';
import type { Cursor } from '../completion-slots.ts';
import type { Candidate, Offer, Provider } from '../completion-values.ts';
import { roleAt } from '../definition-roles.ts';
import { PATH_TEMPLATES, policyOperations } from '../policy-mentions.ts';
import { inPolicy } from '../completion-places.ts';
import { POLICY_PARAMETER_PREFIX } from '../../catalogue/policy-templates.ts';

/** The `name` of a parameter whose `in` is path: what the template has, undeclared names first. */
export const pathParameterNames: Provider = ({ connector: { definition }, document }, slot) => {
  if (slot.kind !== 'value' || slot.key !== 'name' || definition?.document !== document || roleAt(slot.path.slice(0, -1)) !== 'parameter') return undefined;
  if (textOf(valueOf(slot.owner, 'in')) !== 'path' || slot.path[0] !== 'paths') return undefined;
  const path = definition.paths.find(({ path: key }) => key === slot.path[1]);
  if (!path) return undefined;
  const list = nodeAt(document.root, slot.path.slice(0, -2));
  const ofPath = path.parameters.map(({ item }) => item);
  const declared = new Set([...(list?.items ?? []), ...ofPath].filter((item) => item !== slot.owner).map((item) => textOf(valueOf(definition.resolve(item), 'name'))));
  return path.templateNames.map(({ name }) => ({ value: name, kind: 'parameter', detail: declared.has(name) ? 'declared already' : 'not declared yet', rank: declared.has(name) ? 7 : 3 }));
};

/** Between braces: in a path's key the parameters declared for it, in a policy's path those of its operations. */
export function bracedNames(cursor: Cursor): Offer[] {
  const { connector, document, offset } = cursor;
  const last = pathAt(document, offset).at(-1);
  const range = last?.inKey ? last.member?.keyRange : last?.node.kind === 'string' && !last.node.alias ? last.node.range : undefined;
  if (!last || !range) return [];
  const open = /\{([^{}"'@]*)$/.exec(document.text.slice(range.start, offset));
  if (!open) return [];
  const names = last.inKey ? ofPathKey(connector, document === connector.definition?.document, last.pointer) : ofPolicyPath(cursor, last.pointer);
  if (!names) return [];
  const typed = open[1] ?? '';
  const rest = /^[^{}/"']*/.exec(document.text.slice(offset, range.end))?.[0] ?? '';
  const closed = document.text[offset + rest.length] === '}';
  const style = scalarStyle(document, range);
  const written = names.filter(({ value }) => encoded(value, style) !== undefined);
  return [{
    slot: { kind: 'piece', range: { start: offset - typed.length, end: offset + (closed ? rest.length : 0) }, style },
    candidates: closed ? written : written.map((candidate) => ({ ...candidate, label: candidate.value, value: `${candidate.value}}` })),
  }];
}

function ofPathKey({ definition }: ConnectorModel, inDefinition: boolean, pointer: readonly (string | number)[]): Candidate[] | undefined {
  if (!definition || !inDefinition || pointer.length !== 2 || pointer[0] !== 'paths') return undefined;
  const path = definition.paths.find(({ path: key }) => key === pointer[1]);
  return path && declaredOn(path);
}

function declaredOn(path: PathView): Candidate[] {
  const present = new Set(path.templateNames.map(({ name }) => name));
  const parameters = [...path.parameters, ...path.operations.flatMap((operation) => operation.parameters)].map(({ parameter }) => parameter);
  const names = new Set(parameters.flatMap(({ name, in: place }) => (place === 'path' && name !== undefined ? [name] : [])));
  return [...names].map((name) => ({ value: name, kind: 'parameter', detail: present.has(name) ? 'in the path already' : 'declared, but not in the path', rank: present.has(name) ? 7 : 3 }));
}

function ofPolicyPath(cursor: Cursor, pointer: readonly (string | number)[]): Candidate[] | undefined {
  const { definition } = cursor.connector;
  const place = inPolicy(cursor, pointer);
  const key = place?.rest.length === 2 && place.rest[0] === 'parameters' ? place.rest[1] : undefined;
  if (!definition || !place?.policy || !key || !PATH_TEMPLATES.some((name) => key === POLICY_PARAMETER_PREFIX.toLowerCase() + name)) return undefined;
  return ofOperations(policyOperations(definition, place.policy));
}

function ofOperations(operations: readonly OperationView[]): Candidate[] {
  const counts = new Map<string, number>();
  for (const { parameters } of operations) {
    for (const { parameter: { name, in: place } } of parameters) if (place === 'path' && name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({ value: name, kind: 'parameter', detail: `in ${count} of ${operations.length} operations`, rank: count === operations.length ? 4 : 6 }));
}

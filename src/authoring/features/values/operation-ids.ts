/** The operations of the connector, wherever one is named: dynamic extensions, capabilities, copilots, policies, scripts. */
import type { Pointer } from '../../../connector/connector.ts';
import { lineEnd, lineStart } from '../../../connector/text-layout.ts';
import type { ConnectorModel, OperationView } from '../../model/connector-model.ts';
import { scriptLiterals } from '../../model/script-literals.ts';
import { listsOfIds } from '../../model/script-mentions.ts';
import { follows, present } from '../completion-places.ts';
import type { Candidate, Offer, Provider } from '../completion-values.ts';
import { extensionAt } from '../definition-roles.ts';
import { briefOperation, operationDetail } from '../descriptions.ts';

export const operationIdsInDefinition: Provider = ({ connector }, slot) => {
  if (slot.kind !== 'value' || slot.key !== 'operationId') return undefined;
  const extension = extensionAt(slot.path);
  if (!extension?.name.startsWith('x-ms-')) return undefined;
  // What fills a list reads; a trigger cannot be called.
  const dynamic = extension.name.startsWith('x-ms-dynamic-') || extension.name === 'x-ms-capabilities';
  return candidates(connector, (operation) => (dynamic && operation.trigger !== undefined ? 8 : dynamic && operation.visibility === 'internal' ? 4 : 5));
};

const LISTS: readonly (readonly string[])[] = [
  ['properties', 'policyTemplateInstances', '*', 'parameters', 'x-ms-apimTemplate-operationName'],
  ['properties', 'scriptOperations'],
  ['properties', 'script', 'operationIds'],
];

export const operationIdsInProperties: Provider = ({ connector }, slot) => {
  if (slot.kind !== 'item' || !isList(slot.path)) return undefined;
  const given = present(slot);
  return candidates(connector, () => 5).filter(({ value }) => !given.has(value));
};

function isList(path: Pointer): boolean {
  return LISTS.some((pattern) => follows(path, pattern));
}

/** Stands for the name while the script is read; C# takes it in any text. */
const ANY_NAME = 'OperationName';

/**
 * In a script, wherever a text is used as an operation's id: what is made of a name there decides. In a list it is one
 * where the others are.
 */
export function operationIdsInScript(connector: ConnectorModel, offset: number): Offer[] {
  const text = connector.script?.text ?? '';
  const typed = /"([^"\\\n]*)$/.exec(text.slice(lineStart(text, offset), offset))?.[1];
  if (typed === undefined) return [];
  const closed = /^([^"\\\n]*)"/.exec(text.slice(offset, lineEnd(text, offset)));
  const range = { start: offset - typed.length, end: offset + (closed?.[1]?.length ?? 0) };
  const withName = `${text.slice(0, range.start)}${ANY_NAME}${closed ? '' : '"'}${text.slice(range.end)}`;
  const literals = scriptLiterals(withName);
  const here = literals.find(({ text: name, range: { start } }) => name === ANY_NAME && start === range.start);
  if (!here) return [];
  const isId = (name: string): boolean => name === ANY_NAME || connector.definition?.operationsById.has(name) === true;
  const isOperation = here.role === 'operation' || (here.list !== undefined && listsOfIds(literals, isId).has(here.list));
  if (!isOperation) return [];
  return [{ slot: { kind: 'piece', range, style: 'script' }, candidates: candidates(connector, () => 5) }];
}

function candidates({ definition }: ConnectorModel, rank: (operation: OperationView) => number): Candidate[] {
  return (definition?.operations ?? []).flatMap((operation) => {
    const { id } = operation;
    return id === undefined ? [] : [{ value: id, kind: 'operation', detail: operationDetail(operation), documentation: briefOperation(operation) || undefined, rank: rank(operation) }];
  });
}

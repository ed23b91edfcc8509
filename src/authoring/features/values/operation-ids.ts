/** The operations of the connector, wherever one is named: dynamic extensions, capabilities, copilots, policies, scripts. */
import type { Pointer } from '../../../connector/connector.ts';
import { lineEnd, lineStart } from '../../../connector/text-layout.ts';
import type { ConnectorModel, OperationView } from '../../model/connector-model.ts';
import { scriptModel } from '../../model/script-model.ts';
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

/** In a script, wherever a text is compared with `OperationId`: what the script's model makes of a name there decides. */
export function operationIdsInScript(connector: ConnectorModel, offset: number): Offer[] {
  const text = connector.script?.text ?? '';
  const typed = /"([^"\\\n]*)$/.exec(text.slice(lineStart(text, offset), offset))?.[1];
  if (typed === undefined) return [];
  const closed = /^([^"\\\n]*)"/.exec(text.slice(offset, lineEnd(text, offset)));
  const range = { start: offset - typed.length, end: offset + (closed?.[1]?.length ?? 0) };
  const withName = `${text.slice(0, range.start)}${ANY_NAME}${closed ? '' : '"'}${text.slice(range.end)}`;
  if (!scriptModel(withName).operationIds.some(({ id, range: { start } }) => id === ANY_NAME && start === range.start)) return [];
  return [{ slot: { kind: 'piece', range, style: 'script' }, candidates: candidates(connector, () => 5) }];
}

function candidates({ definition }: ConnectorModel, rank: (operation: OperationView) => number): Candidate[] {
  return (definition?.operations ?? []).flatMap((operation) => {
    const { id } = operation;
    return id === undefined ? [] : [{ value: id, kind: 'operation', detail: operationDetail(operation), documentation: briefOperation(operation) || undefined, rank: rank(operation) }];
  });
}

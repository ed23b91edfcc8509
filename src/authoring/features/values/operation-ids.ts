/** The operations of the connector, wherever one is named: dynamic extensions, capabilities, copilots, policies, scripts. */
import type { Pointer } from '../../../connector/connector.ts';
import type { ConnectorModel, OperationView } from '../../model/connector-model.ts';
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

/** In a script, the text that `OperationId` is compared with. */
export function operationIdsInScript(connector: ConnectorModel, offset: number): Offer[] {
  const text = connector.script?.text ?? '';
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(start, offset);
  const quoted = /(?:\bOperationId\s*(?:[=!]=|\.\s*Equals\s*\()\s*|\bcase\s+)"([^"\\]*)$/.exec(before);
  if (!quoted || (quoted[0].startsWith('case') && !/\bswitch\b[^;]*\bOperationId\b/.test(text.slice(0, offset)))) return [];
  const typed = quoted[1] ?? '';
  const rest = /^[\w.~-]*/.exec(text.slice(offset))?.[0] ?? '';
  return [{ slot: { kind: 'piece', range: { start: offset - typed.length, end: offset + rest.length }, style: 'script' }, candidates: candidates(connector, () => 5) }];
}

function candidates({ definition }: ConnectorModel, rank: (operation: OperationView) => number): Candidate[] {
  return (definition?.operations ?? []).flatMap((operation) => {
    const { id } = operation;
    return id === undefined ? [] : [{ value: id, kind: 'operation', detail: operationDetail(operation), documentation: briefOperation(operation) || undefined, rank: rank(operation) }];
  });
}

/** How each operation is used: what lenses count and hover sums up. */
import type { ConnectorModel, OperationIdUse } from '../model/connector-model.ts';
import { scriptMentions } from '../model/script-mentions.ts';

type Use = Pick<OperationIdUse, 'id' | 'file' | 'kind' | 'range'>;

/** By operation id. What an alias repeats stands once in the text. */
export function operationUses(connector: ConnectorModel): ReadonlyMap<string, readonly Use[]> {
  const inScript = scriptMentions(connector).map(({ id, range }): Use => ({ id, file: 'script', kind: 'script', range }));
  const uses = new Map<string, Use[]>();
  const seen = new Set<string>();
  for (const use of [...connector.operationIdUses.filter(({ kind }) => kind !== 'script'), ...inScript]) {
    const place = `${use.file} ${use.range.start}`;
    if (seen.has(place)) continue;
    seen.add(place);
    const list = uses.get(use.id);
    if (list) list.push(use);
    else uses.set(use.id, [use]);
  }
  return uses;
}

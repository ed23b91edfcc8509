/** How each operation is used: what lenses count and hover sums up. */
import type { ConnectorModel, OperationIdUse } from '../model/connector-model.ts';

/** By operation id. What an alias repeats stands once in the text; a script may compare without regard to case. */
export function operationUses({ operationIdUses, definition, script }: ConnectorModel): ReadonlyMap<string, readonly OperationIdUse[]> {
  const ignoringCase = new Set((script?.operationIds ?? []).filter(({ ignoresCase }) => ignoresCase).map(({ range }) => range.start));
  const ids = definition?.operationsById;
  const byLowerCase = ignoringCase.size > 0 ? new Map([...(ids?.keys() ?? [])].map((id) => [id.toLowerCase(), id])) : undefined;
  const uses = new Map<string, OperationIdUse[]>();
  const seen = new Set<string>();
  for (const use of operationIdUses) {
    const place = `${use.file} ${use.range.start}`;
    if (seen.has(place)) continue;
    seen.add(place);
    const like = use.file === 'script' && ignoringCase.has(use.range.start) && !ids?.has(use.id) ? byLowerCase?.get(use.id.toLowerCase()) : undefined;
    const id = like ?? use.id;
    const list = uses.get(id);
    if (list) list.push(use);
    else uses.set(id, [use]);
  }
  return uses;
}

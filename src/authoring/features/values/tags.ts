/** The tags of an operation: those that the definition lists, and those that other operations have. */
import { textOf, valueOf } from '../../model/nodes.ts';
import { present } from '../completion-places.ts';
import type { Candidate, Provider } from '../completion-values.ts';
import { roleAt } from '../definition-roles.ts';
import { plain } from '../markdown.ts';

export const operationTags: Provider = ({ connector: { definition }, document }, slot) => {
  if (slot.kind !== 'item' || roleAt(slot.path) !== 'operationTags' || definition?.document !== document) return undefined;
  const found = new Map<string, Candidate>();
  for (const tag of valueOf(definition.root, 'tags')?.items ?? []) {
    const name = textOf(valueOf(tag, 'name'));
    if (name !== undefined) found.set(name, { value: name, kind: 'tag', documentation: plain(textOf(valueOf(tag, 'description')) ?? '') || undefined, rank: 4 });
  }
  for (const { node } of definition.operations) {
    for (const item of valueOf(node, 'tags')?.items ?? []) {
      const name = item === slot.node ? undefined : textOf(item);
      if (name !== undefined && name !== '' && !found.has(name)) found.set(name, { value: name, kind: 'tag' });
    }
  }
  const given = present(slot);
  return [...found.values()].filter(({ value }) => !given.has(value));
};

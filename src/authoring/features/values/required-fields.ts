/** The items of `required`: the properties of the same schema, those of its parts included. */
import { nodeAt } from '../../../connector/syntax-tree.ts';
import { filledText } from '../../model/nodes.ts';
import { present } from '../completion-places.ts';
import type { Provider } from '../completion-values.ts';
import { roleAt } from '../definition-roles.ts';
import { schemaType } from '../descriptions.ts';
import { fieldsAt } from '../field-paths.ts';
import { plain } from '../markdown.ts';

export const requiredFields: Provider = ({ connector: { definition }, document }, slot) => {
  if (slot.kind !== 'item' || roleAt(slot.path) !== 'required' || definition?.document !== document) return undefined;
  const schema = nodeAt(document.root, slot.path.slice(0, -1));
  const given = present(slot);
  return (schema ? fieldsAt(definition, schema, []) : []).filter(({ name }) => !given.has(name)).map(({ name, schema: field }) => ({
    value: name,
    kind: 'property',
    detail: schemaType(definition, field),
    documentation: plain(filledText(field, 'description') ?? '') || undefined,
  }));
};

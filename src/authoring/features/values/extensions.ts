/** `x-ms-…`: the extensions that count in the object around, and their closed lists of values. */
import { nodeAt } from '../../../connector/syntax-tree.ts';
import { extension, extensions, type Extension, type ExtensionPlace } from '../../catalogue/extensions.ts';
import { textOf, valueOf } from '../../model/nodes.ts';
import { present } from '../completion-places.ts';
import type { Follow, Provider } from '../completion-values.ts';
import { extensionAt, roleAt, type Role } from '../definition-roles.ts';
import { link, paragraphs, plain } from '../markdown.ts';

export const extensionKeys: Provider = ({ connector: { definition }, document }, slot) => {
  if (slot.kind !== 'key' || definition?.document !== document) return undefined;
  const owner = slot.owner ?? nodeAt(document.root, slot.path);
  const place = placeOf(roleAt(slot.path), textOf(valueOf(owner, 'in')));
  if (place === undefined) return undefined;
  const given = present(slot);
  // The others stand in published connectors, mostly without effect: hover knows them, and nobody needs more of them.
  return extensions.filter(({ name, places, undocumented }) => !undocumented && !given.has(name) && places.includes(place)).map((found) => ({
    value: found.name,
    kind: 'extension',
    documentation: paragraphs(plain(found.description), link('Documentation', found.documentation)),
    follow: followOf(found),
    inSchema: true,
  }));
};

export const extensionValues: Provider = ({ connector: { definition }, document }, slot) => {
  if (slot.kind !== 'value' || definition?.document !== document) return undefined;
  const inside = extensionAt(slot.path);
  if (inside?.depth !== slot.path.length) return undefined;
  return extension(inside.name)?.values?.map((value) => ({ value, kind: 'value', inSchema: true }));
};

function placeOf(role: Role, parameterIn: string | undefined): ExtensionPlace | undefined {
  switch (role) {
    case 'root':
    case 'info':
    case 'pathItem':
    case 'operation':
    case 'schema':
    case 'response':
    case 'header':
    case 'notificationContent':
    case 'securityScheme':
      return role;
    case 'parameter':
      // Without `in` most of them are the same everywhere.
      return `parameter:${parameterIn === 'path' || parameterIn === 'header' || parameterIn === 'body' || parameterIn === 'formData' ? parameterIn : 'query'}`;
    default:
      return undefined;
  }
}

function followOf({ valueKind, values }: Extension): Follow {
  switch (valueKind) {
    case 'boolean':
      return { literals: ['true', 'false'] };
    case 'object':
      return { object: [] };
    case 'array':
      return { list: [{ literals: [] }] };
    case 'string':
      return { choices: values };
    case 'any':
      return { literals: [] };
  }
}

/** Our syntax tree in the form of VS Code's JSON service, so that it sees no difference between JSON and YAML. */
import type { ASTNode, ArrayASTNode, ObjectASTNode, PropertyASTNode, StringASTNode } from 'vscode-json-languageservice';
import type { TextRange } from '../../connector/connector.ts';
import type { SyntaxMember, SyntaxNode } from '../../connector/syntax-node.ts';

export function astOf(root: SyntaxNode): ASTNode {
  return convert(root, undefined);
}

/** What an alias repeats is converted anew, since a node has one parent; parsing bounds how much that can be. */
function convert(node: SyntaxNode, parent: ASTNode | undefined): ASTNode {
  const place = { parent, ...placeOf(node.range) };
  switch (node.kind) {
    case 'object': {
      const properties: PropertyASTNode[] = [];
      const object: ObjectASTNode = { type: 'object', ...place, properties, children: properties };
      for (const member of node.members ?? []) properties.push(convertMember(member, object));
      return object;
    }
    case 'array': {
      const items: ASTNode[] = [];
      const array: ArrayASTNode = { type: 'array', ...place, items, children: items };
      for (const item of node.items ?? []) items.push(convert(item, array));
      return array;
    }
    case 'string':
      return { type: 'string', ...place, value: node.value as string };
    case 'number':
      return { type: 'number', ...place, value: node.value as number, isInteger: Number.isInteger(node.value) };
    case 'boolean':
      return { type: 'boolean', ...place, value: node.value as boolean };
    case 'null':
      return { type: 'null', ...place, value: null };
  }
}

function convertMember({ key, keyRange, value, range }: SyntaxMember, parent: ObjectASTNode): PropertyASTNode {
  const property: { -readonly [field in keyof PropertyASTNode]: PropertyASTNode[field] } = {
    type: 'property',
    parent,
    ...placeOf(range),
    // Of a property that is still without its parts; they need it as their parent.
    keyNode: undefined as unknown as StringASTNode,
    children: [],
  };
  property.keyNode = { type: 'string', parent: property, ...placeOf(keyRange), value: key };
  property.valueNode = convert(value, property);
  property.children.push(property.keyNode, property.valueNode);
  return property;
}

function placeOf({ start, end }: TextRange): { readonly offset: number; readonly length: number } {
  return { offset: start, length: end - start };
}

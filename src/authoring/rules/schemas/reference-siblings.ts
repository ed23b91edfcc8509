import type { SyntaxMember, SyntaxNode } from '../../../connector/syntax-node.ts';
import { definitionFix } from '../../fixes/definition-fix.ts';
import { removeMember, renameKey, replaceMemberValue } from '../../fixes/node-edits.ts';
import type { DefinitionModel } from '../../model/connector-model.ts';
import type { Fix, Rule } from '../../rule.ts';

export const referenceSiblings: Rule = {
  id: 'reference-siblings',
  severity: 'information',
  profile: 'build',
  title: 'Nothing stands beside `$ref`.',
  explanation: 'A reference stands for the whole object that it names: what is written beside it is not read, so that a description or visibility there may be lost. In a schema, `allOf` with the reference in it lets both count.',
  source: 'JSON Reference: "Any members other than $ref in a JSON Reference object SHALL be ignored", which OpenAPI 2.0 follows; counted in published connectors.',
  published: 31,
  bad: { definition: '{ "definitions": { "Size": { "type": "object", "properties": { "width": { "type": "integer", "description": "In millimetres.", "x-ms-summary": "Width" } } }, "Item": { "properties": { "size": { "$ref": "#/definitions/Size", "description": "The size of the item." } } } } }' },
  good: { definition: '{ "definitions": { "Size": { "type": "object", "properties": { "width": { "type": "integer", "description": "In millimetres.", "x-ms-summary": "Width" } } }, "Item": { "properties": { "size": { "allOf": [{ "$ref": "#/definitions/Size" }], "description": "The size of the item." } } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const { node, member } of definition.references) {
      if ((node.members?.length ?? 0) < 2) continue;
      const siblings = (node.members ?? []).filter(({ key }) => key !== '$ref');
      const [first] = siblings;
      // OpenAPI lets a path item have both.
      if (!first || definition.paths.some((path) => path.node === node)) continue;
      report({
        file: 'definition',
        range: first.keyRange,
        message: `A reference stands for the whole object, so that ${listOf(siblings)} beside "$ref" may be ignored.`,
        related: [{ file: 'definition', range: member.keyRange, message: 'The reference is here.' }],
        fixes: () => fixesFor(definition, node, member, siblings),
      });
    }
  },
};

function fixesFor(definition: DefinitionModel, node: SyntaxNode, reference: SyntaxMember, siblings: readonly SyntaxMember[]): Fix[] {
  const { document } = definition;
  const isSchema = definition.schemas.some((schema) => schema.node === node);
  const canWrap = isSchema && !siblings.some(({ key }) => key === 'allOf');
  const wrapped = [...renameKey(document, reference, 'allOf'), ...replaceMemberValue(document, node, reference, [{ $ref: reference.value.value }])];
  return [
    ...(canWrap ? [definitionFix('Put the reference into "allOf"', false, wrapped)] : []),
    // Edits for several members at once would meet at their commas.
    ...siblings.slice(0, 1).filter(() => siblings.length === 1).map((member) => definitionFix(`Remove "${member.key}"`, false, removeMember(document, node, member))),
  ];
}

function listOf(members: readonly SyntaxMember[]): string {
  const names = members.slice(0, 3).map(({ key }) => `"${key}"`);
  const more = members.length - names.length;
  const shown = more > 0 ? [...names, `${more} more`] : names;
  return shown.length === 1 ? String(shown[0]) : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

import type { SyntaxNode } from '../../../connector/syntax-node.ts';
import { fileFixes } from '../../fixes/file-fix.ts';
import { insertMember } from '../../fixes/node-edits.ts';
import type { DefinitionModel } from '../../model/connector-model.ts';
import { valueOf } from '../../model/nodes.ts';
import type { Report, Rule } from '../../rule.ts';

export const arrayWithoutItems: Rule = {
  id: 'array-without-items',
  severity: 'warning',
  profile: 'build',
  title: 'An array says what its items are.',
  explanation: 'A list has `items` with the schema of one of them, be it empty. Without, the designer cannot offer the list, and tools that read the definition stop.',
  source: 'OpenAPI 2.0, Parameter Object and Schema Object, items: "Required if type is array"; 1 published connector breaks it.',
  published: 1,
  bad: { definition: '{ "definitions": { "Item": { "properties": { "names": { "type": "array", "description": "The names.", "x-ms-summary": "Names" } } } } }' },
  good: { definition: '{ "definitions": { "Item": { "properties": { "names": { "type": "array", "items": { "type": "string" }, "description": "The names.", "x-ms-summary": "Names" } } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const { node } of definition.schemas) test(definition, node, {}, report);
    for (const { node } of definition.parameters) {
      for (let here: SyntaxNode | undefined = node; here?.kind === 'object'; here = valueOf(here, 'items')) test(definition, here, { type: 'string' }, report);
    }
  },
};

function test(definition: DefinitionModel, node: SyntaxNode, items: object, report: Report): void {
  const type = arrayType(node);
  if (type && !valueOf(node, 'items') && !valueOf(node, 'schema') && !valueOf(node, '$ref')) tell(definition, node, type, items, report);
}

function tell({ document }: DefinitionModel, node: SyntaxNode, type: SyntaxNode, items: object, report: Report): void {
  report({
    file: 'definition',
    range: type.range,
    message: 'This array has no "items". Add the schema of one item, or an empty one.',
    fixes: () => fileFixes('definition', `Add "items": ${JSON.stringify(items)}`, false, insertMember(document, node, 'items', items)),
  });
}

/** Most schemas are no arrays, which their values tell before any key is compared. */
function arrayType(node: SyntaxNode): SyntaxNode | undefined {
  if (!node.members) return undefined;
  for (const { key, value } of node.members) if (value.value === 'array' && key === 'type') return valueOf(node, 'type') === value ? value : undefined;
  return undefined;
}

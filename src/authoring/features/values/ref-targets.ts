/** `$ref`: what can stand in the object's place, so that a schema gets schemas and a parameter gets parameters. */
import type { SyntaxMember } from '../../../connector/syntax-node.ts';
import type { DefinitionModel } from '../../model/connector-model.ts';
import { filledText, textOf, valueOf } from '../../model/nodes.ts';
import { referenceTo } from '../../model/references.ts';
import type { Candidate, Provider } from '../completion-values.ts';
import type { Container } from '../definition-index.ts';
import { roleAt } from '../definition-roles.ts';
import { schemaType } from '../descriptions.ts';
import { paragraphs, plain } from '../markdown.ts';

export const refTargets: Provider = ({ connector: { definition }, document }, slot) => {
  if (slot.kind !== 'value' || slot.key !== '$ref' || definition?.document !== document) return undefined;
  switch (roleAt(slot.path.slice(0, -1))) {
    case 'schema':
      return candidates(definition, 'definitions', definition.definitions);
    case 'parameter':
      return candidates(definition, 'parameters', definition.sharedParameters);
    case 'response':
      return candidates(definition, 'responses', definition.sharedResponses);
    default:
      return undefined;
  }
};

const KINDS = { definitions: 'definition', parameters: 'parameter', responses: 'response' } as const;

function candidates(definition: DefinitionModel, container: Container, members: ReadonlyMap<string, SyntaxMember>): Candidate[] {
  return [...members].map(([name, { value: node }]) => ({
    value: referenceTo(container, name),
    label: name,
    kind: KINDS[container],
    detail: container === 'definitions' ? schemaType(definition, node) : container === 'parameters' ? `${textOf(valueOf(node, 'name')) ?? ''} in ${textOf(valueOf(node, 'in')) ?? ''}` : undefined,
    documentation: paragraphs(plain(filledText(node, 'x-ms-summary') ?? filledText(node, 'title') ?? ''), plain(filledText(node, 'description') ?? '', 200)) || undefined,
  }));
}

/** Where a connector's files name operations: one list for checking, going to definitions, finding references and renaming. */
import type { SyntaxNode } from '../../connector/syntax-node.ts';
import type { DefinitionModel, OperationIdUse, PropertiesModel, ScriptModel } from './connector-model.ts';
import { memberLike, textOf, valueOf } from './nodes.ts';

export function operationIdUsesOf(definition: DefinitionModel | undefined, properties: PropertiesModel | undefined, script: ScriptModel | undefined): OperationIdUse[] {
  const uses: OperationIdUse[] = [];
  const add = (file: OperationIdUse['file'], kind: OperationIdUse['kind'], node: SyntaxNode | undefined): void => {
    const id = textOf(node);
    if (node && id !== undefined) uses.push({ file, id, range: node.range, kind, node });
  };
  for (const { operationIdNode } of definition?.dynamics ?? []) add('definition', 'dynamic', operationIdNode);
  const capabilities = valueOf(definition?.root, 'x-ms-capabilities');
  add('definition', 'capability', valueOf(valueOf(capabilities, 'testConnection'), 'operationId'));
  const picker = valueOf(capabilities, 'file-picker');
  for (const part of ['open', 'browse']) add('definition', 'capability', valueOf(valueOf(picker, part), 'operationId'));
  for (const { name, member } of definition?.extensions ?? []) {
    if (name !== 'x-ms-openai-data') continue;
    for (const operation of valueOf(member.value, 'operations')?.items ?? []) add('definition', 'openai', valueOf(operation, 'operationId'));
  }
  for (const { operationNames } of properties?.policies ?? []) for (const name of operationNames) add('properties', 'policy', name);
  for (const item of properties?.scriptOperations?.value.items ?? []) add('properties', 'scriptOperations', item);
  for (const item of memberLike(memberLike(properties?.node, 'script')?.value, 'operationIds')?.value.items ?? []) add('properties', 'legacyScript', item);
  for (const { id, range } of script?.operationIds ?? []) uses.push({ file: 'script', id, range, kind: 'script' });
  return uses;
}

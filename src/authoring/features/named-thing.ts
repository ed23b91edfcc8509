/**
 * What stands under the cursor, where it is something with a name that other places refer to. Found through the model's
 * indexes, so that going to a definition, finding references, renaming and hovering agree on it, in JSON and YAML alike.
 */
import type { TextRange } from '../../connector/connector.ts';
import type { SyntaxNode } from '../../connector/syntax-node.ts';
import type { ConnectorModel, DefinitionModel, FileKind, OperationView, ParameterView, PropertiesModel } from '../model/connector-model.ts';
import { scriptMentions } from '../model/script-mentions.ts';
import { callersOfCall, indexOf, type OperationCall } from './definition-index.ts';
import { groupOfParameter, groupOfTemplateName, type ParameterGroup } from './parameter-group.ts';
import { mentioned, policyMentions, policyOperations } from './policy-mentions.ts';

export type NamedThing =
  | { readonly kind: 'operation' | 'definition' | 'sharedParameter' | 'sharedResponse' | 'securityScheme'; readonly name: string }
  | { readonly kind: 'parameter'; readonly name: string; readonly group: ParameterGroup }
  /** The name in lower case: properties files and expressions write it in any case. */
  | { readonly kind: 'connectionParameter'; readonly name: string };

/** Undefined where nothing of that kind stands at the offset. */
export function namedThingAt(connector: ConnectorModel, file: FileKind, offset: number): NamedThing | undefined {
  const { definition, properties } = connector;
  if (file === 'script') return inScript(connector, offset);
  const use = connector.operationIdUses.find((candidate) => candidate.file === file && holds(candidate.range, offset));
  if (use) return { kind: 'operation', name: use.id };
  if (file === 'definition' && definition) return inDefinition(definition, offset);
  if (file === 'properties' && properties) return inProperties(connector, properties, offset);
  return undefined;
}

function inScript(connector: ConnectorModel, offset: number): NamedThing | undefined {
  const mention = scriptMentions(connector).find(({ range }) => holds(range, offset));
  return mention && { kind: 'operation', name: mention.id };
}

function inDefinition(definition: DefinitionModel, offset: number): NamedThing | undefined {
  const operation = definition.operations.find(({ idNode }) => inNode(idNode, offset));
  if (operation?.id !== undefined) return { kind: 'operation', name: operation.id };
  return sharedAt(definition, offset) ?? parameterAt(definition, offset);
}

const CONTAINER_KINDS = { definitions: 'definition', parameters: 'sharedParameter', responses: 'sharedResponse' } as const;

function sharedAt(definition: DefinitionModel, offset: number): NamedThing | undefined {
  const keyed = [
    ['definition', definition.definitions], ['sharedParameter', definition.sharedParameters],
    ['sharedResponse', definition.sharedResponses], ['securityScheme', definition.securitySchemes],
  ] as const;
  for (const [kind, members] of keyed) {
    for (const [name, { keyRange }] of members) if (holds(keyRange, offset)) return { kind, name };
  }
  const security = definition.securityUses.find(({ member }) => holds(member.keyRange, offset));
  if (security) return { kind: 'securityScheme', name: security.name };
  const reference = indexOf(definition).references.find(({ node }) => inNode(node, offset));
  return reference && { kind: CONTAINER_KINDS[reference.container], name: reference.name };
}

function parameterAt(definition: DefinitionModel, offset: number): NamedThing | undefined {
  const declared = definition.parameters.find(({ nameNode }) => inNode(nameNode, offset));
  if (declared) return declared.name === undefined ? undefined : named(groupOfParameter(definition, declared));
  for (const path of definition.paths) {
    if (!holds(path.member.keyRange, offset)) continue;
    const inTemplate = path.templateNames.find(({ range }) => holds(range, offset));
    return inTemplate && named(groupOfTemplateName(definition, path, inTemplate.name));
  }
  for (const call of indexOf(definition).calls) {
    if (!holds(call.node.range, offset)) continue;
    for (const { name, member, reference, referenceNode } of call.arguments) {
      const parameter = holds(member.keyRange, offset) ? calledParameter(definition, call, name)
        : inNode(referenceNode, offset) && reference !== undefined ? callerParameters(definition, call, reference)[0]?.parameter : undefined;
      if (parameter) return named(groupOfParameter(definition, parameter));
    }
  }
  return undefined;
}

function named(group: ParameterGroup): NamedThing {
  return { kind: 'parameter', name: group.name, group };
}

/** The parameter of the called operation that an argument's key names. */
export function calledParameter(definition: DefinitionModel, { operationId }: OperationCall, name: string): ParameterView | undefined {
  return parameterNamed(definition.operationsById.get(operationId ?? '')?.[0], name);
}

export function parameterNamed(operation: OperationView | undefined, name: string): ParameterView | undefined {
  return operation?.parameters.find(({ parameter }) => parameter.name === name)?.parameter;
}

/**
 * What an argument's `parameter` or `parameterReference` names in each operation that makes the call: a parameter, or
 * by `body/property` a part of one (learn.microsoft.com, custom connectors, OpenAPI extensions).
 */
export function callerParameters(definition: DefinitionModel, call: OperationCall, reference: string): { readonly operation: OperationView; readonly parameter: ParameterView }[] {
  const first = reference.split('/', 1)[0] ?? '';
  return callersOfCall(definition, call).flatMap((operation) => {
    const parameter = parameterNamed(operation, reference) ?? (first === reference ? undefined : parameterNamed(operation, first));
    return parameter ? [{ operation, parameter }] : [];
  });
}

function inProperties({ definition }: ConnectorModel, properties: PropertiesModel, offset: number): NamedThing | undefined {
  const declared = properties.parameters.find(({ member }) => holds(member.keyRange, offset));
  if (declared) return { kind: 'connectionParameter', name: declared.name.toLowerCase() };
  const expression = properties.expressions.find(({ range }) => holds(range, offset));
  if (!expression) return definition && policyParameterAt(definition, properties, offset);
  if (expression.kind === 'connectionParameters') return { kind: 'connectionParameter', name: expression.name.toLowerCase() };
  return definition && policyParameterAt(definition, properties, offset);
}

function policyParameterAt(definition: DefinitionModel, properties: PropertiesModel, offset: number): NamedThing | undefined {
  const policy = properties.policies.find(({ node }) => holds(node.range, offset));
  const mention = policy && policyMentions(properties, policy).find(({ range }) => holds(range, offset));
  if (!policy || !mention) return undefined;
  const operation = policyOperations(definition, policy).find((candidate) => mentioned(candidate, mention));
  const parameter = operation && mentioned(operation, mention);
  return parameter && named(groupOfParameter(definition, parameter));
}

/** Both ends included, as a cursor sees a word. */
export function holds({ start, end }: TextRange, offset: number): boolean {
  return offset >= start && offset <= end;
}

function inNode(node: SyntaxNode | undefined, offset: number): boolean {
  return node !== undefined && holds(node.range, offset);
}

/** Markdown of what a connector declares: operations, definitions, parameters, connection parameters. */
import type { SyntaxNode } from '../../connector/syntax-node.ts';
import type { ConnectorModel, DefinitionModel, OperationIdUse, OperationView, ParameterView, PropertiesModel } from '../model/connector-model.ts';
import { isSecretName } from '../secret-names.ts';
import { filledText, memberLike, textOf, valueOf } from '../model/nodes.ts';
import { customParameter } from '../model/properties-model.ts';
import { indexOf } from './definition-index.ts';
import { briefOperation, fieldTable, parameterTable, parameterType, requestLine, schemaType } from './descriptions.ts';
import { code, paragraphs, plain } from './markdown.ts';
import type { NamedThing } from './named-thing.ts';
import { operationUses } from './operation-uses.ts';

/** Undefined where nothing declares the thing. */
export function textOfThing(connector: ConnectorModel, thing: NamedThing): string | undefined {
  const { definition, properties } = connector;
  switch (thing.kind) {
    case 'operation': {
      const operation = definition?.operationsById.get(thing.name)?.[0];
      return definition && operation && operationText(connector, definition, operation);
    }
    case 'definition':
      return definition && definitionText(definition, thing.name);
    case 'sharedParameter':
      return definition && sharedParameterText(definition, thing.name);
    case 'sharedResponse':
      return definition && responseText(definition, thing.name);
    case 'securityScheme':
      return definition && schemeText(definition, thing.name);
    case 'parameter': {
      const [parameter] = thing.group.parameters;
      return definition && parameter && parameterText(definition, parameter, thing.group.operations.size);
    }
    case 'connectionParameter':
      return properties && connectionParameterText(properties, thing.name);
  }
}

function operationText(connector: ConnectorModel, definition: DefinitionModel, operation: OperationView): string {
  return paragraphs(
    code(`${operation.id} – ${requestLine(operation)}`),
    briefOperation(operation),
    operation.trigger === undefined ? undefined : `Trigger: ${operation.trigger === 'batch' ? 'once for each item of the answer' : 'once for each answer'}`,
    parameterTable(definition, operation),
    usesText(operationUses(connector).get(operation.id ?? '') ?? []),
  );
}

const USE_NAMES: Readonly<Record<OperationIdUse['kind'], readonly [one: string, several: string]>> = {
  dynamic: ['dynamic call', 'dynamic calls'],
  capability: ['capability', 'capabilities'],
  openai: ['copilot operation', 'copilot operations'],
  policy: ['policy', 'policies'],
  scriptOperations: ['entry of scriptOperations', 'entries of scriptOperations'],
  legacyScript: ['entry of script.operationIds', 'entries of script.operationIds'],
  script: ['place in the script', 'places in the script'],
};

function usesText(uses: readonly Pick<OperationIdUse, 'kind'>[]): string {
  if (uses.length === 0) return 'Not used by other parts of the connector.';
  const counts = new Map<OperationIdUse['kind'], number>();
  for (const { kind } of uses) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return `Used by ${[...counts].map(([kind, count]) => `${count} ${USE_NAMES[kind][count === 1 ? 0 : 1]}`).join(', ')}.`;
}

function definitionText(definition: DefinitionModel, name: string): string | undefined {
  const node = definition.definitions.get(name)?.value;
  if (!node) return undefined;
  const count = indexOf(definition).referencesTo('definitions', name).length;
  return paragraphs(
    `**${code(name)}** ${plain(schemaType(definition, node))}`,
    described(node),
    fieldTable(definition, node),
    enumText(node),
    `${count} ${count === 1 ? 'reference' : 'references'}`,
  );
}

function sharedParameterText(definition: DefinitionModel, name: string): string | undefined {
  const member = definition.sharedParameters.get(name);
  const parameter = definition.parameters.find(({ sharedMember }) => sharedMember !== undefined && sharedMember === member);
  return parameter && parameterText(definition, parameter, definition.operations.filter(({ parameters }) => parameters.some((used) => used.parameter === parameter)).length);
}

function parameterText(definition: DefinitionModel, parameter: ParameterView, operations: number): string {
  const { name, in: place, required, node } = parameter;
  const body = valueOf(node, 'schema');
  return paragraphs(
    `**${code(name ?? '')}** ${plain(parameterType(definition, parameter))} in ${plain(place ?? 'the request')}${required ? ', required' : ''}`,
    described(node),
    body && fieldTable(definition, body),
    enumText(node),
    operations === 0 ? 'Not used by any operation.' : `Parameter of ${operations} ${operations === 1 ? 'operation' : 'operations'}`,
  );
}

function responseText(definition: DefinitionModel, name: string): string | undefined {
  const node = definition.sharedResponses.get(name)?.value;
  if (!node) return undefined;
  const schema = valueOf(node, 'schema');
  return paragraphs(`**${code(name)}**${schema ? ` ${plain(schemaType(definition, schema))}` : ''}`, described(node), schema && fieldTable(definition, schema));
}

function schemeText({ securitySchemes }: DefinitionModel, name: string): string | undefined {
  const node = securitySchemes.get(name)?.value;
  if (!node) return undefined;
  const facts = ['type', 'flow', 'in', 'name', 'authorizationUrl', 'tokenUrl'].flatMap((key) => {
    const text = filledText(node, key);
    // A query may carry a secret.
    return text === undefined ? [] : [`${key}: ${code(text.replace(/[?#].*$/s, ''))}`];
  });
  const scopes = (valueOf(node, 'scopes')?.members ?? []).slice(0, 20).map(({ key }) => code(key));
  return paragraphs(`**${code(name)}** security definition`, described(node), facts.join('  \n'), scopes.length > 0 ? `Scopes: ${scopes.join(', ')}` : undefined);
}

/** Values of client secrets and the like are never shown. */
function connectionParameterText(properties: PropertiesModel, name: string): string | undefined {
  const parameters = properties.parameters.filter((parameter) => parameter.name.toLowerCase() === name);
  const [first] = parameters;
  if (!first) return claimText(properties, name);
  const sets = parameters.flatMap(({ setName }) => (setName === undefined ? [] : [code(setName)]));
  const title = filledText(memberLike(first.node, 'uiDefinition')?.value, 'displayName');
  const uses = properties.expressions.filter((expression) => expression.kind === 'connectionParameters' && expression.name.toLowerCase() === name).length;
  return paragraphs(
    `**${code(first.name)}** ${plain(first.type ?? '')} connection parameter`,
    title && plain(title),
    plain(filledText(first.uiDefinition, 'description') ?? ''),
    first.oauth?.provider && `Signs in with ${code(first.oauth.provider)}`,
    sets.length > 0 ? `In the sets ${sets.join(', ')}` : undefined,
    uses > 0 ? `Used in ${uses} ${uses === 1 ? 'expression' : 'expressions'}` : undefined,
  );
}

function claimText({ oauth }: PropertiesModel, name: string): string | undefined {
  const [owner = '', claim] = name.split(':', 2);
  const settings = oauth.find(({ parameter }) => parameter.name.toLowerCase() === owner);
  const found = settings && claim !== undefined ? customParameter(settings, claim) : undefined;
  if (!settings || !found) return undefined;
  const value = isSecretName(claim ?? '') ? undefined : textOf(found.value);
  return paragraphs(`**${code(`${settings.parameter.name}:${found.member.key}`)}** OAuth setting`, value === undefined ? undefined : code(value));
}

function described(node: SyntaxNode): string {
  return paragraphs(plain(filledText(node, 'x-ms-summary') ?? filledText(node, 'title') ?? ''), plain(filledText(node, 'description') ?? ''));
}

function enumText(node: SyntaxNode): string | undefined {
  const values = (valueOf(node, 'enum')?.items ?? []).slice(0, 20).map(({ value }) => code(String(value)));
  return values.length > 0 ? `Values: ${values.join(', ')}` : undefined;
}

/**
 * One walk over an OpenAPI 2.0 definition that finds everything the rules and features ask for. It goes where the
 * OpenAPI 2.0 specification and the connector extensions put objects, and nowhere else, so that an example or a default
 * value that looks like a schema is none.
 */
import type { TextRange } from '../../connector/connector.ts';
import type { SyntaxDocument, SyntaxMember, SyntaxNode } from '../../connector/syntax-node.ts';
import type {
  DefinitionModel, DynamicUse, EffectiveParameter, ExtensionUse, OperationView, ParameterView, PathView, Place, ReferenceUse, ResponseView,
  SchemaView, SecurityUse, TypedValue,
} from './connector-model.ts';
import { dynamicUsesOf } from './dynamic-uses.ts';
import { isTrue, rangeWithin, textOf, valueOf } from './nodes.ts';
import { localResolver } from './references.ts';
import { typedValue } from './typed-values.ts';

/** OpenAPI 2.0, Path Item Object. */
export const METHODS: ReadonlySet<string> = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch']);

/** Up to this many names are looked through one by one. */
const FEW = 8;

const DYNAMIC = /^x-ms-dynamic-(?:values|list|schema|properties|tree)$/;

export function definitionModel(document: SyntaxDocument, root: SyntaxNode): DefinitionModel {
  return new DefinitionWalk(document, root).model();
}

class DefinitionWalk {
  private readonly document: SyntaxDocument;
  private readonly root: SyntaxNode;
  private readonly resolve: (node: SyntaxNode | undefined) => SyntaxNode | undefined;
  private readonly paths: PathView[] = [];
  private readonly operations: OperationView[] = [];
  private readonly parameters: ParameterView[] = [];
  private readonly schemas: SchemaView[] = [];
  private readonly typedValues: TypedValue[] = [];
  private readonly extensions: ExtensionUse[] = [];
  private readonly extensionsByName = new Map<string, ExtensionUse[]>();
  private readonly references: ReferenceUse[] = [];
  private readonly dynamics: DynamicUse[] = [];
  private readonly securityUses: SecurityUse[] = [];
  private readonly parameterOf = new Map<SyntaxNode, ParameterView>();

  constructor(document: SyntaxDocument, root: SyntaxNode) {
    this.document = document;
    this.root = root;
    this.resolve = localResolver(root);
  }

  model(): DefinitionModel {
    const { document, root } = this;
    this.extensionsOf(root, 'root');
    const info = valueOf(root, 'info');
    this.extensionsOf(info, 'info');
    this.extensionsOf(valueOf(info, 'contact'), 'contact');
    this.extensionsOf(valueOf(info, 'license'), 'license');
    this.extensionsOf(valueOf(root, 'externalDocs'), 'externalDocs');
    for (const tag of valueOf(root, 'tags')?.items ?? []) this.extensionsOf(tag, 'tag');
    this.security(valueOf(root, 'security'));

    const sharedParameters = membersOf(root, 'parameters');
    for (const member of sharedParameters.values()) this.parameter(member.value, { scope: 'shared', sharedMember: member });
    const sharedResponses = membersOf(root, 'responses');
    for (const { value } of sharedResponses.values()) this.response(value);
    const definitions = membersOf(root, 'definitions');
    for (const { value } of definitions.values()) this.schema(value, 'definition');
    const securitySchemes = membersOf(root, 'securityDefinitions');
    for (const { value } of securitySchemes.values()) this.extensionsOf(value, 'securityScheme');
    for (const member of valueOf(root, 'paths')?.members ?? []) if (!member.key.startsWith('x-')) this.path(member);

    const operationsById = new Map<string, OperationView[]>();
    for (const operation of this.operations) {
      if (operation.id === undefined) continue;
      const same = operationsById.get(operation.id);
      if (same) same.push(operation);
      else operationsById.set(operation.id, [operation]);
    }
    const { paths, operations, parameters, schemas, typedValues, extensions, extensionsByName, references, dynamics, securityUses, resolve } = this;
    return {
      document, root, paths, operations, operationsById, parameters, schemas, typedValues, extensions, extensionsByName, references, dynamics, securityUses,
      definitions, sharedParameters, sharedResponses, securitySchemes, resolve,
    };
  }

  private path(member: SyntaxMember): void {
    const node = member.value;
    if (node.kind !== 'object') return;
    this.extensionsOf(node, 'pathItem');
    this.reference(node);
    const operations: OperationView[] = [];
    const parameters: EffectiveParameter[] = [];
    const content = node.members?.find(({ key }) => key === 'x-ms-notification-content');
    const path: PathView = { path: member.key, member, node, templateNames: templateNames(this.document, member), parameters, operations, notificationContent: content };
    this.paths.push(path);
    parameters.push(...this.parameterList(node, { scope: 'path', path }));
    for (const child of node.members ?? []) {
      if (METHODS.has(child.key.toLowerCase()) && child.value.kind === 'object') operations.push(this.operation(path, child));
    }
    if (content?.value.kind === 'object') {
      this.extensionsOf(content.value, 'notificationContent');
      this.schema(valueOf(content.value, 'schema'), 'notification');
    }
  }

  private operation(path: PathView, member: SyntaxMember): OperationView {
    const node = member.value;
    const idNode = valueOf(node, 'operationId');
    const trigger = valueOf(node, 'x-ms-trigger');
    const parameters: EffectiveParameter[] = [];
    const responses: ResponseView[] = [];
    const operation: OperationView = {
      path,
      method: member.key.toLowerCase(),
      member,
      node,
      id: textOf(idNode) || undefined,
      idNode,
      summary: textOf(valueOf(node, 'summary')),
      description: textOf(valueOf(node, 'description')),
      visibility: textOf(valueOf(node, 'x-ms-visibility')),
      deprecated: isTrue(node, 'deprecated'),
      trigger: trigger && (textOf(trigger) ?? ''),
      parameters,
      responses,
      responsesMember: node.members?.findLast(({ key }) => key === 'responses'),
    };
    this.operations.push(operation);
    this.extensionsOf(node, 'operation', { operation });
    this.extensionsOf(valueOf(node, 'externalDocs'), 'externalDocs', { operation });
    this.security(valueOf(node, 'security'), operation);
    const own = this.parameterList(node, { scope: 'operation', operation, path });
    const replaced = new Set(own.map(keyOfParameter));
    parameters.push(...path.parameters.filter((parameter) => !replaced.has(keyOfParameter(parameter))), ...own);
    const list = operation.responsesMember?.value;
    this.extensionsOf(list, 'responses', { operation });
    for (const response of list?.members ?? []) {
      if (response.key.startsWith('x-')) continue;
      this.response(response.value, operation);
      const resolved = this.resolve(response.value);
      if (resolved) responses.push({ operation, code: response.key, member: response, node: resolved, schema: valueOf(resolved, 'schema') });
    }
    return operation;
  }

  private parameterList(owner: SyntaxNode, place: Pick<ParameterView, 'scope' | 'operation' | 'path'>): EffectiveParameter[] {
    return (valueOf(owner, 'parameters')?.items ?? []).flatMap((item) => {
      if (item.kind !== 'object') return [];
      const fromPath = place.scope === 'path';
      if (!this.reference(item, place.operation)) return [{ parameter: this.parameter(item, place), item, fromPath }];
      const target = this.resolve(item);
      const parameter = target && this.parameterOf.get(target);
      return parameter ? [{ parameter, item, fromPath }] : [];
    });
  }

  private parameter(node: SyntaxNode, place: Pick<ParameterView, 'scope' | 'sharedMember' | 'operation' | 'path'>): ParameterView {
    const nameNode = valueOf(node, 'name');
    const parameterIn = textOf(valueOf(node, 'in'));
    const { operation } = place;
    const parameter: ParameterView = {
      node,
      name: textOf(nameNode),
      nameNode,
      in: parameterIn,
      required: isTrue(node, 'required'),
      type: textOf(valueOf(node, 'type')),
      visibility: textOf(valueOf(node, 'x-ms-visibility')),
      ...place,
    };
    if (node.kind !== 'object') return parameter;
    this.parameters.push(parameter);
    this.parameterOf.set(node, parameter);
    this.extensionsOf(node, 'parameter', { operation, parameterIn: parameterIn ?? '', parameter });
    if (parameterIn !== 'body') this.typedValues.push(typedValue(node));
    this.items(valueOf(node, 'items'), operation);
    this.schema(valueOf(node, 'schema'), 'body', operation, parameter.required);
    return parameter;
  }

  private items(node: SyntaxNode | undefined, operation: OperationView | undefined): void {
    for (let items = node; items?.kind === 'object'; items = valueOf(items, 'items')) {
      this.typedValues.push(typedValue(items));
      this.extensionsOf(items, 'items', { operation });
    }
  }

  private response(node: SyntaxNode, operation?: OperationView): void {
    if (node.kind !== 'object' || this.reference(node, operation)) return;
    this.extensionsOf(node, 'response', { operation });
    for (const { value } of valueOf(node, 'headers')?.members ?? []) {
      this.extensionsOf(value, 'header', { operation });
      this.items(valueOf(value, 'items'), operation);
    }
    this.schema(valueOf(node, 'schema'), 'response', operation);
  }

  /** Most of a definition is schemas: one loop over the members of each, and no object that is not kept. */
  private schema(node: SyntaxNode | undefined, role: SchemaView['role'], operation?: OperationView, required = false, parent?: SchemaView, property?: SyntaxMember): void {
    if (node?.kind !== 'object') return;
    const view: SchemaView = { node, role, operation, property, parent, required };
    this.schemas.push(view);
    let says = false;
    for (const member of node.members ?? []) {
      const { key, value } = member;
      switch (key) {
        case '$ref':
          this.referenceBy(member, node, operation);
          break;
        case 'enum':
        case 'default':
        case 'format':
          says = true;
          break;
        case 'properties':
          this.properties(value, view);
          break;
        case 'items':
        case 'additionalProperties':
        case 'not':
          if (value.kind === 'array') for (const item of value.items ?? []) this.schema(item, role, operation, false, view);
          else this.schema(value, role, operation, false, view);
          break;
        case 'allOf':
        case 'anyOf':
        case 'oneOf':
          for (const item of value.items ?? []) this.schema(item, role, operation, false, view);
          break;
        default:
          if (isExtension(key)) this.extension(member, node, 'schema', operation, undefined, undefined, view);
      }
    }
    if (says) this.typedValues.push(typedValue(node));
  }

  private properties(value: SyntaxNode, view: SchemaView): void {
    const names = valueOf(view.node, 'required')?.items ?? [];
    const required = names.length > FEW ? new Set(names.map((name) => name.value)) : undefined;
    for (const property of value.members ?? []) {
      const isRequired = required ? required.has(property.key) : names.some((name) => name.value === property.key);
      this.schema(property.value, view.role, view.operation, isRequired, view, property);
    }
  }

  /** Notes the extensions that an object carries, and the calls that dynamic ones make. */
  private extensionsOf(owner: SyntaxNode | undefined, place: Place, { operation, parameterIn, parameter }: { operation?: OperationView; parameterIn?: string; parameter?: ParameterView } = {}): void {
    for (const member of owner?.members ?? []) {
      if (isExtension(member.key)) this.extension(member, owner as SyntaxNode, place, operation, parameterIn, parameter);
    }
  }

  private extension(member: SyntaxMember, owner: SyntaxNode, place: Place, operation?: OperationView, parameterIn?: string, parameter?: ParameterView, schema?: SchemaView): void {
    const use: ExtensionUse = { name: member.key, member, owner, place, parameterIn, operation };
    this.extensions.push(use);
    const same = this.extensionsByName.get(member.key);
    if (same) same.push(use);
    else this.extensionsByName.set(member.key, [use]);
    if (DYNAMIC.test(member.key)) this.dynamics.push(...dynamicUsesOf(member, owner, { operation, parameter, schema }));
  }

  /** Whether the object is a reference. */
  private reference(node: SyntaxNode, operation?: OperationView): boolean {
    const member = node.members?.find(({ key }) => key === '$ref');
    if (member) this.referenceBy(member, node, operation);
    return member !== undefined;
  }

  private referenceBy(member: SyntaxMember, node: SyntaxNode, operation: OperationView | undefined): void {
    const target = textOf(member.value);
    if (target !== undefined) this.references.push({ node, member, target, operation });
  }

  private security(node: SyntaxNode | undefined, operation?: OperationView): void {
    for (const alternative of node?.items ?? []) {
      for (const member of alternative.members ?? []) this.securityUses.push({ name: member.key, member, operation });
    }
  }
}

/** By two comparisons: it is asked for every key of every schema. */
function isExtension(key: string): boolean {
  return key.charCodeAt(0) === 120 && key.charCodeAt(1) === 45;
}

function membersOf(root: SyntaxNode, key: string): Map<string, SyntaxMember> {
  return new Map((valueOf(root, key)?.members ?? []).map((member) => [member.key, member]));
}

function keyOfParameter({ parameter }: EffectiveParameter): string {
  return `${parameter.in} ${parameter.name}`;
}

function templateNames(document: SyntaxDocument, { key, keyRange }: SyntaxMember): { name: string; range: TextRange }[] {
  if (!key.includes('{')) return [];
  const node: SyntaxNode = { kind: 'string', range: keyRange, value: key };
  return [...key.matchAll(/\{([^{}]*)\}/g)].map((match) => ({
    name: match[1] ?? '',
    range: rangeWithin(document, node, match.index + 1, match.index + 1 + (match[1] ?? '').length),
  }));
}

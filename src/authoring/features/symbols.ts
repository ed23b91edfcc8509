/**
 * The outline of a connector's files, so that breadcrumbs name the operation one is in, and the operations and
 * definitions of all connectors by name.
 */
import type { TextRange } from '../../connector/connector.ts';
import { innerRange } from '../../connector/scalar-source.ts';
import type { SyntaxDocument, SyntaxMember, SyntaxNode } from '../../connector/syntax-node.ts';
import type { ConnectorModel, DefinitionModel, FileKind, OperationView, PolicyView, PropertiesModel } from '../model/connector-model.ts';
import { memberLike, memberOf, textOf, valueOf } from '../model/nodes.ts';
import { requestLine, schemaType } from './descriptions.ts';

export type SymbolKind = 'group' | 'path' | 'operation' | 'trigger' | 'parameter' | 'response' | 'definition' | 'security' | 'connectionParameter' | 'policy' | 'script';

export interface DocumentSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: SymbolKind;
  readonly range: TextRange;
  /** Inside `range`. */
  readonly nameRange: TextRange;
  /** Inside `range`, in the order of the text. */
  readonly children: readonly DocumentSymbol[];
}

export function documentSymbols(connector: ConnectorModel, file: FileKind): DocumentSymbol[] {
  if (file === 'definition' && connector.definition) return ofDefinition(connector.definition);
  if (file === 'properties' && connector.properties) return ofProperties(connector.properties);
  return [];
}

/**
 * For files that VS Code outlines as well, as it does JSON: what has no name there, operations and policies, in one
 * list. Breadcrumbs show the outline that answered first of those with a symbol around the cursor, and so would change
 * from one keystroke to the next. Symbols here are therefore places without extent.
 */
export function namedSymbols(connector: ConnectorModel, file: FileKind): DocumentSymbol[] {
  if (file === 'definition' && connector.definition) {
    const { document, operations } = connector.definition;
    return inOrder(operations.map((operation): DocumentSymbol => {
      const { id, idNode, member, trigger } = operation;
      const request = requestLine(operation);
      const [name, detail] = id?.trim() ? [id.trim(), request] : [request, ''];
      return place(name, detail, trigger === undefined ? 'operation' : 'trigger', innerRange(document, idNode?.range ?? member.keyRange).start);
    }));
  }
  if (file === 'properties' && connector.properties) {
    const { policies, parameterSetsMember } = connector.properties;
    return inOrder([...setsOf(parameterSetsMember).map((set, index) => place(setName(set, index), '', 'group', set.range.start)), ...policies.map((policy) => place(...policyName(policy), 'policy', policy.node.range.start))]);
  }
  return [];
}

function place(name: string, detail: string, kind: SymbolKind, start: number): DocumentSymbol {
  const range = { start, end: start };
  return { name, detail, kind, range, nameRange: range, children: [] };
}

function ofDefinition(definition: DefinitionModel): DocumentSymbol[] {
  const { document, root, paths, definitions, sharedParameters, sharedResponses, securitySchemes } = definition;
  const group = (key: string, children: readonly DocumentSymbol[]): DocumentSymbol[] => {
    const member = memberOf(root, key);
    return member && children.length > 0 ? [symbolOf(document, member, 'group', '', children)] : [];
  };
  const members = (from: ReadonlyMap<string, SyntaxMember>, kind: SymbolKind, detail: (member: SyntaxMember) => string): DocumentSymbol[] =>
    Array.from(from.values(), (member) => symbolOf(document, member, kind, detail(member), []));
  return inOrder([
    ...group('paths', paths.map(({ member, operations }) => symbolOf(document, member, 'path', '', operations.map((operation) => ofOperation(definition, operation))))),
    ...group('definitions', members(definitions, 'definition', ({ value }) => schemaType(definition, value))),
    ...group('parameters', members(sharedParameters, 'parameter', ({ value }) => textOf(valueOf(value, 'in')) ?? '')),
    ...group('responses', members(sharedResponses, 'response', ({ value }) => textOf(valueOf(value, 'description')) ?? '')),
    ...group('securityDefinitions', members(securitySchemes, 'security', ({ value }) => textOf(valueOf(value, 'type')) ?? '')),
  ]);
}

function ofOperation(definition: DefinitionModel, operation: OperationView): DocumentSymbol {
  const { document } = definition;
  const parameters = operation.parameters.flatMap(({ item, parameter, fromPath }): DocumentSymbol[] => {
    if (fromPath) return [];
    const detail = [parameter.in, parameter.required ? 'required' : undefined].filter((part) => part !== undefined).join(', ');
    return [{ name: parameter.name ?? '', detail, kind: 'parameter', range: item.range, nameRange: item.range, children: [] }];
  });
  const responses = operation.responses.map(({ code, member, schema }) => symbolOf(document, member, 'response', schema ? schemaType(definition, schema) : '', [], code));
  // The path stands above.
  const name = `${operation.method.toUpperCase()} ${operation.id ?? ''}`;
  return symbolOf(document, operation.member, operation.trigger === undefined ? 'operation' : 'trigger', operation.summary ?? '', [...parameters, ...responses], name);
}

function ofProperties({ document, node, parameters, policies, connectionParametersMember, parameterSetsMember, policiesMember, scriptOperations }: PropertiesModel): DocumentSymbol[] {
  const parameterSymbols = (setIndex: number | undefined): DocumentSymbol[] => {
    const container = setIndex === undefined ? connectionParametersMember?.value : memberLike(memberLike(parameterSetsMember?.value, 'values')?.value.items?.[setIndex], 'parameters')?.value;
    return parameters.filter((parameter) => parameter.container === container).map(({ member, type, oauth }) => symbolOf(document, member, 'connectionParameter', oauth?.provider ?? type ?? '', []));
  };
  const sets = setsOf(parameterSetsMember).map((set, index): DocumentSymbol =>
    ({ name: setName(set, index), detail: '', kind: 'group', range: set.range, nameRange: set.range, children: within(set.range, parameterSymbols(index)) }));
  const policySymbols = policies.map((policy): DocumentSymbol => {
    const { range } = policy.node;
    const [name, detail] = policyName(policy);
    return { name, detail, kind: 'policy', range, nameRange: range, children: [] };
  });
  const script = memberLike(node, 'script') ?? scriptOperations;
  const groups: readonly (readonly [SyntaxMember | undefined, readonly DocumentSymbol[]])[] = [
    [connectionParametersMember, parameterSymbols(undefined)],
    [parameterSetsMember, sets],
    [policiesMember, policySymbols],
    [script, (scriptOperations?.value.items ?? []).map((item): DocumentSymbol => ({ name: textOf(item) || 'Operation', detail: '', kind: 'script', range: item.range, nameRange: item.range, children: [] }))],
  ];
  return inOrder(groups.flatMap(([member, children]) => (member && children.length > 0 ? [symbolOf(document, member, 'group', '', children)] : [])));
}

function setsOf(parameterSets: SyntaxMember | undefined): readonly SyntaxNode[] {
  return memberLike(parameterSets?.value, 'values')?.value.items ?? [];
}

function setName(set: SyntaxNode, index: number): string {
  return textOf(memberLike(set, 'name')?.value)?.trim() || `Set ${index + 1}`;
}

function policyName({ title, templateId, operationNames }: PolicyView): readonly [name: string, detail: string] {
  const detail = [title === undefined ? undefined : templateId, operationNames.length > 0 ? operationNames.map((name) => textOf(name)).join(', ') : undefined].filter((part) => part !== undefined).join(' · ');
  return [title?.trim() || templateId?.trim() || 'Policy', detail];
}

function symbolOf(document: SyntaxDocument, { key, keyRange, range }: SyntaxMember, kind: SymbolKind, detail: string, children: readonly DocumentSymbol[], name = key): DocumentSymbol {
  // Editors refuse symbols without a name.
  return { name: name.trim() || '(empty)', detail, kind, range, nameRange: innerRange(document, keyRange), children: within(range, children) };
}

/** What aliases repeat is written elsewhere, and editors refuse children outside their parents. */
function within({ start, end }: TextRange, children: readonly DocumentSymbol[]): DocumentSymbol[] {
  return inOrder(children.filter(({ range }) => range.start >= start && range.end <= end));
}

function inOrder(symbols: readonly DocumentSymbol[]): DocumentSymbol[] {
  return symbols.toSorted((left, right) => left.range.start - right.range.start);
}

export interface WorkspaceSymbol {
  readonly name: string;
  readonly kind: 'operation' | 'trigger' | 'definition';
  /** The connector's title, and of an operation its request. */
  readonly container: string;
  readonly file: 'definition';
  readonly uri?: string;
  /** Of the name. */
  readonly range: TextRange;
}

/** By operationId and definition name, the best first: letters of the query in this order, whatever lies between them. */
export function workspaceSymbols(connectors: readonly ConnectorModel[], query: string, most = 500): WorkspaceSymbol[] {
  const wanted = query.replaceAll(/\s/g, '').toLowerCase();
  const found: { readonly symbol: WorkspaceSymbol; readonly distance: number }[] = [];
  for (const { definition, files } of connectors) {
    if (!definition) continue;
    const title = textOf(valueOf(valueOf(definition.root, 'info'), 'title')) ?? files.folderName;
    const add = (name: string, range: TextRange, kind: WorkspaceSymbol['kind'], container: string): void => {
      const distance = distanceOf(name, wanted);
      if (distance !== undefined) found.push({ distance, symbol: { name, kind, container, file: 'definition', uri: files.definition, range: innerRange(definition.document, range) } });
    };
    for (const { id, idNode, method, path, trigger } of definition.operations) {
      if (id !== undefined && idNode) add(id, idNode.range, trigger === undefined ? 'operation' : 'trigger', `${title} · ${method.toUpperCase()} ${path.path}`);
    }
    for (const [name, { keyRange }] of definition.definitions) add(name, keyRange, 'definition', title);
  }
  return found.sort((left, right) => left.distance - right.distance || left.symbol.name.localeCompare(right.symbol.name)).slice(0, most).map(({ symbol }) => symbol);
}

/** Small for names that begin with the query, larger the more lies between its letters; undefined where they are not all there. */
function distanceOf(name: string, wanted: string): number | undefined {
  const lower = name.toLowerCase();
  const whole = lower.indexOf(wanted);
  if (whole >= 0) return whole === 0 ? 0 : 1;
  let at = -1;
  let gaps = 1;
  for (const letter of wanted) {
    const next = lower.indexOf(letter, at + 1);
    if (next < 0) return undefined;
    if (next !== at + 1) gaps++;
    at = next;
  }
  return 1 + gaps;
}

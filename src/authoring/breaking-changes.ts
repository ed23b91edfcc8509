/**
 * What an edit of a definition breaks for flows and apps that use the connector already: the five findings of the
 * breaking-change check that pull requests to microsoft/PowerPlatformConnectors go through (its messages are quoted in
 * pull requests 4168, 3470, 3910, 3516 and issue 619). Operations are told by their id, fields by their place and name.
 */
import type { TextRange } from '../connector/connector.ts';
import type { SyntaxNode } from '../connector/syntax-node.ts';
import type { DefinitionModel, EffectiveParameter, OperationView } from './model/connector-model.ts';
import { memberOf, textOf, valueOf } from './model/nodes.ts';
import type { Finding } from './rule.ts';

export type BreakingChangeKind = 'operationDeleted' | 'outputTypeChanged' | 'inputBecameRequired' | 'requiredInputAdded' | 'inputEnumAdded';

export interface BreakingChange extends Finding {
  readonly kind: BreakingChangeKind;
  readonly file: 'definition';
  /** In the text of the definition after the edit. */
  readonly range: TextRange;
  readonly operationId: string;
}

/** In the order of the text after the edit. Each schema is compared with another one once, however many operations share it. */
export function breakingChanges(before: DefinitionModel, after: DefinitionModel): readonly BreakingChange[] {
  const comparison = new Comparison(before, after);
  for (const [id, [operation]] of before.operationsById) if (operation) comparison.operation(id, operation);
  return comparison.changes.toSorted((left, right) => left.range.start - right.range.start || left.range.end - right.range.end);
}

class Comparison {
  readonly changes: BreakingChange[] = [];
  readonly #before: DefinitionModel;
  readonly #after: DefinitionModel;
  /** Pairs of schemas that are compared already, apart for inputs and outputs. */
  readonly #inputs = new Map<SyntaxNode, Set<SyntaxNode>>();
  readonly #outputs = new Map<SyntaxNode, Set<SyntaxNode>>();

  constructor(before: DefinitionModel, after: DefinitionModel) {
    this.#before = before;
    this.#after = after;
  }

  operation(id: string, before: OperationView): void {
    const after = this.#after.operationsById.get(id)?.[0];
    if (!after) {
      this.#deleted(id, before);
      return;
    }
    const former = new Map(before.parameters.map((parameter) => [placeOf(parameter), parameter]));
    for (const parameter of after.parameters) this.#parameter(id, former.get(placeOf(parameter)), parameter);
    const responses = new Map(before.responses.map((response) => [response.code, response]));
    for (const { code, schema } of after.responses) this.#output(id, responses.get(code)?.schema, schema, '', 'response');
    if (before.trigger !== undefined) this.#output(id, notification(before), notification(after), '', 'notification');
  }

  #deleted(id: string, { path: { path }, method }: OperationView): void {
    const there = this.#after.operations.find((operation) => operation.path.path === path && operation.method === method);
    const { root } = this.#after;
    const range = there?.idNode?.range ?? there?.member.keyRange ?? this.#after.paths.find((other) => other.path === path)?.member.keyRange
      ?? memberOf(root, 'paths')?.keyRange ?? { start: root.range.start, end: root.range.start + 1 };
    const what = there?.id === undefined ? 'is gone' : `is called "${there.id}" now`;
    this.#add('operationDeleted', id, range, `The operation "${id}" ${what}, so flows and apps that use it stop working. Keep it under its id, and mark it deprecated if it should not be used any more.`);
  }

  #parameter(id: string, before: EffectiveParameter | undefined, after: EffectiveParameter): void {
    const { parameter: { node, name = '', required, visibility, nameNode, in: place }, item } = after;
    const field = place === 'body' ? 'body' : `input field "${name}"`;
    const range = valueOf(node, 'required')?.range ?? nameNode?.range ?? { start: item.range.start, end: item.range.start + 1 };
    if (required && !before?.parameter.required && !isFilledIn(node, visibility)) this.#required(id, range, field, before !== undefined);
    if (!before) return;
    this.#enumAdded(id, before.parameter.node, node, field);
    this.#enumAdded(id, valueOf(before.parameter.node, 'items'), valueOf(node, 'items'), field);
    if (place === 'body') this.#input(id, valueOf(before.parameter.node, 'schema'), valueOf(node, 'schema'), '');
  }

  #input(id: string, formerly: SyntaxNode | undefined, now: SyntaxNode | undefined, path: string): void {
    const pair = this.#pairOf(this.#inputs, formerly, now);
    if (!pair) return;
    const [before, after] = pair;
    if (path !== '') this.#enumAdded(id, before, after, `input field "${path}"`);
    const former = fieldsOf(before, this.#before);
    for (const [name, field] of fieldsOf(after, this.#after)) {
      const inner = path === '' ? name : `${path}.${name}`;
      const known = former.get(name);
      const target = this.#after.resolve(field.node) ?? field.node;
      if (field.requiredNode && !known?.requiredNode && !isFilledIn(target, textOf(valueOf(target, 'x-ms-visibility')))) this.#required(id, field.requiredNode.range, `input field "${inner}"`, known !== undefined);
      if (known) this.#input(id, known.node, field.node, inner);
    }
    this.#input(id, valueOf(before, 'items'), valueOf(after, 'items'), `${path}[]`);
    this.#input(id, valueOf(before, 'additionalProperties'), valueOf(after, 'additionalProperties'), `${path}{}`);
  }

  #output(id: string, formerly: SyntaxNode | undefined, now: SyntaxNode | undefined, path: string, whole: 'response' | 'notification'): void {
    const pair = this.#pairOf(this.#outputs, formerly, now);
    if (!pair) return;
    const [before, after] = pair;
    const [former, type] = [typeOf(before), typeOf(after)];
    const typeNode = valueOf(after, 'type');
    if (former !== undefined && type !== undefined && former !== type) {
      const what = path === '' ? `the ${whole}` : `the output field "${path}"`;
      this.#add('outputTypeChanged', id, typeNode?.range ?? { start: after.range.start, end: after.range.start + 1 }, `The type of ${what} of "${id}" was ${former} and is ${type} now, so whatever uses its value may fail. Add a field of another name, or a new version of the operation.`);
      return;
    }
    const fields = fieldsOf(before, this.#before);
    for (const [name, { node }] of fieldsOf(after, this.#after)) this.#output(id, fields.get(name)?.node, node, path === '' ? name : `${path}.${name}`, whole);
    this.#output(id, valueOf(before, 'items'), valueOf(after, 'items'), `${path}[]`, whole);
    this.#output(id, valueOf(before, 'additionalProperties'), valueOf(after, 'additionalProperties'), `${path}{}`, whole);
  }

  #required(id: string, range: TextRange, field: string, existed: boolean): void {
    const what = existed ? `The ${field} of "${id}" was optional and is required now` : `The required ${field} of "${id}" is new`;
    this.#add(existed ? 'inputBecameRequired' : 'requiredInputAdded', id, range, `${what}, and flows that do not give it fail. Make it optional, or add a new version of the operation.`);
  }

  #enumAdded(id: string, formerly: SyntaxNode | undefined, now: SyntaxNode | undefined, field: string): void {
    const before = this.#before.resolve(formerly);
    const after = this.#after.resolve(now);
    const list = memberOf(after, 'enum');
    if (before && list && !memberOf(before, 'enum')) this.#add('inputEnumAdded', id, list.keyRange, `The ${field} of "${id}" took any value and has a list of them now, so flows that give another one fail. Leave the list out, or offer it by dynamic values.`);
  }

  #pairOf(compared: Map<SyntaxNode, Set<SyntaxNode>>, formerly: SyntaxNode | undefined, now: SyntaxNode | undefined): readonly [SyntaxNode, SyntaxNode] | undefined {
    const before = this.#before.resolve(formerly);
    const after = this.#after.resolve(now);
    if (before?.kind !== 'object' || after?.kind !== 'object') return undefined;
    let others = compared.get(before);
    if (!others) compared.set(before, (others = new Set()));
    if (others.has(after)) return undefined;
    others.add(after);
    return [before, after];
  }

  #add(kind: BreakingChangeKind, operationId: string, range: TextRange, message: string): void {
    this.changes.push({ kind, file: 'definition', range, operationId, message });
  }
}

interface Field {
  readonly node: SyntaxNode;
  /** Its name in the list `required`. */
  readonly requiredNode?: SyntaxNode;
}

/** The properties of a schema, those of its `allOf` included. */
function fieldsOf(schema: SyntaxNode, definition: DefinitionModel): Map<string, Field> {
  const nodes = new Map<string, SyntaxNode>();
  const required = new Map<unknown, SyntaxNode>();
  const seen = new Set<SyntaxNode>();
  const collect = (part: SyntaxNode | undefined): void => {
    const node = definition.resolve(part);
    if (!node || seen.has(node)) return;
    seen.add(node);
    for (const item of valueOf(node, 'allOf')?.items ?? []) collect(item);
    for (const { key, value } of valueOf(node, 'properties')?.members ?? []) nodes.set(key, value);
    for (const item of valueOf(node, 'required')?.items ?? []) required.set(item.value, item);
  };
  collect(schema);
  return new Map([...nodes].map(([name, node]) => [name, { node, requiredNode: required.get(name) }]));
}

/** The platform itself gives a required internal field its default, so that nobody misses it. */
function isFilledIn(node: SyntaxNode, visibility: string | undefined): boolean {
  return visibility === 'internal' && valueOf(node, 'default') !== undefined;
}

function typeOf(schema: SyntaxNode): string | undefined {
  const type = valueOf(schema, 'type');
  return type ? textOf(type) : valueOf(schema, 'properties') && 'object';
}

function placeOf({ parameter }: EffectiveParameter): string {
  return parameter.in === 'body' ? 'body' : `${parameter.in} ${parameter.name}`;
}

function notification({ path }: OperationView): SyntaxNode | undefined {
  return valueOf(path.notificationContent?.value, 'schema');
}

/** Every place where a named thing stands, in all files: what references lists and rename writes. */
import type { TextRange } from '../../connector/connector.ts';
import { innerRange } from '../../connector/scalar-source.ts';
import type { SyntaxDocument, SyntaxMember, SyntaxNode } from '../../connector/syntax-node.ts';
import type { ConnectorModel, DefinitionModel, FileKind, OperationView, ParameterView, PropertiesModel } from '../model/connector-model.ts';
import { rangeWithin, textOf } from '../model/nodes.ts';
import { scriptMentions } from '../model/script-mentions.ts';
import { indexOf, type Container } from './definition-index.ts';
import { callerParameters, calledParameter, holds, type NamedThing } from './named-thing.ts';
import type { ParameterGroup } from './parameter-group.ts';
import { mentioned, policyMentions, policyOperations } from './policy-mentions.ts';

export interface Occurrence {
  readonly file: FileKind;
  /** Of the name alone, without quotes; of an alias, the alias. */
  readonly range: TextRange;
  /** The place that gives the thing its name; all others refer to it. */
  readonly declaration: boolean;
  /** The string that holds the name; absent in a script, whose text holds it as it is. */
  readonly scalar?: Scalar;
  /** In the string's value. */
  readonly start: number;
  readonly end: number;
  readonly form: 'plain' | 'reference';
  /** It may name something else that is called the same: only a person can tell. */
  readonly unsure?: true;
  /** Others than the thing's users read the name in the same place: to change it there would break them. */
  readonly sharedWith?: readonly OperationView[];
}

export interface Scalar {
  /** Quotes included. */
  readonly range: TextRange;
  readonly value: string;
  /** The text is written where the anchor is. */
  readonly alias: boolean;
}

/** Declarations first, then in the order of files and text; what an alias repeats once. */
export function occurrencesOf(connector: ConnectorModel, thing: NamedThing): Occurrence[] {
  const found = new Collector(connector);
  switch (thing.kind) {
    case 'operation':
      found.operation(thing.name);
      break;
    case 'parameter':
      found.parameter(thing.group);
      break;
    case 'connectionParameter':
      found.connectionParameter(thing.name);
      break;
    case 'securityScheme':
      found.securityScheme(thing.name);
      break;
    default:
      found.shared(CONTAINERS[thing.kind], thing.name);
  }
  return found.all();
}

/** The name under the cursor; of a reference, all of its text, since all of it leads there. */
export function originAt(connector: ConnectorModel, thing: NamedThing, file: FileKind, offset: number): TextRange | undefined {
  const here = occurrencesOf(connector, thing).filter((occurrence) => occurrence.file === file && holds(occurrence.scalar?.range ?? occurrence.range, offset));
  const document = file === 'script' ? undefined : connector.documents[file];
  const reference = here.find(({ form }) => form === 'reference');
  return reference?.scalar && document ? innerRange(document, reference.scalar.range) : here.find(({ range }) => holds(range, offset))?.range;
}

const CONTAINERS = { definition: 'definitions', sharedParameter: 'parameters', sharedResponse: 'responses' } as const;
const FILE_ORDER: readonly FileKind[] = ['definition', 'properties', 'settings', 'script'];

class Collector {
  private readonly connector: ConnectorModel;
  private readonly found = new Map<string, Occurrence>();

  constructor(connector: ConnectorModel) {
    this.connector = connector;
  }

  all(): Occurrence[] {
    return [...this.found.values()].sort((left, right) =>
      Number(right.declaration) - Number(left.declaration) || FILE_ORDER.indexOf(left.file) - FILE_ORDER.indexOf(right.file) || left.range.start - right.range.start);
  }

  operation(id: string): void {
    const { definition, operationIdUses } = this.connector;
    for (const { idNode } of definition?.operationsById.get(id) ?? []) if (idNode) this.addNode('definition', idNode, { declaration: true });
    for (const { file, id: used, node } of operationIdUses) if (node && used === id) this.addNode(file, node);
    for (const { id: used, range, certain } of scriptMentions(this.connector)) {
      if (used === id) this.add({ file: 'script', range, declaration: false, start: 0, end: range.end - range.start, form: 'plain', unsure: certain ? undefined : true });
    }
  }

  shared(container: Container, name: string): void {
    const { definition } = this.connector;
    if (!definition) return;
    const members = { definitions: definition.definitions, parameters: definition.sharedParameters, responses: definition.sharedResponses }[container];
    const declared = members.get(name);
    if (declared) this.addKey('definition', declared, true);
    for (const { node, start, end } of indexOf(definition).referencesTo(container, name)) this.addNode('definition', node, { start, end, form: 'reference' });
  }

  securityScheme(name: string): void {
    const { definition } = this.connector;
    const declared = definition?.securitySchemes.get(name);
    if (declared) this.addKey('definition', declared, true);
    for (const use of definition?.securityUses ?? []) if (use.name === name) this.addKey('definition', use.member, false);
  }

  connectionParameter(name: string): void {
    const { properties } = this.connector;
    for (const { name: declared, member } of properties?.parameters ?? []) if (declared.toLowerCase() === name) this.addKey('properties', member, true);
    for (const { kind, name: used, node, start } of properties?.expressions ?? []) {
      if (kind === 'connectionParameters' && used.toLowerCase() === name) this.addNode('properties', node, { start, end: start + used.length });
    }
  }

  parameter(group: ParameterGroup): void {
    const { definition, properties } = this.connector;
    if (!definition) return;
    for (const { nameNode } of group.parameters) if (nameNode) this.addNode('definition', nameNode, { declaration: true });
    if (group.in === 'path') this.templates(group);
    for (const call of indexOf(definition).calls) {
      for (const { name, member, reference, referenceNode } of call.arguments) {
        if (name === group.name) {
          const called = calledParameter(definition, call, name);
          if (called && group.parameters.has(called)) this.addKey('definition', member, false);
        }
        if (referenceNode && reference !== undefined && (reference === group.name || reference.startsWith(`${group.name}/`))) {
          const callers = callerParameters(definition, call, reference);
          if (!callers.some(({ parameter }) => group.parameters.has(parameter))) continue;
          const sharedWith = callers.filter(({ parameter }) => !group.parameters.has(parameter)).map(({ operation }) => operation);
          this.addNode('definition', referenceNode, { start: 0, end: group.name.length, sharedWith });
        }
      }
    }
    if (properties) this.policies(definition, properties, group);
  }

  private templates({ paths, name }: ParameterGroup): void {
    for (const { path, member, templateNames } of paths) {
      // In the key, every `{name}`; by the value's offsets, since the ranges may be those of escapes.
      let from = 0;
      for (const template of templateNames) {
        const start = path.indexOf(`{${template.name}}`, from) + 1;
        from = start;
        if (template.name !== name) continue;
        const scalar = { range: member.keyRange, value: path, alias: false };
        this.add({ file: 'definition', range: template.range, declaration: false, scalar, start, end: start + name.length, form: 'plain' });
      }
    }
  }

  private policies(definition: DefinitionModel, properties: PropertiesModel, group: ParameterGroup): void {
    for (const policy of properties.policies) {
      const mentions = policyMentions(properties, policy).filter(({ in: place, name }) => place === group.in && (place === 'header' ? name.toLowerCase() === group.name.toLowerCase() : name === group.name));
      if (mentions.length === 0) continue;
      const operations = policyOperations(definition, policy);
      if (!operations.some((operation) => group.operations.has(operation))) continue;
      for (const mention of mentions) {
        const others = operations.filter((operation) => belongsToOthers(group, mentioned(operation, mention)));
        this.addNode('properties', mention.node, { start: mention.start, end: mention.end, sharedWith: others });
      }
    }
  }

  private addKey(file: FileKind, { key, keyRange }: SyntaxMember, declaration: boolean): void {
    const document = this.document(file);
    if (document) this.add({ file, range: innerRange(document, keyRange), declaration, scalar: { range: keyRange, value: key, alias: false }, start: 0, end: key.length, form: 'plain' });
  }

  private addNode(file: FileKind, node: SyntaxNode, { start = 0, end, declaration = false, form = 'plain', sharedWith }: Partial<Pick<Occurrence, 'start' | 'end' | 'declaration' | 'form' | 'sharedWith'>> = {}): void {
    const document = this.document(file);
    const value = textOf(node);
    if (!document || value === undefined) return;
    const last = end ?? value.length;
    const whole = start === 0 && last === value.length && !node.alias;
    const range = whole ? innerRange(document, node.range) : rangeWithin(document, node, start, last);
    this.add({ file, range, declaration, scalar: { range: node.range, value, alias: node.alias === true }, start, end: last, form, sharedWith: sharedWith?.length ? sharedWith : undefined });
  }

  private add(occurrence: Occurrence): void {
    const key = `${occurrence.file} ${occurrence.range.start} ${occurrence.start}`;
    const known = this.found.get(key);
    if (!known || (occurrence.declaration && !known.declaration)) this.found.set(key, occurrence);
  }

  private document(file: FileKind): SyntaxDocument | undefined {
    return file === 'script' ? undefined : this.connector.documents[file];
  }
}

function belongsToOthers(group: ParameterGroup, parameter: ParameterView | undefined): boolean {
  return parameter !== undefined && !group.parameters.has(parameter);
}

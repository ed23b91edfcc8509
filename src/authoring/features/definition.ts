/** Go to definition: from any place that names something to where it is declared. */
import type { TextRange } from '../../connector/connector.ts';
import type { SyntaxMember } from '../../connector/syntax-node.ts';
import { innerRange } from '../../connector/scalar-source.ts';
import { uriOf } from '../check.ts';
import type { ConnectorModel, DefinitionModel, FileKind } from '../model/connector-model.ts';
import { memberLike, textOf, valueOf } from '../model/nodes.ts';
import { pathSegments } from '../model/schema-paths.ts';
import { indexOf } from './definition-index.ts';
import { bodySchema, fieldMember, pathStarts } from './field-paths.ts';
import { callerParameters, holds, namedThingAt, type NamedThing } from './named-thing.ts';
import { occurrencesOf, originAt } from './occurrences.ts';

export interface Location {
  readonly file: FileKind;
  readonly uri?: string;
  /** Of the whole declaration. */
  readonly range: TextRange;
  /** Of its name. */
  readonly nameRange: TextRange;
}

export interface DefinitionAnswer {
  /** The text that is the link: the name under the cursor. */
  readonly origin: TextRange;
  readonly targets: readonly Location[];
}

/** At a declaration, the declaration itself. Undefined where nothing is named or nothing declares it. */
export function definitionAt(connector: ConnectorModel, file: FileKind, offset: number): DefinitionAnswer | undefined {
  const field = file === 'definition' && connector.definition ? fieldAt(connector, connector.definition, offset) : undefined;
  if (field) return field;
  const thing = namedThingAt(connector, file, offset);
  if (!thing) return undefined;
  const origin = originAt(connector, thing, file, offset);
  const targets = declarationsOf(connector, thing);
  return origin && targets.length > 0 ? { origin, targets } : undefined;
}

/** Where a thing is declared; a duplicate operationId is declared twice. */
export function declarationsOf(connector: ConnectorModel, thing: NamedThing): Location[] {
  const declared = occurrencesOf(connector, thing).filter(({ declaration }) => declaration)
    .map(({ file, range }): Location => ({ file, uri: uriOf(connector.files, file), range: wholeRange(connector, thing, file, range), nameRange: range }));
  return declared.length > 0 || thing.kind !== 'connectionParameter' ? declared : claimDeclarations(connector, thing.name);
}

/** The object around a name, so that a preview shows it. */
function wholeRange({ definition, properties }: ConnectorModel, thing: NamedThing, file: FileKind, range: TextRange): TextRange {
  if (file === 'properties') return properties?.parameters.find(({ member }) => holds(member.keyRange, range.start))?.member.range ?? range;
  if (!definition) return range;
  switch (thing.kind) {
    case 'operation':
      return definition.operations.find(({ idNode }) => idNode && holds(idNode.range, range.start))?.member.range ?? range;
    case 'parameter':
      return [...thing.group.parameters].find(({ nameNode }) => nameNode && holds(nameNode.range, range.start))?.node.range ?? range;
    case 'connectionParameter':
      return range;
    default: {
      const members = { definition: definition.definitions, sharedParameter: definition.sharedParameters, sharedResponse: definition.sharedResponses, securityScheme: definition.securitySchemes }[thing.kind];
      return members.get(thing.name)?.range ?? range;
    }
  }
}

/** `token:tenantId` without a parameter of its own is the custom parameter of `token`, else `token` itself. */
function claimDeclarations({ files, properties }: ConnectorModel, name: string): Location[] {
  const colon = name.indexOf(':');
  if (!properties || colon < 0) return [];
  return properties.parameters.filter((parameter) => parameter.name.toLowerCase() === name.slice(0, colon)).map(({ member, oauth }) => {
    const { range, keyRange } = memberLike(oauth?.customParameters?.value, name.slice(colon + 1)) ?? member;
    return { file: 'properties', uri: files.properties, range, nameRange: innerRange(properties.document, keyRange) };
  });
}

/** Fields of schemas, where a path string, a reference into a body or `required` names them. */
function fieldAt(connector: ConnectorModel, definition: DefinitionModel, offset: number): DefinitionAnswer | undefined {
  const call = indexOf(definition).calls.findLast(({ node }) => holds(node.range, offset));
  for (const { key, value } of call?.node.members ?? []) {
    const path = textOf(value);
    if (!call || path === undefined || !holds(value.range, offset)) continue;
    const found = (pathStarts(definition, call, key) ?? []).flatMap((start) => fieldMember(definition, start, pathSegments(path)) ?? []);
    return fieldAnswer(connector, definition, value.range, found);
  }
  for (const { reference, referenceNode } of call?.arguments ?? []) {
    if (!call || !reference?.includes('/') || !referenceNode || !holds(referenceNode.range, offset)) continue;
    const { start } = innerRange(definition.document, referenceNode.range);
    const slash = reference.indexOf('/');
    // In front of the slash stands the parameter's own name.
    if (offset <= start + slash) return undefined;
    const found = callerParameters(definition, call, reference).flatMap(({ parameter }) => {
      const schema = bodySchema(parameter);
      return (schema && fieldMember(definition, schema, pathSegments(reference.slice(slash + 1)), true)) ?? [];
    });
    return fieldAnswer(connector, definition, referenceNode.range, found);
  }
  for (const { node } of definition.schemas) {
    if (node.alias || !holds(node.range, offset)) continue;
    const name = valueOf(node, 'required')?.items?.find(({ range }) => holds(range, offset));
    const member = name && fieldMember(definition, node, [textOf(name) ?? '']);
    if (name && member) return fieldAnswer(connector, definition, name.range, [member]);
  }
  return undefined;
}

function fieldAnswer({ files }: ConnectorModel, { document }: DefinitionModel, origin: TextRange, members: readonly SyntaxMember[]): DefinitionAnswer | undefined {
  if (members.length === 0) return undefined;
  const targets = [...new Set(members)].map(({ range, keyRange }): Location => ({ file: 'definition', uri: files.definition, range, nameRange: innerRange(document, keyRange) }));
  return { origin: innerRange(document, origin), targets };
}

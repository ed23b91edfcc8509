import { toValue, type SyntaxDocument, type SyntaxMember, type SyntaxNode } from '../../../connector/syntax-node.ts';
import { fileFix, fileFixes } from '../../fixes/file-fix.ts';
import { removeMember, renameKey, replaceMemberValue } from '../../fixes/node-edits.ts';
import type { DefinitionModel } from '../../model/connector-model.ts';
import { memberOf, textOf, valueOf } from '../../model/nodes.ts';
import type { Fix, Report, Rule } from '../../rule.ts';
import { OPENAPI3_PROPERTIES, isOpenApi3, type OpenApiObject } from './openapi-properties.ts';

export const openapi3Construct: Rule = {
  id: 'openapi3-construct',
  severity: 'error',
  profile: 'build',
  title: 'The definition uses nothing that only OpenAPI 3 has.',
  explanation: '`oneOf`, `anyOf`, `nullable`, lists of types, `components`, `servers`, `requestBody`, `content` and security of type `http` came with OpenAPI 3. Power Platform reads OpenAPI 2.0: it refuses some of them and passes over the others.',
  source: 'OpenAPI 2.0 and 3.0 specifications; no published connector has any of them.',
  published: 0,
  bad: { definition: '{ "definitions": { "Item": { "properties": { "name": { "nullable": true } } } } }' },
  good: { definition: '{ "definitions": { "Item": { "properties": { "name": { "x-nullable": true } } } } }' },
  check: ({ definition }, report) => {
    if (!definition || isOpenApi3(definition)) return;
    const { document, root } = definition;
    for (const { node } of definition.schemas) schema(document, node, report);
    members(root, 'root', report);
    for (const { node } of definition.paths) members(node, 'pathItem', report);
    for (const { node, responses } of definition.operations) {
      members(node, 'operation', report);
      for (const { node: response } of responses) members(response, 'response', report);
    }
    parameters(definition, report);
    for (const scheme of definition.securitySchemes.values()) security(document, root, scheme, report);
  },
};

function schema(document: SyntaxDocument, node: SyntaxNode, report: Report): void {
  if (!node.members) return;
  for (const member of node.members) {
    // The kind of value is the quickest to tell, and settles nearly all.
    const { kind } = member.value;
    if (kind === 'array') {
      const { key } = member;
      if (key === 'type') typeList(document, node, member, report);
      else if (key === 'oneOf' || key === 'anyOf') report({ file: 'definition', range: member.keyRange, message: `OpenAPI 2.0 knows no "${key}". Describe the value by one schema that fits all cases, or leave its type open.` });
    } else if (kind === 'boolean' && member.key === 'nullable') {
      nullable(document, node, member, report);
    }
  }
}

/** Apart from the loop, which would have to keep each member for the fixes of one. */
function nullable(document: SyntaxDocument, owner: SyntaxNode, member: SyntaxMember, report: Report): void {
  const fixes = (): Fix[] => [
    fileFix('definition', 'Rename to "x-nullable"', true, renameKey(document, member, 'x-nullable')),
    fileFix('definition', 'Remove "nullable"', true, removeMember(document, owner, member)),
  ];
  report({ file: 'definition', range: member.keyRange, message: 'OpenAPI 2.0 knows no "nullable". Write "x-nullable", which tools understand, or remove it.', fixes });
}

/** `["string", "null"]` */
function typeList(document: SyntaxDocument, owner: SyntaxNode, member: SyntaxMember, report: Report): void {
  if (member.value.kind !== 'array') return;
  const types = (member.value.items ?? []).map(({ value }) => value).filter((type) => typeof type === 'string' && type !== 'null');
  const fixes = (): Fix[] => (types.length === 1 ? fileFixes('definition', `Write "${types[0]}"`, true, replaceMemberValue(document, owner, member, types[0])) : []);
  report({ file: 'definition', range: member.value.range, message: 'A "type" is one name in OpenAPI 2.0, not a list. Write the one that fits, or leave the type out.', fixes });
}

function members(node: SyntaxNode, object: OpenApiObject, report: Report): void {
  const foreign = OPENAPI3_PROPERTIES[object];
  for (const { key, keyRange } of node.members ?? []) {
    const instead = foreign?.get(key);
    if (instead !== undefined) report({ file: 'definition', range: keyRange, message: `"${key}" came with OpenAPI 3, and Power Platform takes OpenAPI 2.0 only. ${instead}` });
  }
}

function parameters({ document, parameters: views }: DefinitionModel, report: Report): void {
  for (const { node, in: place } of views) {
    members(node, 'parameter', report);
    const type = memberOf(node, 'type');
    if (type) typeList(document, node, type, report);
    const given = memberOf(node, 'schema');
    if (place === 'cookie') report({ file: 'definition', range: valueOf(node, 'in')?.range ?? node.range, message: 'OpenAPI 2.0 knows no parameters in cookies. Send a cookie with a policy that sets the header Cookie.' });
    if (!given || type || place === undefined || place === 'body') continue;
    const only = (given.value.members ?? []).length === 1 ? textOf(valueOf(given.value, 'type')) : undefined;
    const fixes = (): Fix[] => (only === undefined ? [] : fileFixes('definition', `Write "type": "${only}"`, true, [...renameKey(document, given, 'type'), ...replaceMemberValue(document, node, given, only)]));
    report({ file: 'definition', range: given.keyRange, message: 'Only a body has a "schema" in OpenAPI 2.0. Write "type", "format" and the rest directly into the parameter.', fixes });
  }
}

function security(document: SyntaxDocument, root: SyntaxNode, scheme: SyntaxMember, report: Report): void {
  const type = valueOf(scheme.value, 'type');
  if (type?.value !== 'http') return;
  const kind = textOf(valueOf(scheme.value, 'scheme'))?.toLowerCase();
  const description = memberOf(scheme.value, 'description');
  const about = description && { description: toValue(description.value) };
  const container = valueOf(root, 'securityDefinitions') ?? root;
  const replacement = kind === 'basic' ? { type: 'basic', ...about } : kind === 'bearer' ? { type: 'apiKey', in: 'header', name: 'Authorization', ...about } : undefined;
  const fixes = (): Fix[] => (replacement ? fileFixes('definition', `Write type "${replacement.type}"`, kind === 'basic', replaceMemberValue(document, container, scheme, replacement)) : []);
  const instead = kind === 'bearer' ? 'A bearer token is an "apiKey" in the header Authorization.' : 'Write "basic", "apiKey" or "oauth2".';
  report({ file: 'definition', range: type.range, message: `Security of type "http" came with OpenAPI 3. ${instead}`, fixes });
}

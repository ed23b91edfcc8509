import type { SyntaxDocument, SyntaxMember, SyntaxNode } from '../../../connector/syntax-node.ts';
import { extensions } from '../../catalogue/extensions.ts';
import { fileFixes } from '../../fixes/file-fix.ts';
import { moveMember } from '../../fixes/move-member.ts';
import { removeMember, renameKey } from '../../fixes/node-edits.ts';
import { valueOf } from '../../model/nodes.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Report, Rule } from '../../rule.ts';
import { OPENAPI3_PROPERTIES, OPENAPI_PROPERTIES, isOpenApi3, meantProperty, type OpenApiObject } from './openapi-properties.ts';

const EXTENSION_NAMES: readonly string[] = extensions.map(({ name }) => name);

const CALLED: Readonly<Record<OpenApiObject, string>> = {
  root: 'a definition',
  info: '"info"',
  contact: '"contact"',
  license: '"license"',
  pathItem: 'a path',
  operation: 'an operation',
  parameter: 'a parameter',
  response: 'a response',
  externalDocs: '"externalDocs"',
  tag: 'a tag',
};

export const propertyUnknown: Rule = {
  id: 'property-unknown',
  severity: 'error',
  profile: 'build',
  title: 'The definition has no properties that OpenAPI 2.0 does not know.',
  explanation: 'The platform refuses a definition with such a property: "The property … is not valid. If this property is an extension, its name must begin with x-." Names are compared exactly, so `basepath` is no `basePath`.',
  source: 'JSON schema of OpenAPI 2.0, additionalProperties; PowerPlatformConnectors #3930.',
  published: 1,
  bad: { definition: '{ "basePath": null, "basepath": "/v1" }' },
  good: { definition: '{ "basePath": "/v1" }' },
  check: ({ definition }, report) => {
    if (!definition || isOpenApi3(definition)) return;
    const { document, root } = definition;
    const check = (node: SyntaxNode | undefined, object: OpenApiObject): void => {
      if (node?.kind !== 'object' || node.alias) return;
      const known: ReadonlySet<string> = OPENAPI_PROPERTIES[object];
      for (const member of node.members ?? []) {
        if (!known.has(member.key) && !member.key.startsWith('x-') && !OPENAPI3_PROPERTIES[object]?.has(member.key)) tell(document, root, node, member, object, report);
      }
    };
    check(root, 'root');
    const info = valueOf(root, 'info');
    check(info, 'info');
    check(valueOf(info, 'contact'), 'contact');
    check(valueOf(info, 'license'), 'license');
    check(valueOf(root, 'externalDocs'), 'externalDocs');
    for (const tag of valueOf(root, 'tags')?.items ?? []) check(tag, 'tag');
    for (const { node } of definition.paths) check(node, 'pathItem');
    for (const { node } of definition.parameters) check(node, 'parameter');
    for (const { value } of definition.sharedResponses.values()) check(value, 'response');
    for (const { node, responses } of definition.operations) {
      check(node, 'operation');
      for (const { member, node: response } of responses) if (member.value === response) check(response, 'response');
    }
  },
};

function tell(document: SyntaxDocument, root: SyntaxNode, owner: SyntaxNode, member: SyntaxMember, object: OpenApiObject, report: Report): void {
  const { key, keyRange } = member;
  const upper = /^X-/.test(key);
  const meant = upper ? `x-${key.slice(2)}` : (meantProperty(owner, key, object) ?? (key.length > 6 ? nearest(key, EXTENSION_NAMES) : undefined));
  const home = meant === undefined && object !== 'root' && OPENAPI_PROPERTIES.root.has(key);
  const advice = upper ? `The names of extensions begin with a small x: "${meant}".`
    : meant !== undefined ? `Is "${meant}" meant?`
      : home ? 'It belongs to the root of the definition.' : 'Remove it, or begin its name with "x-" if it is an extension.';
  const fixes = (): Fix[] => {
    if (meant !== undefined) return fileFixes('definition', `Rename to "${meant}"`, meant.toLowerCase() === key.toLowerCase(), renameKey(document, member, meant));
    const moved = home && !valueOf(root, key) ? moveMember(document, owner, member, []) : [];
    return [
      ...fileFixes('definition', `Move "${key}" to the root`, false, moved),
      ...fileFixes('definition', `Remove "${key}"`, false, removeMember(document, owner, member)),
    ];
  };
  report({ file: 'definition', range: keyRange, message: `OpenAPI 2.0 knows no "${key}" in ${CALLED[object]}, and the platform refuses it. ${advice}`, fixes });
}

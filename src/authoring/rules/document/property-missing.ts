import type { TextRange } from '../../../connector/connector.ts';
import type { SyntaxNode } from '../../../connector/syntax-node.ts';
import { fileFixes } from '../../fixes/file-fix.ts';
import { insertMember } from '../../fixes/node-edits.ts';
import { valueOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { reasonPhrase } from './http-status.ts';
import { isBroken, isMisspelt, isOpenApi3, type OpenApiObject } from './openapi-properties.ts';

export const propertyMissing: Rule = {
  id: 'property-missing',
  severity: 'error',
  profile: 'build',
  title: 'The definition has all that OpenAPI 2.0 requires.',
  explanation: 'A definition needs `info` with `title` and `version`, and `paths`; an operation needs `responses`; a parameter needs `name` and `in`, and a body its `schema`; a response needs a `description`.',
  source: 'JSON schema of OpenAPI 2.0, required; no published connector that can be read lacks any of it.',
  published: 0,
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "responses": { "404": { } } } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "responses": { "404": { "description": "Not found" } } } } } }' },
  check: ({ definition }, report) => {
    if (!definition || isOpenApi3(definition) || isBroken(definition)) return;
    const { document, root } = definition;
    const demand = (node: SyntaxNode | undefined, object: OpenApiObject, names: readonly string[], range: TextRange, called: string, value?: (name: string) => unknown): void => {
      if (node?.kind !== 'object') return;
      const missing = names.filter((name) => valueOf(node, name) === undefined && !isMisspelt(node, object, name));
      if (missing.length === 0) return;
      const listed = missing.map((name) => `"${name}"`).join(' and no ');
      const fixes = (): Fix[] => missing.slice(0, 1).flatMap((name) => {
        const inserted = value?.(name);
        return inserted === undefined ? [] : fileFixes('definition', `Add "${name}"`, object === 'response', insertMember(document, node, name, inserted));
      });
      report({ file: 'definition', range, message: `${called} has no ${listed}, which OpenAPI 2.0 requires. Add ${missing.length === 1 ? 'it' : 'them'}.`, fixes });
    };

    demand(root, 'root', ['info', 'paths'], firstOf(root), 'The definition', (name) => (name === 'paths' ? {} : undefined));
    const info = root.members?.findLast(({ key }) => key === 'info');
    if (info) demand(info.value, 'info', ['title', 'version'], info.keyRange, 'The "info"', (name) => (name === 'version' ? '1.0' : undefined));
    for (const { node, member, responsesMember } of definition.operations) if (!responsesMember) demand(node, 'operation', ['responses'], member.keyRange, 'The operation', () => ({ 200: { description: 'OK' } }));
    for (const { node, name, nameNode, in: place } of definition.parameters) {
      if (name === undefined || place === undefined || place === 'body') demand(node, 'parameter', place === 'body' ? ['name', 'in', 'schema'] : ['name', 'in'], nameNode?.range ?? firstOf(node), 'The parameter');
    }
    const response = (node: SyntaxNode, range: TextRange, code: string): void => {
      if (!valueOf(node, 'description')) demand(node, 'response', ['description'], range, 'The response', () => reasonPhrase(code));
    };
    for (const { key, keyRange, value } of definition.sharedResponses.values()) if (!valueOf(value, '$ref')) response(value, keyRange, key);
    for (const { responses } of definition.operations) {
      for (const { code, member, node } of responses) if (member.value === node) response(node, member.keyRange, code);
    }
  },
};

function firstOf({ range: { start } }: SyntaxNode): TextRange {
  return { start, end: start + 1 };
}

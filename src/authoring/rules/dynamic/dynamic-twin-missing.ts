import type { SyntaxNode } from '../../../connector/syntax-node.ts';
import { toValue } from '../../../connector/syntax-node.ts';
import { definitionFix } from '../../fixes/definition-fix.ts';
import { insertMember } from '../../fixes/node-edits.ts';
import { pathSegments } from '../../model/schema-paths.ts';
import { memberOf, textOf, valueOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { LIST_SHELVES, SHELF_VALUES, withShelves } from './dynamic-example.ts';

const TWINS = {
  list: { newer: 'x-ms-dynamic-list', older: 'x-ms-dynamic-values', paths: [['itemsPath', 'value-collection'], ['itemValuePath', 'value-path'], ['itemTitlePath', 'value-title']] },
  properties: { newer: 'x-ms-dynamic-properties', older: 'x-ms-dynamic-schema', paths: [['itemValuePath', 'value-path']] },
} as const;

export const dynamicTwinMissing: Rule = {
  id: 'dynamic-twin-missing',
  severity: 'warning',
  profile: 'build',
  title: 'The newer dynamic extensions stand beside the older ones.',
  explanation: '`x-ms-dynamic-list` goes with `x-ms-dynamic-values`, and `x-ms-dynamic-properties` with `x-ms-dynamic-schema`: some designers read the newer form, others the older one only, and show a plain field without it.',
  source: 'learn.microsoft.com, custom connectors, OpenAPI extensions: "add the new extension x-ms-dynamic-list along with x-ms-dynamic-values"; 11 published connectors lack x-ms-dynamic-values, 7 x-ms-dynamic-schema.',
  published: 11,
  bad: withShelves({ 'x-ms-dynamic-list': LIST_SHELVES }),
  good: withShelves({ 'x-ms-dynamic-list': LIST_SHELVES, 'x-ms-dynamic-values': SHELF_VALUES }),
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const { kind, member, node, owner } of definition.dynamics) {
      if (kind !== 'list' && kind !== 'properties') continue;
      const { newer, older } = TWINS[kind];
      if (memberOf(owner, older)) continue;
      const fixes = (): Fix[] => [definitionFix(`Add "${older}"`, !hasPath(node), insertMember(definition.document, owner, older, twinOf(node, kind)))];
      report({ file: 'definition', range: member.keyRange, message: `"${newer}" stands here without "${older}", which designers and flows of the older kind read. Add both.`, fixes });
    }
  },
};

/** The older form names a property by its name alone, which may name something else as well. */
function hasPath(node: SyntaxNode): boolean {
  return (valueOf(node, 'parameters')?.members ?? []).some(({ key, value }) => key.includes('/') || textOf(valueOf(value, 'parameterReference'))?.includes('/'));
}

function twinOf(node: SyntaxNode, kind: 'list' | 'properties'): Record<string, unknown> {
  const twin: Record<string, unknown> = {};
  const operationId = valueOf(node, 'operationId');
  if (operationId) twin['operationId'] = toValue(operationId);
  const parameters = valueOf(node, 'parameters');
  if (parameters?.kind === 'object') {
    twin['parameters'] = Object.fromEntries((parameters.members ?? []).map(({ key, value }) => {
      const reference = textOf(valueOf(value, 'parameterReference'));
      const literal = valueOf(value, 'value');
      return [lastOf(key), reference === undefined ? toValue(literal ?? value) : { parameter: lastOf(reference) }];
    }));
  }
  for (const [from, to] of TWINS[kind].paths) {
    const path = valueOf(node, from);
    if (path) twin[to] = toValue(path);
  }
  return twin;
}

function lastOf(path: string): string {
  return pathSegments(path).at(-1) ?? path;
}

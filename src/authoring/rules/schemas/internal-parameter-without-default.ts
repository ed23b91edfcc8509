import type { SyntaxDocument, SyntaxNode } from '../../../connector/syntax-node.ts';
import { definitionFix, removeFix } from '../../fixes/definition-fix.ts';
import { insertMember } from '../../fixes/node-edits.ts';
import { memberOf, valueOf } from '../../model/nodes.ts';
import { enumOf } from '../../model/typed-values.ts';
import type { Fix, Rule } from '../../rule.ts';
import { withParameter } from './schema-example.ts';

export const internalParameterWithoutDefault: Rule = {
  id: 'internal-parameter-without-default',
  severity: 'error',
  profile: 'build',
  title: 'A required parameter that users do not see has a default.',
  explanation: 'With `x-ms-visibility` internal nobody can fill the parameter in, and without it the call is refused.',
  source: 'learn.microsoft.com, custom connectors, OpenAPI extensions, x-ms-visibility: "For parameters that are internal and required, you must provide default values"; no published connector breaks it.',
  published: 0,
  bad: withParameter({ required: true, 'x-ms-visibility': 'internal' }),
  good: withParameter({ required: true, default: 'full', 'x-ms-visibility': 'internal' }),
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const { node, name, nameNode, in: place, required, visibility } of definition.parameters) {
      if (!required || visibility !== 'internal' || place === 'body' || memberOf(node, 'default')) continue;
      // The platform fills these in.
      if (valueOf(node, 'x-ms-notification-url')?.value === true || name?.toLowerCase() === 'connectionid') continue;
      const member = memberOf(node, 'x-ms-visibility');
      report({
        file: 'definition',
        range: member?.value.range ?? nameNode?.range ?? { start: node.range.start, end: node.range.start + 1 },
        message: `Users do not see the parameter "${name ?? ''}", and it is required. Give it a default, or show it.`,
        fixes: () => defaultFixes(document, node),
      });
    }
  },
};

/** The only sensible default that a machine can tell is an only choice. */
export function defaultFixes(document: SyntaxDocument, node: SyntaxNode): Fix[] {
  const choices = enumOf(node)?.value.items ?? [];
  const [choice] = choices;
  const visibility = memberOf(node, 'x-ms-visibility');
  return [
    ...(choices.length === 1 && choice?.value !== undefined ? [definitionFix(`Add the default ${JSON.stringify(choice.value)}`, false, insertMember(document, node, 'default', choice.value))] : []),
    ...(visibility ? [{ ...removeFix(document, node, visibility, false), title: 'Show it to users' }] : []),
  ];
}

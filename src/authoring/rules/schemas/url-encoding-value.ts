import { removeFix, writeFix, writeNearFix } from '../../fixes/definition-fix.ts';
import { textOf } from '../../model/nodes.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';
import { withOperation } from './schema-example.ts';

const VALUES: readonly string[] = ['single', 'double'];

const itemParameter = { name: 'id', in: 'path', required: true, type: 'string', description: 'The id of the item.', 'x-ms-summary': 'Item' };

export const urlEncodingValue: Rule = {
  id: 'url-encoding-value',
  severity: 'error',
  profile: 'build',
  title: '`x-ms-url-encoding` is `single` or `double`.',
  explanation: 'Path parameters are encoded once, or twice for services that decode twice. No other value exists.',
  source: 'learn.microsoft.com, custom connectors, OpenAPI extensions, x-ms-url-encoding; enum of apiDefinition.swagger.schema.json; no published connector has another value.',
  published: 0,
  bad: withOperation({ parameters: [{ ...itemParameter, 'x-ms-url-encoding': 'twice' }] }),
  good: withOperation({ parameters: [{ ...itemParameter, 'x-ms-url-encoding': 'double' }] }),
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const { member, owner } of definition.extensionsByName.get('x-ms-url-encoding') ?? []) {
      const { value: node } = member;
      const value = textOf(node);
      if (value !== undefined && VALUES.includes(value)) continue;
      const near = value === undefined ? undefined : nearest(value, VALUES);
      const isScalar = node.value !== undefined;
      const fixes = (): Fix[] => [
        ...writeNearFix(document, node, near),
        ...(isScalar && near === undefined ? VALUES.map((offer) => writeFix(document, node, offer, false)) : []),
        removeFix(document, owner, member, false),
      ];
      const what = value === undefined ? 'The encoding must be text.' : `The encoding "${value}" is not known.`;
      report({ file: 'definition', range: isScalar ? node.range : member.keyRange, message: `${what} Write single or double; left out, it is single.`, fixes });
    }
  },
};

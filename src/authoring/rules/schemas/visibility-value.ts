import { replaceScalar } from '../../fixes/node-edits.ts';
import { textOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';

const VALUES: ReadonlySet<string> = new Set(['important', 'advanced', 'internal', 'none']);

export const visibilityValue: Rule = {
  id: 'visibility-value',
  severity: 'warning',
  profile: 'build',
  title: '`x-ms-visibility` is `important`, `advanced`, `internal` or `none`.',
  explanation: 'Any other value, another case of one of them, or an empty text has no effect: the designer shows the field as if nothing were said.',
  source: 'learn.microsoft.com, custom connectors, OpenAPI extensions, x-ms-visibility; enum of apiDefinition.swagger.schema.json.',
  published: 6,
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "x-ms-visibility": "Advanced" } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "x-ms-visibility": "advanced" } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const { member: { value: node } } of definition.extensionsByName.get('x-ms-visibility') ?? []) {
      const value = textOf(node);
      if (value !== undefined && VALUES.has(value)) continue;
      const known = value?.trim().toLowerCase() ?? '';
      const fixes = (): Fix[] => (VALUES.has(known) ? [{ title: `Write "${known}"`, safe: true, changes: [{ file: 'definition', edits: replaceScalar(document, node, known) }] }] : []);
      const what = value === undefined ? 'The visibility must be text.' : value === '' ? 'The visibility is empty.' : `The visibility "${value}" is not known.`;
      report({ file: 'definition', range: node.range, message: `${what} Write important, advanced, internal or none.`, fixes });
    }
  },
};

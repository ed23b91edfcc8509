import { extension } from '../../catalogue/extensions.ts';
import { DYNAMIC_EXTENSIONS } from '../../model/dynamic-targets.ts';
import { memberOf, valueOf } from '../../model/nodes.ts';
import type { Rule } from '../../rule.ts';
import { LIST_SHELVES, SHELF_VALUES, withShelves } from './dynamic-example.ts';

export const dynamicNotObject: Rule = {
  id: 'dynamic-not-object',
  severity: 'warning',
  profile: 'build',
  title: 'A dynamic extension is an object that names an operation.',
  explanation: 'The designer reads `operationId` and what belongs to it from an object. A text there is ignored. A tree has two such objects: `open` for its roots and `browse` for what lies below a folder.',
  source: 'learn.microsoft.com, custom connectors, OpenAPI extensions, "Use dynamic values"; counted in published connectors.',
  published: 1,
  bad: withShelves({ 'x-ms-dynamic-values': 'ListShelves' }),
  good: withShelves({ 'x-ms-dynamic-values': SHELF_VALUES, 'x-ms-dynamic-list': LIST_SHELVES }),
  check: ({ definition }, report) => {
    for (const { name, member, place } of DYNAMIC_EXTENSIONS.flatMap((one) => definition?.extensionsByName.get(one) ?? [])) {
      if (place === 'operation') continue;
      const { value } = member;
      const parts = name === 'x-ms-dynamic-tree' ? ' with "open" and "browse"' : ' with "operationId"';
      if (value.kind !== 'object') {
        report({ file: 'definition', range: value.value === undefined ? member.keyRange : value.range, message: `"${name}" must be an object${parts}. ${extension(name)?.description ?? ''}`.trim() });
        continue;
      }
      if (name !== 'x-ms-dynamic-tree') continue;
      for (const part of ['open', 'browse']) {
        if (valueOf(value, part)?.kind === 'object') continue;
        report({ file: 'definition', range: memberOf(value, part)?.keyRange ?? member.keyRange, message: `A dynamic tree needs "${part}", an object that names the operation for ${part === 'open' ? 'its roots' : 'what lies below a folder'}.` });
      }
    }
  },
};

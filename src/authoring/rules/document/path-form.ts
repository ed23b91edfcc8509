import { fileFix } from '../../fixes/file-fix.ts';
import { renameKey } from '../../fixes/node-edits.ts';
import { valueOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { OPENAPI_PROPERTIES, isOpenApi3 } from './openapi-properties.ts';

export const pathForm: Rule = {
  id: 'path-form',
  severity: 'error',
  profile: 'build',
  title: 'Each path begins with a slash.',
  explanation: 'The members of `paths` are paths, which begin with `/`, and extensions, which begin with `x-`. The platform refuses anything else.',
  source: 'OpenAPI 2.0, Paths Object: "The field name MUST begin with a slash"; no published connector breaks it.',
  published: 0,
  bad: { definition: '{ "paths": { "items": { } } }' },
  good: { definition: '{ "paths": { "/items": { } } }' },
  check: ({ definition }, report) => {
    if (!definition || isOpenApi3(definition)) return;
    const { document, root } = definition;
    const paths = valueOf(root, 'paths');
    for (const member of paths?.members ?? []) {
      const { key, keyRange } = member;
      if (key.startsWith('/') || key.startsWith('x-')) continue;
      if (OPENAPI_PROPERTIES.root.has(key)) {
        report({ file: 'definition', range: keyRange, message: `"${key}" stands among the paths. Move it to the root of the definition.` });
        continue;
      }
      const slashed = `/${key.trimStart()}`;
      const fixes = (): Fix[] => (valueOf(paths, slashed) ? [] : [fileFix('definition', `Write "${slashed}"`, true, renameKey(document, member, slashed))]);
      report({ file: 'definition', range: keyRange, message: `The path "${key}" must begin with a slash. Write "${slashed}".`, fixes });
    }
  },
};

import { fileFix } from '../../fixes/file-fix.ts';
import { renameKey } from '../../fixes/node-edits.ts';
import { rangeWithin } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';

export const pathDoubleSlash: Rule = {
  id: 'path-double-slash',
  severity: 'warning',
  profile: 'build',
  title: 'A path has no empty segment.',
  explanation: 'Two slashes in a row are mostly what is left of a segment or a parameter that was taken out, and few servers take them for one.',
  source: 'RFC 3986, section 3.3; 3 published connectors have one.',
  published: 3,
  bad: { definition: '{ "paths": { "/items//copies": { } } }' },
  good: { definition: '{ "paths": { "/items/copies": { } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document, paths } = definition;
    const taken = new Set(paths.map(({ path }) => path));
    for (const { path, member } of paths) {
      const at = path.indexOf('//');
      // An address inside a path, as of a proxy, has two slashes of its own.
      if (at < 0 || path.includes('://')) continue;
      const single = path.replace(/\/{2,}/g, '/');
      const range = rangeWithin(document, { kind: 'string', range: member.keyRange, value: path }, at, at + 2);
      const fixes = (): Fix[] => (taken.has(single) ? [] : [fileFix('definition', `Write "${single}"`, false, renameKey(document, member, single))]);
      report({ file: 'definition', range, message: `The path "${path}" has an empty segment. Write one slash, unless the API wants two.`, fixes });
    }
  },
};

import { fileFixes } from '../../fixes/file-fix.ts';
import { replaceMemberValue } from '../../fixes/node-edits.ts';
import { memberOf, textOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { isOpenApi3 } from './openapi-properties.ts';

export const basePathForm: Rule = {
  id: 'base-path-form',
  severity: 'error',
  profile: 'build',
  title: 'The base path begins with a slash, and is only a path.',
  explanation: '`basePath` stands between the host and each path. It begins with `/`, has no parameters in braces, and no query.',
  source: 'OpenAPI 2.0, basePath: "The value MUST start with a leading slash (/). The basePath does not support path templating"; no published connector breaks it.',
  published: 0,
  bad: { definition: '{ "basePath": "v1" }' },
  good: { definition: '{ "basePath": "/v1" }' },
  check: ({ definition }, report) => {
    if (!definition || isOpenApi3(definition)) return;
    const { document, root } = definition;
    const member = memberOf(root, 'basePath');
    if (!member) return;
    const text = textOf(member.value);
    const { range } = member.value;
    if (text === undefined) {
      report({ file: 'definition', range, message: 'The base path must be text that begins with a slash, such as "/v1".' });
    } else if (text.startsWith('@environmentVariables(')) {
      // Resolved when the connector is saved.
    } else if (/^[a-z]+:\/\//i.test(text)) {
      report({ file: 'definition', range, message: `The base path "${text}" is a whole address. Leave the part behind the host here, and put the rest into "schemes" and "host".` });
    } else if (!text.startsWith('/')) {
      const slashed = `/${text.trimStart()}`;
      const fixes = (): Fix[] => fileFixes('definition', `Write "${slashed}"`, true, replaceMemberValue(document, root, member, slashed));
      report({ file: 'definition', range, message: `The base path "${text}" must begin with a slash. Write "${slashed}".`, fixes });
    } else if (text.includes('{') || text.includes('?')) {
      const what = text.includes('{') ? 'a parameter in braces, which is not filled in here' : 'a query, which does not belong to a path';
      report({ file: 'definition', range, message: `The base path "${text}" has ${what}. Move that part into the paths.` });
    }
  },
};

import { fileFix } from '../../fixes/file-fix.ts';
import { renameKey } from '../../fixes/node-edits.ts';
import { valueOf } from '../../model/nodes.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';

export const responseCode: Rule = {
  id: 'response-code',
  severity: 'error',
  profile: 'build',
  title: 'Responses are named by a status code of three digits, or `default`.',
  explanation: 'OpenAPI 2.0 knows no ranges such as `2XX`. The platform refuses other names.',
  source: 'OpenAPI 2.0, Responses Object; no published connector breaks it.',
  published: 0,
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "responses": { "4XX": { "description": "Not found" } } } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "responses": { "404": { "description": "Not found" } } } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const { responsesMember } of definition.operations) {
      for (const member of responsesMember?.value.members ?? []) {
        const { key, keyRange } = member;
        if (key === 'default' || key.startsWith('x-') || isCode(key)) continue;
        const meant = nearest(key, ['default']);
        const fixes = (): Fix[] => (meant === undefined || valueOf(responsesMember?.value, meant) ? [] : [fileFix('definition', `Write "${meant}"`, meant === key.toLowerCase(), renameKey(definition.document, member, meant))]);
        report({ file: 'definition', range: keyRange, message: `"${key}" is no response of OpenAPI 2.0. Write a status code such as 200 or 404, or "default".`, fixes });
      }
    }
  },
};

function isCode(key: string): boolean {
  if (key.length !== 3) return false;
  for (let index = 0; index < 3; index++) if (key.charCodeAt(index) < 48 || key.charCodeAt(index) > 57) return false;
  return true;
}

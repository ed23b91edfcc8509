import { fileFixes } from '../../fixes/file-fix.ts';
import { insertMember, replaceMemberValue } from '../../fixes/node-edits.ts';
import { memberOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { isMisspelt } from '../document/openapi-properties.ts';
import { isVisible } from './visible-operation.ts';

export const operationSummaryMissing: Rule = {
  id: 'operation-summary-missing',
  severity: 'error',
  profile: 'build',
  title: 'Each operation that users see has a summary.',
  explanation: 'The `summary` is the name of the action or trigger in the designer. Operations with `"x-ms-visibility": "internal"` need none.',
  source: 'learn.microsoft.com, custom connectors, OpenAPI extensions, summary; every visible operation of the published connectors has one.',
  published: 0,
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "summary": null } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "summary": "Get an item" } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const operation of definition.operations) {
      const { node, member, id, summary } = operation;
      if (!isVisible(operation) || (summary !== undefined && summary.trim() !== '') || isMisspelt(node, 'operation', 'summary')) continue;
      const given = memberOf(node, 'summary');
      const words = id === undefined ? '' : sentence(id);
      const fixes = (): Fix[] => (words === '' ? [] : fileFixes('definition', `Write "summary": "${words}"`, false, given ? replaceMemberValue(document, node, given, words) : insertMember(document, node, 'summary', words)));
      const message = given ? 'The summary is the name that users see, and must be text that is not empty.' : 'The operation has no "summary", the name that users see. Add a short one, such as "Get an item".';
      report({ file: 'definition', range: given?.value.range ?? member.keyRange, message, fixes });
    }
  },
};

/** `Get item by id` for `GetItemById` and `get_item_by_id`. */
function sentence(id: string): string {
  const words = id.replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2').split(/[^\p{L}\p{N}]+/u).filter(Boolean).map((word) => (/^\p{Lu}{2,}$/u.test(word) ? word : word.toLowerCase()));
  const text = words.join(' ');
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

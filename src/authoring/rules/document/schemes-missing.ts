import { fileFixes } from '../../fixes/file-fix.ts';
import { insertMember, replaceMemberValue } from '../../fixes/node-edits.ts';
import { memberOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { isBroken, isMisspelt, isOpenApi3 } from './openapi-properties.ts';

export const schemesMissing: Rule = {
  id: 'schemes-missing',
  severity: 'error',
  profile: 'build',
  title: 'The definition says by which protocol the API is called.',
  explanation: '`schemes` is the first part of the address that the platform calls. OpenAPI 2.0 falls back to the protocol that the definition was loaded by, and a file has none.',
  source: 'OpenAPI 2.0, schemes; paconn 0.0.21 upsert.py takes the first one; no published connector lacks it.',
  published: 0,
  bad: { definition: '{ "schemes": [] }' },
  good: { definition: '{ "schemes": ["https"] }' },
  check: ({ definition }, report) => {
    if (!definition || isOpenApi3(definition)) return;
    const { document, root } = definition;
    const schemes = memberOf(root, 'schemes');
    if (schemes) {
      if (schemes.value.kind === 'array' && (schemes.value.items ?? []).length > 0) return;
      const value = typeof schemes.value.value === 'string' && /^https?$/.test(schemes.value.value) ? [schemes.value.value] : ['https'];
      const fixes = (): Fix[] => fileFixes('definition', `Write ["${value[0]}"]`, true, replaceMemberValue(document, root, schemes, value));
      report({ file: 'definition', range: schemes.value.range, message: 'The schemes must be a list with one protocol at least. Write ["https"].', fixes });
      return;
    }
    if (isMisspelt(root, 'root', 'schemes') || isBroken(definition)) return;
    const fixes = (): Fix[] => fileFixes('definition', 'Add "schemes": ["https"]', true, insertMember(document, root, 'schemes', ['https']));
    report({ file: 'definition', range: { start: root.range.start, end: root.range.start + 1 }, message: 'The definition has no "schemes", so the platform does not know by which protocol to call the API. Add "schemes": ["https"].', fixes });
  },
};

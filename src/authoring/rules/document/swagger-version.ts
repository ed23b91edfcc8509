import { fileFixes } from '../../fixes/file-fix.ts';
import { insertMember, replaceMemberValue } from '../../fixes/node-edits.ts';
import { memberOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { isBroken, isMisspelt } from './openapi-properties.ts';

export const swaggerVersion: Rule = {
  id: 'swagger-version',
  severity: 'error',
  profile: 'build',
  title: 'The definition is OpenAPI 2.0: `"swagger": "2.0"`.',
  explanation: 'Power Platform reads OpenAPI 2.0 (Swagger) only. An OpenAPI 3 document must be converted first, which *Import OpenAPI* does.',
  source: 'learn.microsoft.com, custom connectors, "Create a custom connector from an OpenAPI definition": OpenAPI 2.0; all 1,034 published connectors say "2.0".',
  published: 0,
  bad: { definition: '{ "swagger": "3.0" }' },
  good: { definition: '{ "swagger": "2.0" }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document, root } = definition;
    const openapi = memberOf(root, 'openapi');
    if (openapi) {
      report({ file: 'definition', range: openapi.keyRange, message: 'This is OpenAPI 3, and Power Platform takes OpenAPI 2.0 only. Run Import OpenAPI, which converts it and says what connectors cannot express.' });
      return;
    }
    const version = memberOf(root, 'swagger');
    if (!version) {
      if (isMisspelt(root, 'root', 'swagger') || isBroken(definition)) return;
      const fixes = (): Fix[] => fileFixes('definition', 'Add "swagger": "2.0"', false, insertMember(document, root, 'swagger', '2.0'));
      report({ file: 'definition', range: { start: root.range.start, end: root.range.start + 1 }, message: 'This is not an OpenAPI 2.0 document. Begin it with "swagger": "2.0".', fixes });
      return;
    }
    const { value, range } = version.value;
    if (value === '2.0') return;
    const number = typeof value === 'number';
    // The number 2 and "2.0.1" say the same with other signs; "1.2" and "3.0" say something else.
    const same = number ? value === 2 : typeof value === 'string' && /^\s*v?2(?:\.\d+)*\s*$/i.test(value);
    const message = number ? 'The version must be text. Write it in quotes: "2.0".' : 'Power Platform takes OpenAPI 2.0 only. Write "2.0" if that is what this document is, else run Import OpenAPI.';
    report({ file: 'definition', range, message, fixes: () => fileFixes('definition', 'Write "2.0"', same, replaceMemberValue(document, root, version, '2.0')) });
  },
};

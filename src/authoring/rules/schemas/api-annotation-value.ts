import { definitionFix, writeFix, writeNearFix } from '../../fixes/definition-fix.ts';
import { insertMember } from '../../fixes/node-edits.ts';
import { memberOf, textOf, valueOf } from '../../model/nodes.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';
import { withOperation } from './schema-example.ts';

const STATUS: readonly string[] = ['Production', 'Preview'];

export const apiAnnotationValue: Rule = {
  id: 'api-annotation-value',
  severity: 'warning',
  profile: 'build',
  title: '`x-ms-api-annotation` has a known status, and a revision of 1 or more beside a family.',
  explanation: 'The annotation tells versions of an operation apart: `family` names them all, `revision` counts from 1, `status` is `Production` or `Preview`. With another value the designer cannot tell which version is the newest.',
  source: 'learn.microsoft.com, custom connectors, OpenAPI extensions, x-ms-api-annotation; apiDefinition.swagger.schema.json, enum of status and minimum of revision.',
  published: 3,
  bad: withOperation({ 'x-ms-api-annotation': { family: 'GetItem', revision: 0, status: 'Production' } }),
  good: withOperation({ 'x-ms-api-annotation': { family: 'GetItem', revision: 1, status: 'Production' } }),
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    for (const { member, place } of definition.extensionsByName.get('x-ms-api-annotation') ?? []) {
      if (place !== 'operation' && place !== 'info') continue;
      const annotation = member.value;
      if (annotation.kind !== 'object') {
        report({ file: 'definition', range: member.keyRange, message: 'The annotation must be an object with "family", "revision" or "status".' });
        continue;
      }
      const status = valueOf(annotation, 'status');
      const value = textOf(status);
      if (status && (value === undefined || !STATUS.includes(value))) {
        const fixes = (): Fix[] => writeNearFix(document, status, value === undefined ? undefined : nearest(value, STATUS));
        report({ file: 'definition', range: status.range, message: `The status ${value === undefined ? 'must be text' : `"${value}" is not known`}. Write Production or Preview.`, fixes });
      }
      const revision = valueOf(annotation, 'revision');
      if (revision && !(revision.kind === 'number' && Number.isInteger(revision.value) && Number(revision.value) >= 1)) {
        const number = revision.kind === 'string' ? Number(revision.value) : 1;
        const meant = Number.isInteger(number) && number >= 1 ? number : 1;
        const fixes = (): Fix[] => (revision.value === undefined ? [] : [writeFix(document, revision, meant, false)]);
        report({ file: 'definition', range: revision.value === undefined ? member.keyRange : revision.range, message: 'The revision must be a whole number of 1 or more.', fixes });
      }
      const family = memberOf(annotation, 'family');
      if (place === 'operation' && family && !revision) {
        const fixes = (): Fix[] => [definitionFix('Add "revision": 1', false, insertMember(document, annotation, 'revision', 1))];
        report({ file: 'definition', range: family.keyRange, message: 'The annotation has a family and no revision, so it does not say which version this operation is. Add "revision", from 1.', fixes });
      }
    }
  },
};

import type { FileKind } from '../../model/connector-model.ts';
import type { Rule } from '../../rule.ts';

export const schemaRule: Rule = {
  id: 'schema',
  severity: 'warning',
  profile: 'build',
  title: 'Each file meets its schema.',
  explanation: 'Values have the kind that OpenAPI 2.0 and the connector formats give them. In JSON files with the usual names VS Code itself shows these findings in the editor.',
  source: 'OpenAPI 2.0 schema (swagger.io/specification/v2) with the connector extensions; the paconn formats of PowerPlatformConnectors.',
  bad: { definition: '{ "tags": "shelf" }' },
  good: { definition: '{ "tags": [{ "name": "shelf" }] }' },
  check: ({ schemaProblems }, report) => {
    for (const [file, problems] of Object.entries(schemaProblems ?? {}) as [FileKind, NonNullable<typeof schemaProblems>[FileKind]][]) {
      for (const { message, range } of problems ?? []) report({ file, range, message });
    }
  },
};

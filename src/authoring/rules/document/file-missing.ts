import type { Rule } from '../../rule.ts';
import type { DocumentKind } from './file-documents.ts';

const MISSING: Readonly<Partial<Record<DocumentKind, string>>> = {
  definition: 'The API definition is missing. Add apiDefinition.swagger.json (or .yaml), an OpenAPI 2.0 document, to this folder.',
  properties: 'The connector properties are missing. Add apiProperties.json (or .yaml), with connection parameters and icon color, to this folder.',
};

export const fileMissing: Rule = {
  id: 'file-missing',
  severity: 'error',
  profile: 'build',
  title: 'A connector has an API definition and connector properties.',
  explanation: 'The platform makes a connector of the two: what can be called (`apiDefinition.swagger.json`), and how to connect (`apiProperties.json`).',
  source: 'paconn README, "Create a new custom connector"; pac connector create. All 1,034 published connectors have both.',
  published: 0,
  bad: { without: ['properties'] },
  good: {},
  check: ({ files, documents }, report) => {
    for (const file of ['definition', 'properties', 'settings'] as const) {
      const range = { start: 0, end: 0 };
      const missing = MISSING[file];
      if (files[file] === undefined && missing !== undefined) report({ file, range, message: missing });
      if (files[file] !== undefined && !documents[file]) report({ file, range, message: 'The file could not be read. Check that it exists and may be opened.' });
    }
  },
};

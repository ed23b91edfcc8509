import { fileFix } from '../../fixes/file-fix.ts';
import type { Rule } from '../../rule.ts';
import { propertiesText } from './example-text.ts';
import { fileDocuments } from './file-documents.ts';

export const jsonTrailingComma: Rule = {
  id: 'json-trailing-comma',
  severity: 'error',
  profile: 'build',
  title: 'No comma stands behind the last value of an object or array.',
  explanation: 'JSON does not allow it. Editors read over such a comma, but `paconn` and the import of the portal refuse the file.',
  source: 'RFC 8259, sections 4 and 5; certification policy 5000.2.6.2 (PowerPlatformConnectors #3847).',
  published: 7,
  bad: { raw: true, properties: propertiesText('"stackOwner": "Contoso",') },
  good: { raw: true, properties: propertiesText('"stackOwner": "Contoso"') },
  check: (connector, report) => {
    for (const { file, document } of fileDocuments(connector)) {
      for (const { code, range } of document.problems) {
        if (code !== 'trailingComma') continue;
        report({
          file,
          range,
          message: 'No value follows this comma, and JSON does not allow that. Remove it.',
          fixes: () => [fileFix(file, 'Remove the comma', true, [{ range, newText: '' }])],
        });
      }
    }
  },
};

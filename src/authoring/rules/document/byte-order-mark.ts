import { fileFix } from '../../fixes/file-fix.ts';
import type { Rule } from '../../rule.ts';
import { propertiesText } from './example-text.ts';
import { fileDocuments } from './file-documents.ts';

export const byteOrderMark: Rule = {
  id: 'byte-order-mark',
  severity: 'error',
  profile: 'build',
  title: 'A JSON file does not begin with a byte order mark.',
  explanation: 'Some editors write this invisible character (U+FEFF) at the start of a file. `paconn create` and `paconn update` take it for a part of the JSON and stop.',
  source: 'RFC 8259, section 8.1; paconn 0.0.21 upsert.py opens the files without an encoding of their own.',
  published: 4,
  bad: { raw: true, properties: `\uFEFF${propertiesText('"stackOwner": "Contoso"')}` },
  good: { raw: true, properties: propertiesText('"stackOwner": "Contoso"') },
  check: (connector, report) => {
    for (const { file, document: { format, text } } of fileDocuments(connector)) {
      if (format !== 'json' || text.charCodeAt(0) !== 0xfeff) continue;
      const range = { start: 0, end: 1 };
      report({
        file,
        range,
        message: 'The file begins with a byte order mark, and paconn stops at it. Save the file as UTF-8 without one.',
        fixes: () => [fileFix(file, 'Remove the byte order mark', true, [{ range, newText: '' }])],
      });
    }
  },
};

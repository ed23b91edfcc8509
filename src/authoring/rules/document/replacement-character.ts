import type { Rule } from '../../rule.ts';
import { fileDocuments } from './file-documents.ts';

/** A binary file read as text has as many as bytes. */
const FINDINGS_PER_FILE = 20;

export const replacementCharacter: Rule = {
  id: 'replacement-character',
  severity: 'warning',
  profile: 'build',
  title: 'The files are valid UTF-8.',
  explanation: 'Where a file holds bytes that are no UTF-8, such as letters with accents in another encoding, readers put the character U+FFFD (�). The text that was meant is lost, and `paconn` may refuse the file.',
  source: 'RFC 8259, section 8.1: JSON text is encoded in UTF-8.',
  published: 5,
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "description": "Gets one item of the caf\uFFFD." } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "description": "Gets one item of the café." } } } }' },
  check: (connector, report) => {
    for (const { file, document: { text } } of fileDocuments(connector)) {
      let offset = text.indexOf('\uFFFD');
      for (let left = FINDINGS_PER_FILE; offset >= 0 && left > 0; left--) {
        let end = offset + 1;
        while (text[end] === '\uFFFD') end++;
        report({
          file,
          range: { start: offset, end },
          message: 'The file holds bytes here that are not UTF-8, or the text was lost before. Write the character again, and save the file as UTF-8.',
        });
        offset = text.indexOf('\uFFFD', end);
      }
    }
  },
};

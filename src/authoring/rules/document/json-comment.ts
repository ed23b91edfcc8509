import type { TextEdit, TextRange } from '../../../connector/connector.ts';
import { lineEnd, lineStart } from '../../../connector/text-layout.ts';
import { fileFix } from '../../fixes/file-fix.ts';
import type { Rule } from '../../rule.ts';
import { propertiesText } from './example-text.ts';
import { fileDocuments } from './file-documents.ts';

export const jsonComment: Rule = {
  id: 'json-comment',
  severity: 'warning',
  profile: 'build',
  title: 'A JSON file has no comments.',
  explanation: 'JSON has none. Editors read over them, but `paconn` reads the file strictly and stops at the first. Keep the definition in YAML where you want comments.',
  source: 'RFC 8259; paconn reads with Python\'s json.load. No published connector has a comment.',
  published: 0,
  bad: { raw: true, properties: propertiesText('"stackOwner": "Contoso" // as in the submission') },
  good: { raw: true, properties: propertiesText('"stackOwner": "Contoso"') },
  check: (connector, report) => {
    for (const { file, document } of fileDocuments(connector)) {
      for (const { code, range } of document.problems) {
        if (code !== 'comment') continue;
        // A comment that switches rules off does something.
        const safe = !document.text.startsWith('connector-studio-disable', document.text.slice(range.start, range.end).search(/\w/) + range.start);
        report({
          file,
          range,
          message: 'JSON has no comments, and tools that read it strictly refuse the file. Remove the comment, or convert the file to YAML.',
          fixes: () => [fileFix(file, 'Remove the comment', safe, withoutComment(document.text, range))],
        });
      }
    }
  },
};

/** With its lines where it has them to itself, else with the spaces before it. */
function withoutComment(text: string, { start, end }: TextRange): TextEdit[] {
  const lineFrom = lineStart(text, start);
  const lineTo = lineEnd(text, end);
  const before = text.slice(lineFrom, start);
  const alone = before.trim() === '' && text.slice(end, lineTo).trim() === '';
  if (!alone) return [{ range: { start: lineFrom + (before.trim() === '' ? before.length : before.trimEnd().length), end }, newText: '' }];
  const below = text.startsWith('\r\n', lineTo) ? lineTo + 2 : Math.min(text.length, lineTo + 1);
  return [{ range: { start: lineFrom, end: below }, newText: '' }];
}

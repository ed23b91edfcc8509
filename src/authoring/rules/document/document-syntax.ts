import type { Rule } from '../../rule.ts';
import { propertiesText } from './example-text.ts';
import { fileDocuments } from './file-documents.ts';
import { syntaxRepairs } from './syntax-repairs.ts';

/** A broken file may have hundreds of follow-up errors; the first ones help. */
const PROBLEMS_PER_FILE = 20;

/** Rules of their own speak of these. */
const ELSEWHERE: ReadonlySet<string> = new Set(['duplicateKey', 'comment', 'trailingComma']);

export const documentSyntax: Rule = {
  id: 'document-syntax',
  severity: 'error',
  profile: 'build',
  title: 'The files are valid JSON or YAML.',
  explanation: 'What a broken file holds is a guess: values may be lost, and the platform and Microsoft\'s tools refuse it. In YAML, whatever JSON has no form for counts as broken, since a definition is deployed as JSON.',
  source: 'RFC 8259; YAML 1.2; certification policy 5000.2.6.2 "Swagger json should be properly structured and complete" (PowerPlatformConnectors #3847).',
  published: 12,
  bad: { raw: true, properties: propertiesText('"stackOwner" "Contoso"') },
  good: { raw: true, properties: propertiesText('"stackOwner": "Contoso"') },
  check: (connector, report) => {
    for (const { file, document } of fileDocuments(connector)) {
      let left = PROBLEMS_PER_FILE;
      for (const { code, message, range, related } of document.problems) {
        if (ELSEWHERE.has(code)) continue;
        if (left-- === 0) break;
        report({
          file,
          range,
          message,
          related: related && [{ file, range: related, message: 'The other place is here.' }],
          fixes: () => syntaxRepairs(file, document, range, related),
        });
      }
    }
  },
};

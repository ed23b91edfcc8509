import { pathAt } from '../../../connector/syntax-lookup.ts';
import { toValue, type SyntaxDocument, type SyntaxMember, type SyntaxNode } from '../../../connector/syntax-node.ts';
import { fileFixes } from '../../fixes/file-fix.ts';
import { removeMember } from '../../fixes/node-edits.ts';
import type { Rule } from '../../rule.ts';
import { propertiesText } from './example-text.ts';
import { fileDocuments } from './file-documents.ts';

export const duplicateKey: Rule = {
  id: 'duplicate-key',
  severity: 'error',
  profile: 'build',
  title: 'A key stands once in an object.',
  explanation: 'Of two values under one key the last one counts and the other is lost without a word. Two equal ones lose nothing, and are a warning.',
  source: 'RFC 8259, section 4: the names within an object should be unique.',
  published: 5,
  bad: { raw: true, properties: propertiesText('"stackOwner": "Fabrikam",\n    "stackOwner": "Contoso"') },
  good: { raw: true, properties: propertiesText('"stackOwner": "Contoso"') },
  check: (connector, report) => {
    for (const { file, document } of fileDocuments(connector)) {
      for (const { code, message, range, related } of document.problems) {
        if (code !== 'duplicateKey') continue;
        const pair = pairAt(document, range.start);
        const equal = pair !== undefined && sameData(pair.first.value, pair.member.value);
        report({
          file,
          range,
          message: pair && equal ? `The key "${pair.first.key}" stands here twice with the same value. Remove one of them.` : message,
          severity: equal ? 'warning' : undefined,
          related: related && [{ file, range: related, message: 'The first one is here.' }],
          fixes: () => (pair ? fileFixes(file, equal ? `Remove the first "${pair.first.key}"` : `Remove the first "${pair.first.key}", which does not count`, equal, removeMember(document, pair.owner, pair.first)) : []),
        });
      }
    }
  },
};

/** The member whose key stands at the offset, and the first one of that key. */
function pairAt(document: SyntaxDocument, offset: number): { readonly owner: SyntaxNode; readonly first: SyntaxMember; readonly member: SyntaxMember } | undefined {
  const steps = pathAt(document, offset);
  const member = steps.at(-1)?.member;
  const owner = steps.at(-2)?.node;
  const first = owner?.members?.find(({ key }) => key === member?.key);
  return owner && member && first && first !== member ? { owner, first, member } : undefined;
}

function sameData(left: SyntaxNode, right: SyntaxNode): boolean {
  return JSON.stringify(toValue(left)) === JSON.stringify(toValue(right));
}

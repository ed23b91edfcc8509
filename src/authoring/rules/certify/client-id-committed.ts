import { replaceScalar } from '../../fixes/node-edits.ts';
import { memberLike, textOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { withSignIn } from './sign-in-example.ts';

const PLACEHOLDER = '<<Enter your client ID>>';
const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

export const clientIdCommitted: Rule = {
  id: 'client-id-committed',
  severity: 'warning',
  profile: 'certify',
  title: 'The files of a connector for certification have a placeholder as client id.',
  explanation: 'What is submitted becomes public. The client id of the published connector is handed to Microsoft apart; one in the file invites others to use your app. Keep the real one in the environment that you deploy to. Managed identity needs the id in the file and is left alone.',
  source: 'Reviews in PowerPlatformConnectors, pull requests 654, 713 and 1312. Of the published connectors, 18 have a GUID and up to 17 another id.',
  published: 18,
  bad: withSignIn({ clientId: '8f2c1f0e-4d7b-4f0a-9c53-2b7f6a1d9e34' }),
  good: withSignIn({ clientId: PLACEHOLDER }),
  check: ({ properties }, report) => {
    for (const { node, block } of properties?.oauth ?? []) {
      const value = memberLike(node, 'clientId')?.value;
      const clientId = textOf(value);
      if (!properties || !value || clientId === undefined || block.credential === 'managedIdentity' || !isReal(clientId)) continue;
      const fixes = (): Fix[] => [{ title: 'Write a placeholder', safe: false, changes: [{ file: 'properties', edits: replaceScalar(properties.document, value, PLACEHOLDER) }] }];
      report({ file: 'properties', range: value.range, message: `This looks like the client id of a real app. Write a placeholder such as "${PLACEHOLDER}" into the files that you submit.`, fixes });
    }
  },
};

/** A GUID that is none of the usual fillers, or a long random word; placeholders have brackets, blanks or words. */
function isReal(clientId: string): boolean {
  if (GUID.test(clientId)) return new Set(clientId.replaceAll('-', '').toLowerCase()).size > 4 && !clientId.startsWith('12345678');
  return /^[\w.~-]{20,}$/.test(clientId) && /\d/.test(clientId) && /[a-z]/i.test(clientId) && !/client|your|placeholder|dummy|enter|replace|xxx/i.test(clientId);
}

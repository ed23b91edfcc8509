import { removeMember } from '../../fixes/node-edits.ts';
import { rangeOfValue, textOf } from '../../model/nodes.ts';
import type { Fix, Rule, Severity } from '../../rule.ts';
import { isRealSecret } from '../../secret-values.ts';
import { clientSecrets } from '../security/client-secret-in-file.ts';
import { managedIdentityExample } from './managed-identity-example.ts';
import { trustsOf } from './trust.ts';

export const managedIdentitySecret: Rule = {
  id: 'managed-identity-secret',
  severity: 'warning',
  profile: 'build',
  title: 'Beside managed identity there is no client secret.',
  explanation: 'Managed identity replaces the secret. One that is left in the file is useless, and a real one can leak: that is an error.',
  source: 'Exports of the platform in managedBlog/graph-connector-factory-v2, none of which has the key.',
  bad: managedIdentityExample({ clientSecret: '[[SECRET]]' }),
  good: managedIdentityExample(),
  check: ({ properties }, report) => {
    for (const { oauth } of trustsOf(properties)) {
      for (const { member, parent, node } of clientSecrets(oauth)) {
        if (!properties) continue;
        const text = textOf(node) ?? '';
        const real = isRealSecret(text);
        const severity: Severity = real ? 'error' : text.trim() === '' ? 'information' : 'warning';
        const fixes = (): Fix[] => [{ title: `Remove "${member.key}"`, safe: !real, changes: [{ file: 'properties', edits: removeMember(properties.document, parent, member) }] }];
        const message = real
          ? 'A client secret stands in the file, where everyone who gets the file can read it, and managed identity does not need it. Remove it, and revoke it on the app registration.'
          : 'Managed identity takes the place of the client secret. Remove this key.';
        report({ file: 'properties', range: node.kind === 'string' ? node.range : rangeOfValue(member), severity, message, fixes });
      }
    }
  },
};

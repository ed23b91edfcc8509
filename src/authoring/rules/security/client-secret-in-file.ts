import { removeMember } from '../../fixes/node-edits.ts';
import type { OAuthView } from '../../model/connector-model.ts';
import { memberLike, textOf } from '../../model/nodes.ts';
import { isManagedIdentity, settingOf } from '../../model/oauth-settings.ts';
import { isRealSecret } from '../../secret-values.ts';
import type { Fix, Rule } from '../../rule.ts';
import type { SyntaxMember, SyntaxNode } from '../../../connector/syntax-node.ts';
import { oauthExample } from './oauth-example.ts';

export const clientSecretInFile: Rule = {
  id: 'client-secret-in-file',
  severity: 'error',
  profile: 'build',
  title: 'No client secret stands in the file.',
  explanation: 'Files are committed, copied and sent. A client secret in one is no longer secret: whoever has it can act as the connector. The service takes the secret apart from the file, and with managed identity there is none. A secret that was ever saved here must be revoked.',
  source: 'README of microsoft/PowerPlatformConnectors ("does not contain any sensitive information"); no published connector has one.',
  published: 0,
  bad: oauthExample('oauth2', { clientSecret: 'a7Qm2vLx9RtB4nWc' }),
  good: oauthExample('oauth2', { clientSecret: '[[SECRET]]' }),
  check: ({ properties }, report) => {
    if (!properties) return;
    for (const oauth of properties.oauth) {
      // Beside managed identity the secret is useless as well, and said to be so.
      if (isManagedIdentity(oauth)) continue;
      for (const { member, parent, node } of clientSecrets(oauth)) {
        if (!isRealSecret(textOf(node) ?? '')) continue;
        const fixes = (): Fix[] => [{ title: `Remove "${member.key}"`, safe: false, changes: [{ file: 'properties', edits: removeMember(properties.document, parent, member) }] }];
        report({ file: 'properties', range: node.range, message: 'A client secret stands in the file, where everyone who gets the file can read it. Remove it, revoke it, and give a new one to the service when you deploy; or use managed identity, which needs none.', fixes });
      }
    }
  },
};

/** `clientSecret`, in oAuthSettings and among the customParameters. */
export function clientSecrets(oauth: OAuthView): { readonly member: SyntaxMember; readonly parent: SyntaxNode; readonly node: SyntaxNode }[] {
  const direct = settingOf(oauth, 'clientSecret');
  const custom = memberLike(oauth.customParameters?.value, 'clientSecret');
  return [
    ...(direct ? [{ member: direct, parent: oauth.node, node: direct.value }] : []),
    ...(custom && oauth.customParameters ? [{ member: custom, parent: oauth.customParameters.value, node: memberLike(custom.value, 'value')?.value ?? custom.value }] : []),
  ];
}

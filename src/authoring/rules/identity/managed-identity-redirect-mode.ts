import { insertMember, replaceMemberValue } from '../../fixes/node-edits.ts';
import { rangeOfValue, textOf } from '../../model/nodes.ts';
import { settingOf } from '../../model/oauth-settings.ts';
import type { Fix, Rule } from '../../rule.ts';
import { REDIRECT_MODE } from '../../../connector/managed-identity-shape.ts';
import { managedIdentityExample } from './managed-identity-example.ts';
import { trustsOf } from './trust.ts';

export const managedIdentityRedirectMode: Rule = {
  id: 'managed-identity-redirect-mode',
  severity: 'warning',
  profile: 'build',
  title: 'With managed identity the redirect mode is `GlobalPerConnector`.',
  explanation: 'The subject names this one connector, and so does its redirect URL. The platform itself changes every other mode on save; a file that says otherwise misleads whoever registers the redirect URL.',
  source: 'Exports of the platform in managedBlog/graph-connector-factory-v2; what the platform changes on save is told in troystaylor/SharingIsCaring.',
  bad: managedIdentityExample({ redirectMode: 'Global', redirectUrl: undefined }),
  good: managedIdentityExample(),
  check: ({ properties }, report) => {
    for (const { oauth } of trustsOf(properties)) {
      const member = settingOf(oauth, 'redirectMode');
      const mode = textOf(member?.value);
      if (!properties || mode?.toLowerCase() === REDIRECT_MODE.toLowerCase()) continue;
      const fixes = (): Fix[] => {
        const edits = member ? replaceMemberValue(properties.document, oauth.node, member, REDIRECT_MODE) : insertMember(properties.document, oauth.node, 'redirectMode', REDIRECT_MODE);
        return [{ title: `Write "${REDIRECT_MODE}"`, safe: true, changes: [{ file: 'properties', edits }] }];
      };
      report({ file: 'properties', range: member ? rangeOfValue(member) : oauth.member.keyRange, message: `With managed identity the connector has a redirect URL of its own. ${member ? 'Write' : 'Add "redirectMode":'} "${REDIRECT_MODE}", which the platform makes of it anyway.`, fixes });
    }
  },
};

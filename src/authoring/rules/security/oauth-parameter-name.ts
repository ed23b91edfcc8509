import { renameKey } from '../../fixes/node-edits.ts';
import { memberLike } from '../../model/nodes.ts';
import { isOAuthType } from '../../model/oauth-settings.ts';
import type { Fix, Rule } from '../../rule.ts';
import { oauthExample } from './oauth-example.ts';

export const oauthParameterName: Rule = {
  id: 'oauth-parameter-name',
  severity: 'error',
  profile: 'build',
  title: 'The connection parameter of a sign-in is called `token`.',
  explanation: 'The designer, the command line tools and the platform look for the sign-in under this name: paconn puts the client secret into `connectionParameters.token.oAuthSettings` and refuses a connector where it finds none there.',
  source: 'tools/paconn-cli, operations/upsert.py; all 247 published connectors with a sign-in.',
  published: 0,
  bad: oauthExample('oauth2', {}, { name: 'sign_in' }),
  good: oauthExample('oauth2'),
  check: ({ properties }, report) => {
    if (!properties) return;
    const { document } = properties;
    for (const { name, member, type, container } of properties.parameters) {
      if (!isOAuthType(type) || name === 'token') continue;
      const fixes = (): Fix[] => {
        if (container.members?.some(({ key }) => key === 'token')) return [];
        const claims = (container.members ?? []).filter(({ key }) => key.startsWith(`${name}:`));
        const edits = [member, ...claims].flatMap((one) => renameKey(document, one, `token${one.key.slice(name.length)}`));
        return [{ title: 'Rename to "token"', safe: false, changes: [{ file: 'properties', edits }] }];
      };
      const twice = memberLike(container, 'token')?.key === 'token' ? ' A connector has one sign-in; for several ways to sign in use connectionParameterSets.' : '';
      report({ file: 'properties', range: member.keyRange, message: `The sign-in "${name}" must be called "token": tools and platform look for it there.${twice}`, fixes });
    }
  },
};

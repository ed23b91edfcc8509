import { memberLike } from '../../model/nodes.ts';
import { claimOwner, isOAuthType } from '../../model/oauth-settings.ts';
import type { Rule } from '../../rule.ts';
import { oauthExample } from './oauth-example.ts';

export const oauthSettingsMissing: Rule = {
  id: 'oauth-settings-missing',
  severity: 'error',
  profile: 'build',
  title: 'A parameter of type `oauthSetting` has `oAuthSettings`.',
  explanation: 'Without the settings nobody knows where to sign in, and no connection can be made.',
  source: 'schemas/paconn-apiProperties.schema.json; all 247 published connectors with a sign-in.',
  published: 0,
  bad: oauthExample('oauth2', {}, { token: { oAuthSettings: undefined } }),
  good: oauthExample('oauth2'),
  check: ({ properties }, report) => {
    for (const { name, member, node, type } of properties?.parameters ?? []) {
      if (!isOAuthType(type) || claimOwner(name) !== undefined) continue;
      const settings = memberLike(node, 'oAuthSettings');
      if (settings?.value.kind === 'object') continue;
      const message = settings
        ? `The oAuthSettings of "${name}" must be an object with identityProvider, clientId and scopes.`
        : `The sign-in "${name}" has no oAuthSettings, so no connection can be made. Add them, with identityProvider, clientId and scopes.`;
      report({ file: 'properties', range: settings?.keyRange ?? member.keyRange, message });
    }
  },
};

import { identityProvider } from '../../catalogue/identity-providers.ts';
import { filledText, memberLike, textOf } from '../../model/nodes.ts';
import { claimOf, isManagedIdentity, settingOf } from '../../model/oauth-settings.ts';
import type { Rule } from '../../rule.ts';
import { oauthExample } from './oauth-example.ts';

export const clientIdMissing: Rule = {
  id: 'client-id-missing',
  severity: 'warning',
  profile: 'build',
  title: 'A sign-in has a client id.',
  explanation: 'The client id names the app registration under which users sign in. Until it is there, the service cannot begin a sign-in. A parameter `token:clientId` that the user fills in does as well.',
  source: 'learn.microsoft.com, custom connectors, connection parameters; 6 published connectors leave it to Microsoft.',
  published: 6,
  bad: oauthExample('oauth2', { clientId: undefined }),
  good: oauthExample('oauth2', { clientId: '[[CLIENT ID]]' }),
  check: ({ properties }, report) => {
    for (const oauth of properties?.oauth ?? []) {
      const member = settingOf(oauth, 'clientId');
      // Managed identity has a rule of its own; these know the client themselves or get it from the user.
      if (isManagedIdentity(oauth) || filledText(oauth.node, member?.key ?? '') !== undefined || claimOf(oauth.parameter, 'clientId')) continue;
      if (/prm$/i.test(oauth.provider ?? '') || (member === undefined && hasOtherClient(oauth.customParameters?.value.members))) continue;
      const range = member ? (textOf(member.value) === undefined ? member.keyRange : member.value.range) : oauth.member.keyRange;
      report({ file: 'properties', range, message: `The sign-in has no client id${identityProvider(oauth.provider ?? '')?.entra ? ': the application id of an app registration in Microsoft Entra' : ''}. Add "clientId", or ask for it in a connection parameter "${oauth.parameter.name}:clientId".` });
    }
  },
};

/** Regional client ids of their own: `uS_clientId`. */
function hasOtherClient(custom: readonly { readonly key: string; readonly value: Parameters<typeof memberLike>[0] }[] | undefined): boolean {
  return custom?.some(({ key, value }) => /clientid$/i.test(key) && textOf(memberLike(value, 'value')?.value)) ?? false;
}

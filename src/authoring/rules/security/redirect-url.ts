import { removeMember } from '../../fixes/node-edits.ts';
import { rangeOfValue, textOf } from '../../model/nodes.ts';
import { settingOf } from '../../model/oauth-settings.ts';
import type { Fix, Rule } from '../../rule.ts';
import { isKnown } from '../../standing-values.ts';
import { isConsentHost, parseRedirectUrl, redirectUrlFault } from '../../../connector/identity-values.ts';
import { oauthExample } from './oauth-example.ts';

export const redirectUrl: Rule = {
  id: 'redirect-url',
  severity: 'warning',
  profile: 'build',
  title: '`redirectUrl` is an address of Power Platform\'s consent service.',
  explanation: 'After the sign-in the browser comes back to Power Platform, so that this URL is never one of the API\'s own. The service writes it; where it is left out, nothing is lost.',
  source: 'Published connectors (219 of 220 on consent.azure-apim.net); learn.microsoft.com, Entra, redirect URI restrictions.',
  published: 2,
  bad: oauthExample('oauth2', { redirectUrl: 'https://shelf.contoso.com/signed-in' }),
  good: oauthExample('oauth2', { redirectUrl: 'https://global.consent.azure-apim.net/redirect/shelf' }),
  check: ({ properties }, report) => {
    if (!properties) return;
    for (const oauth of properties.oauth) {
      const member = settingOf(oauth, 'redirectUrl');
      if (!member) continue;
      const { value: node } = member;
      const url = textOf(node);
      if (url !== undefined && !isKnown(url)) continue;
      const host = url === undefined ? undefined : parseRedirectUrl(url)?.host;
      const fault = url === undefined ? 'The redirect URL must be one text.' : redirectUrlFault(url) ?? (isConsentHost(host ?? '') ? undefined : `The redirect URL leads to ${host}, but sign-ins come back to Power Platform's consent service, global.consent.azure-apim.net in the public cloud.`);
      if (fault === undefined) continue;
      const fixes = (): Fix[] => [{ title: 'Remove "redirectUrl"', safe: false, changes: [{ file: 'properties', edits: removeMember(properties.document, oauth.node, member) }] }];
      report({ file: 'properties', range: rangeOfValue(member), message: `${fault} Remove it: the service writes the right one.`, fixes });
    }
  },
};

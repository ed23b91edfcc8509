import { removeMember, replaceScalar } from '../../fixes/node-edits.ts';
import { textOf } from '../../model/nodes.ts';
import { settingOf } from '../../model/oauth-settings.ts';
import type { Fix, Rule } from '../../rule.ts';
import { isKnown } from '../../standing-values.ts';
import { isConsentHost, parseRedirectUrl, SHARED_REDIRECT_SEGMENT } from '../../../connector/identity-values.ts';
import { oauthExample } from './oauth-example.ts';

export const redirectUrlMode: Rule = {
  id: 'redirect-url-mode',
  severity: 'warning',
  profile: 'build',
  title: '`redirectUrl` fits `redirectMode`.',
  explanation: 'With `GlobalPerConnector` the connector has a URL of its own, `…/redirect/<connector>`; with `Global` all share `…/redirect`. Whoever copies the wrong one to the app registration gets AADSTS50011 or its like.',
  source: 'microsoft/PowerPlatformConnectors#3035; published connectors.',
  published: 7,
  bad: oauthExample('oauth2', { redirectUrl: 'https://global.consent.azure-apim.net/redirect' }),
  good: oauthExample('oauth2'),
  check: ({ properties }, report) => {
    if (!properties) return;
    const { document } = properties;
    for (const oauth of properties.oauth) {
      const member = settingOf(oauth, 'redirectUrl');
      const modeNode = settingOf(oauth, 'redirectMode')?.value;
      const mode = textOf(modeNode)?.toLowerCase();
      const url = textOf(member?.value);
      const parts = isKnown(url) ? parseRedirectUrl(url) : undefined;
      if (!member || !modeNode || !parts || !isConsentHost(parts.host)) continue;
      const shared = parts.lastSegment === SHARED_REDIRECT_SEGMENT || parts.lastSegment === '';
      if (mode === 'globalperconnector' && shared) {
        const fixes = (): Fix[] => [{ title: 'Remove "redirectUrl"', safe: false, changes: [{ file: 'properties', edits: removeMember(document, oauth.node, member) }] }];
        report({ file: 'properties', range: member.value.range, message: 'This is the URL that all connectors share, and redirectMode says that the connector has its own. Remove it: the service writes the right one when the connector is saved.', fixes });
      } else if (mode === 'global' && !shared) {
        const fixes = (): Fix[] => [{ title: 'Write "GlobalPerConnector"', safe: false, changes: [{ file: 'properties', edits: replaceScalar(document, modeNode, 'GlobalPerConnector') }] }];
        report({ file: 'properties', range: modeNode.range, message: 'The redirect URL is a connector\'s own, and the mode "Global" is that of the shared one. Write GlobalPerConnector.', fixes, related: [{ file: 'properties', range: member.value.range, message: 'The redirect URL.' }] });
      }
    }
  },
};

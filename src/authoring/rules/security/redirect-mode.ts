import { REDIRECT_MODES } from '../../catalogue/property-keys.ts';
import { insertMember } from '../../fixes/node-edits.ts';
import { rangeOfValue, textOf } from '../../model/nodes.ts';
import { isManagedIdentity, settingOf } from '../../model/oauth-settings.ts';
import type { Fix, Rule } from '../../rule.ts';
import { reportUnknownWord } from '../unknown-word.ts';
import { oauthExample } from './oauth-example.ts';

export const redirectMode: Rule = {
  id: 'redirect-mode',
  severity: 'warning',
  profile: 'build',
  title: '`redirectMode` is there and one of the known ones.',
  explanation: '`GlobalPerConnector` gives the connector a redirect URL of its own and is what the platform makes of every new connector; `Global` is the URL that all share. A mode that is like none of the known ones is only pointed at, as is a missing one.',
  source: 'Published connectors (Global, GlobalPerConnector, Direct); microsoft/PowerPlatformConnectors#3035.',
  published: 10,
  bad: oauthExample('oauth2', { redirectMode: 'GlobalPerConector' }),
  good: oauthExample('oauth2', { redirectMode: 'GlobalPerConnector' }),
  check: ({ properties }, report) => {
    if (!properties) return;
    const { document } = properties;
    for (const oauth of properties.oauth) {
      if (isManagedIdentity(oauth)) continue;
      const member = settingOf(oauth, 'redirectMode');
      const mode = textOf(member?.value);
      if (!member) {
        const fixes = (): Fix[] => [{ title: 'Add "redirectMode": "GlobalPerConnector"', safe: false, changes: [{ file: 'properties', edits: insertMember(document, oauth.node, 'redirectMode', 'GlobalPerConnector') }] }];
        report({ file: 'properties', range: oauth.member.keyRange, severity: 'information', message: 'The sign-in says no redirectMode. New connectors have "GlobalPerConnector".', fixes });
        continue;
      }
      if (mode !== undefined && REDIRECT_MODES.includes(mode)) continue;
      if (mode === undefined) {
        report({ file: 'properties', range: rangeOfValue(member), message: 'The redirect mode must be text: GlobalPerConnector or Global.' });
        continue;
      }
      reportUnknownWord({ document, node: member.value, word: mode, words: REDIRECT_MODES, what: 'redirect mode', usual: 'The usual ones are GlobalPerConnector and Global.', report });
    }
  },
};

import { REDIRECT_MODES } from '../../catalogue/property-keys.ts';
import { insertMember, replaceScalar } from '../../fixes/node-edits.ts';
import { textOf } from '../../model/nodes.ts';
import { isManagedIdentity, settingOf } from '../../model/oauth-settings.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';
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
      const node = member.value;
      const range = node.members ?? node.items ? member.keyRange : node.range;
      const near = mode === undefined ? undefined : nearest(mode, REDIRECT_MODES);
      const sameWord = near !== undefined && near.toLowerCase() === mode?.toLowerCase();
      const fixes = (): Fix[] => (near === undefined ? [] : [{ title: `Write "${near}"`, safe: sameWord, changes: [{ file: 'properties', edits: replaceScalar(document, node, near) }] }]);
      if (sameWord) report({ file: 'properties', range, severity: 'information', message: `The redirect mode is usually written "${near}".`, fixes });
      else if (near !== undefined) report({ file: 'properties', range, message: `"${mode}" is no known redirect mode. Is "${near}" meant?`, fixes });
      else report({ file: 'properties', range, severity: mode === undefined ? undefined : 'hint', message: `${mode === undefined ? 'The redirect mode must be text' : `"${mode}" is no known redirect mode`}. The usual ones are GlobalPerConnector and Global.` });
    }
  },
};

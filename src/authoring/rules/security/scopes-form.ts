import { insertMember, replaceMemberValue } from '../../fixes/node-edits.ts';
import { textOf } from '../../model/nodes.ts';
import { settingOf } from '../../model/oauth-settings.ts';
import type { Fix, Rule } from '../../rule.ts';
import { oauthExample } from './oauth-example.ts';
import { scopesIn } from './scope-text.ts';

export const scopesForm: Rule = {
  id: 'scopes-form',
  severity: 'warning',
  profile: 'build',
  title: '`scopes` is a list of texts.',
  explanation: 'The service reads a list. An empty one is right where the API gives all that it has; left out, it is only pointed at.',
  source: 'schemas/paconn-apiProperties.schema.json, oAuthSettings.scopes; 5 published connectors leave it out.',
  published: 5,
  bad: oauthExample('oauth2', { scopes: 'read' }),
  good: oauthExample('oauth2', { scopes: ['read'] }),
  check: ({ properties }, report) => {
    if (!properties) return;
    const { document } = properties;
    for (const oauth of properties.oauth) {
      const member = settingOf(oauth, 'scopes');
      if (!member) {
        const fixes = (): Fix[] => [{ title: 'Add an empty list', safe: true, changes: [{ file: 'properties', edits: insertMember(document, oauth.node, 'scopes', []) }] }];
        report({ file: 'properties', range: oauth.member.keyRange, severity: 'information', message: 'The sign-in has no "scopes". Add the list; it may be empty.', fixes });
        continue;
      }
      if (member.value.kind !== 'array') {
        const text = textOf(member.value);
        const fixes = (): Fix[] => (text === undefined && member.value.kind !== 'null' ? [] : [{ title: 'Make it a list', safe: true, changes: [{ file: 'properties', edits: replaceMemberValue(document, oauth.node, member, scopesIn(text ?? '')) }] }]);
        report({ file: 'properties', range: member.value.kind === 'object' ? member.keyRange : member.value.range, message: '"scopes" must be a list of texts.', fixes });
        continue;
      }
      for (const item of member.value.items ?? []) {
        if (item.kind !== 'string') report({ file: 'properties', range: item.members ?? item.items ? { start: item.range.start, end: item.range.start + 1 } : item.range, message: 'A scope must be text.' });
      }
    }
  },
};

import { replaceMemberValue } from '../../fixes/node-edits.ts';
import { textOf } from '../../model/nodes.ts';
import { settingOf } from '../../model/oauth-settings.ts';
import type { Fix, Rule } from '../../rule.ts';
import { toValue } from '../../../connector/syntax-tree.ts';
import { oauthExample } from './oauth-example.ts';
import { scopesIn } from './scope-text.ts';

export const scopeEntrySeveral: Rule = {
  id: 'scope-entry-several',
  severity: 'information',
  profile: 'build',
  title: 'Each entry of `scopes` is one scope.',
  explanation: 'Several scopes in one text, with blanks or commas between them, work with most services, since they are sent joined by blanks anyway. As a list they can be read, compared and changed one by one.',
  source: 'learn.microsoft.com, custom connectors, connection parameters (scopes is an array); 60 published connectors have such an entry, and they work.',
  published: 60,
  bad: oauthExample('oauth2', { scopes: ['read write'] }, { scheme: { scopes: { read: 'Read', write: 'Write' } } }),
  good: oauthExample('oauth2', { scopes: ['read', 'write'] }, { scheme: { scopes: { read: 'Read', write: 'Write' } } }),
  check: ({ properties }, report) => {
    if (!properties) return;
    for (const oauth of properties.oauth) {
      const member = settingOf(oauth, 'scopes');
      const items = member?.value.kind === 'array' ? (member.value.items ?? []) : [];
      for (const node of items) {
        const entry = textOf(node);
        if (!member || entry === undefined || scopesIn(entry).length < 2) continue;
        const fixes = (): Fix[] => {
          const scopes = items.flatMap((item) => (textOf(item) === undefined ? [toValue(item)] : scopesIn(textOf(item) ?? '')));
          return [{ title: 'Make each scope an entry', safe: false, changes: [{ file: 'properties', edits: replaceMemberValue(properties.document, oauth.node, member, [...new Set(scopes)]) }] }];
        };
        report({ file: 'properties', range: node.range, message: `This entry holds ${scopesIn(entry).length} scopes. Make each an entry of its own.`, fixes });
      }
    }
  },
};

import { renameKey } from '../../fixes/node-edits.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';

export const securitySchemeUndefined: Rule = {
  id: 'security-scheme-undefined',
  severity: 'warning',
  profile: 'build',
  title: '`security` names schemes of `securityDefinitions`.',
  explanation: 'A name that is defined nowhere secures nothing. Most often the scheme was renamed, or only its title was written here.',
  source: 'OpenAPI 2.0, Security Requirement Object; 23 published connectors name such a scheme at the root, 6 in operations.',
  bad: { definition: '{ "security": [{ "apikey": [] }] }' },
  good: { definition: '{ "security": [{ "api_key": [] }] }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document, securitySchemes, securityUses } = definition;
    for (const { name, member } of securityUses) {
      if (securitySchemes.has(name)) continue;
      const only = securitySchemes.size === 1 ? [...securitySchemes.keys()][0] : undefined;
      const meant = nearest(name, securitySchemes.keys()) ?? only;
      const fixes = (): Fix[] => (meant === undefined ? [] : [{ title: `Write "${meant}"`, safe: false, changes: [{ file: 'definition', edits: renameKey(document, member, meant) }] }]);
      const advice = meant === undefined ? 'Define it there, or remove it here.' : `Is "${meant}" meant?`;
      report({ file: 'definition', range: member.keyRange, message: `securityDefinitions has no scheme "${name}". ${advice}`, fixes });
    }
  },
};

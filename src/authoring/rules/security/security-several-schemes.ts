import type { Rule } from '../../rule.ts';

export const securitySeveralSchemes: Rule = {
  id: 'security-several-schemes',
  severity: 'warning',
  profile: 'build',
  title: 'A connector has one security scheme.',
  explanation: 'A connection is made in one way, and the platform reads one scheme; the designer keeps one of several. For a choice between ways to sign in there is `connectionParameterSets`.',
  source: 'microsoft/PowerPlatformConnectors#3856 and #708; learn.microsoft.com, custom connectors, multi-authentication.',
  published: 14,
  bad: { definition: '{ "securityDefinitions": { "basic_auth": { "type": "basic" } } }' },
  good: { definition: '{ "securityDefinitions": { "api_key": { "type": "apiKey", "in": "header", "name": "X-Api-Key" } } }' },
  check: ({ definition, properties }, report) => {
    if (!definition || properties?.parameterSetsMember) return;
    const [first, ...others] = definition.securitySchemes.values();
    for (const member of others) {
      report({
        file: 'definition', range: member.keyRange,
        message: `"${member.key}" is a further security scheme, and the platform reads one. Remove one of them, or offer the choice in connectionParameterSets.`,
        related: first && [{ file: 'definition', range: first.keyRange, message: 'The first one is here.' }],
      });
    }
  },
};

import { memberLike } from '../../model/nodes.ts';
import { claimOwner } from '../../model/oauth-settings.ts';
import type { Rule } from '../../rule.ts';
import { oauthExample } from './oauth-example.ts';

export const tokenClaimOwner: Rule = {
  id: 'token-claim-owner',
  severity: 'error',
  profile: 'build',
  title: 'A parameter `token:…` stands beside `token`.',
  explanation: '`token:TenantId`, `token:clientId` and their like are parts of the sign-in `token`. Without it they belong to nothing.',
  source: 'schemas/paconn-apiProperties.schema.json, patternProperties of connectionParameters; no published connector breaks it.',
  published: 0,
  bad: { properties: '{ "properties": { "connectionParameters": { "token:clientId": { "type": "string", "uiDefinition": { "displayName": "Client id" } } } } }' },
  good: oauthExample('oauth2', {}, { parameters: { 'token:clientId': { type: 'string', uiDefinition: { displayName: 'Client id' } } } }),
  check: ({ properties }, report) => {
    for (const { name, member, container } of properties?.parameters ?? []) {
      const owner = claimOwner(name);
      if (owner === undefined || memberLike(container, owner)) continue;
      report({ file: 'properties', range: member.keyRange, message: `"${name}" is a part of the sign-in "${owner}", and there is no connection parameter of that name beside it. Add the sign-in, or give this parameter a name without ":".` });
    }
  },
};

import type { ConnectionParameterView } from '../../model/connector-model.ts';
import { textOf, valueOf } from '../../model/nodes.ts';
import { claimOwner, isOAuthType } from '../../model/oauth-settings.ts';
import type { Rule } from '../../rule.ts';

const NEEDS: Readonly<Record<string, string>> = {
  apiKey: 'a connection parameter of type securestring for the key',
  basic: 'the connection parameters "username" and "password"',
  oauth2: 'a connection parameter "token" of type oauthSetting',
};

export const securitySchemeUnserved: Rule = {
  id: 'security-scheme-unserved',
  severity: 'warning',
  profile: 'build',
  title: 'For the security scheme there is a connection parameter.',
  explanation: 'The definition says how requests are secured, the connection parameters ask for what that takes. Where no parameter does, requests are sent without.',
  source: 'Cross-file check; 5 published connectors define a scheme and ask for nothing.',
  published: 5,
  bad: { properties: '{ "properties": { "connectionParameters": { "api_key": null } } }' },
  good: { properties: '{ "properties": { "connectionParameters": { "api_key": { "type": "securestring" } } } }' },
  check: ({ definition, properties }, report) => {
    if (!definition || !properties?.node) return;
    const schemes = [...definition.securitySchemes.values()].map((member) => ({ member, type: textOf(valueOf(member.value, 'type')) ?? '' }));
    // Where one of several schemes is served, the others are said to be too many.
    if (schemes.some(({ type }) => !Object.hasOwn(NEEDS, type) || isServed(type, properties.parameters))) return;
    for (const { member, type } of schemes) {
      report({ file: 'definition', range: member.keyRange, message: `The scheme "${member.key}" needs ${NEEDS[type]}, and apiProperties has none. Add it there, or remove the scheme.` });
    }
  },
};

function isServed(scheme: string, parameters: readonly ConnectionParameterView[]): boolean {
  const own = parameters.filter(({ name }) => claimOwner(name) === undefined);
  if (scheme === 'oauth2') return own.some(({ type, oauth }) => isOAuthType(type) || oauth);
  const values = own.filter(({ type }) => type?.toLowerCase() !== 'gatewaysetting' && !isOAuthType(type));
  return values.length >= (scheme === 'basic' ? 2 : 1);
}

import { replaceScalar } from '../../fixes/node-edits.ts';
import { memberLike, textOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';

const OAUTH = (mode: string, url: string): string => JSON.stringify({ properties: { connectionParameters: { api_key: null, token: {
  type: 'oauthSetting',
  oAuthSettings: {
    identityProvider: 'oauth2', clientId: '<<Enter your client ID>>', scopes: ['read'], redirectMode: mode, redirectUrl: url,
    customParameters: {
      authorizationUrl: { value: 'https://shelf.contoso.com/authorize' },
      tokenUrl: { value: 'https://shelf.contoso.com/token' },
      refreshUrl: { value: 'https://shelf.contoso.com/token' },
    },
  },
} } } });
const DEFINITION = JSON.stringify({
  securityDefinitions: { api_key: null, oauth2: { type: 'oauth2', flow: 'accessCode', authorizationUrl: 'https://shelf.contoso.com/authorize', tokenUrl: 'https://shelf.contoso.com/token', scopes: { read: 'Read the shelf' } } },
  security: [{ oauth2: ['read'] }],
});

export const redirectModeGlobal: Rule = {
  id: 'redirect-mode-global',
  severity: 'information',
  profile: 'certify',
  title: 'OAuth connectors for certification have a redirect URL of their own.',
  explanation: 'With `redirectMode: GlobalPerConnector` each connector is called back at its own URL, so that one connector cannot take the codes of another. Microsoft asks new and updated connectors for it since February 2024; the redirect URL that results must be added to the app before.',
  source: 'learn.microsoft.com, custom connectors, per-connector redirect URI; reviews in PowerPlatformConnectors, pull request 3035. Most published connectors are older.',
  published: 205,
  bad: { definition: DEFINITION, properties: OAUTH('Global', 'https://global.consent.azure-apim.net/redirect') },
  good: { definition: DEFINITION, properties: OAUTH('GlobalPerConnector', 'https://global.consent.azure-apim.net/redirect/shelf') },
  check: ({ properties }, report) => {
    for (const { node, block } of properties?.oauth ?? []) {
      const mode = memberLike(node, 'redirectMode')?.value;
      // With managed identity the platform chooses the mode itself.
      if (!properties || !mode || textOf(mode)?.toLowerCase() !== 'global' || block.credential === 'managedIdentity') continue;
      const fixes = (): Fix[] => [{ title: 'Write "GlobalPerConnector"', safe: false, changes: [{ file: 'properties', edits: replaceScalar(properties.document, mode, 'GlobalPerConnector') }] }];
      report({ file: 'properties', range: mode.range, message: 'Certification asks for a redirect URL of the connector\'s own. Write "GlobalPerConnector", and add the redirect URL that the platform then gives the connector to your app.', fixes });
    }
  },
};

import { replaceScalar } from '../../fixes/node-edits.ts';
import { memberLike, textOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { withSignIn } from './sign-in-example.ts';

export const redirectModeGlobal: Rule = {
  id: 'redirect-mode-global',
  severity: 'information',
  profile: 'certify',
  title: 'OAuth connectors for certification have a redirect URL of their own.',
  explanation: 'With `redirectMode: GlobalPerConnector` each connector is called back at its own URL, so that one connector cannot take the codes of another. Microsoft asks new and updated connectors for it since February 2024; the redirect URL that results must be added to the app before.',
  source: 'learn.microsoft.com, custom connectors, per-connector redirect URI; reviews in PowerPlatformConnectors, pull request 3035. Most published connectors are older.',
  published: 205,
  bad: withSignIn({ redirectMode: 'Global', redirectUrl: 'https://global.consent.azure-apim.net/redirect' }),
  good: withSignIn({}),
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

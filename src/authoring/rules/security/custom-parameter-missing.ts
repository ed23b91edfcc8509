import { identityProvider, customParameter as knownParameter } from '../../catalogue/identity-providers.ts';
import { insertMember } from '../../fixes/node-edits.ts';
import type { OAuthView } from '../../model/connector-model.ts';
import { textOf } from '../../model/nodes.ts';
import { claimOf, isManagedIdentity } from '../../model/oauth-settings.ts';
import { customParameter } from '../../model/properties-model.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';
import { oauthExample } from './oauth-example.ts';

/** Documented as needed, yet a dozen certified connectors do without: the service has a default. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = { oauth2generic: ['tokenBodyTemplate', 'refreshBodyTemplate'] };

export const customParameterMissing: Rule = {
  id: 'custom-parameter-missing',
  severity: 'warning',
  profile: 'build',
  title: 'A sign-in has the customParameters that its identity provider needs.',
  explanation: 'Each identity provider needs values of its own: `oauth2` three URLs, `oauth2generic` three templates, `aad` the resource. Their names are read in any case.',
  source: 'schemas/paconn-apiProperties.schema.json, oAuthSettings by identityProvider; 13 published connectors with oauth2generic leave out a body template, which the service fills in.',
  published: 16,
  bad: oauthExample('oauth2', { customParameters: { refreshUrl: undefined } }),
  good: oauthExample('oauth2'),
  check: ({ properties }, report) => {
    if (!properties) return;
    for (const oauth of properties.oauth) {
      const provider = identityProvider(oauth.provider ?? '');
      if (!provider) continue;
      const misspelt = misspeltNames(oauth);
      const speak = (name: string, severity?: 'information'): void => {
        if (customParameter(oauth, name) || claimOf(oauth.parameter, name) || misspelt.has(name.toLowerCase())) return;
        // The resource may stand in the properties alone; beside managed identity a rule of its own asks for it.
        if (name === 'resourceUri' && (oauth.block.resourceUri !== undefined || isManagedIdentity(oauth))) return;
        const range = oauth.customParameters?.keyRange ?? oauth.member.keyRange;
        const message = severity
          ? `customParameters has no "${name}", so the service takes its own form of it. Say it yourself if the API asks for another.`
          : `The identity provider "${provider.name}" needs "${name}" in customParameters, and it is not there. Add it.`;
        report({ file: 'properties', range, severity, message, fixes: () => fixFor(properties.document, oauth, name) });
      };
      for (const { name, required } of provider.customParameters) if (required) speak(name);
      for (const name of EXPECTED[provider.name] ?? []) speak(name, 'information');
    }
  },
};

/** Known names that a misspelt key stands for: that key is spoken of, and nothing is missing. */
function misspeltNames(oauth: OAuthView): ReadonlySet<string> {
  const provider = identityProvider(oauth.provider ?? '');
  const names = provider?.customParameters.map(({ name }) => name) ?? [];
  const keys = (oauth.customParameters?.value.members ?? []).filter(({ key }) => provider && !knownParameter(provider, key));
  return new Set(keys.flatMap(({ key }) => nearest(key, names)?.toLowerCase() ?? []));
}

/** Most services renew tokens where they issue them. */
function fixFor(document: Parameters<typeof insertMember>[0], oauth: OAuthView, name: string): Fix[] {
  const container = oauth.customParameters?.value;
  const source = { refreshUrl: 'tokenUrl', refreshUrlTemplate: 'tokenUrlTemplate' }[name];
  const value = source === undefined ? undefined : textOf(customParameter(oauth, source)?.value);
  if (container?.kind !== 'object' || value === undefined) return [];
  return [{ title: `Add "${name}" with the value of "${source}"`, safe: false, changes: [{ file: 'properties', edits: insertMember(document, container, name, { value }) }] }];
}

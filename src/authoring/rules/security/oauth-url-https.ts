import { customParameter as knownParameter, identityProvider } from '../../catalogue/identity-providers.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import { memberLike, textOf } from '../../model/nodes.ts';
import { isKnown } from '../../standing-values.ts';
import type { Fix, Rule } from '../../rule.ts';
import { oauthExample } from './oauth-example.ts';

export const oauthUrlHttps: Rule = {
  id: 'oauth-url-https',
  severity: 'warning',
  profile: 'build',
  title: 'The URLs of a sign-in begin with `https://`.',
  explanation: 'Codes, tokens and the client secret go to these URLs. Without TLS they can be read on the way, and OAuth 2.0 forbids it.',
  source: 'RFC 6749, 3.1 and 3.2 (TLS is required); schemas/paconn-apiProperties.schema.json, format uri.',
  bad: oauthExample('oauth2', { customParameters: { refreshUrl: { value: 'http://auth.contoso.com/token' } } }),
  good: oauthExample('oauth2', { customParameters: { refreshUrl: { value: 'https://auth.contoso.com/token' } } }),
  check: ({ properties }, report) => {
    if (!properties) return;
    for (const oauth of properties.oauth) {
      const provider = identityProvider(oauth.provider ?? '');
      for (const member of oauth.customParameters?.value.members ?? []) {
        const known = provider && knownParameter(provider, member.key);
        const node = memberLike(member.value, 'value')?.value;
        const text = textOf(node)?.trim();
        if (!known || !node || !isKnown(text) || /^https:\/\//i.test(text)) continue;
        const plain = /^http:\/\//i.test(text);
        // A template may begin with a parameter; its query strings and bodies are no URLs.
        if (!plain && (known.kind !== 'url' || text.startsWith('{'))) continue;
        const mended = plain ? `https${text.slice(4)}` : /^[\w.-]+\.[a-z]{2,}(?:[/?]|$)/i.test(text) ? `https://${text}` : undefined;
        const fixes = (): Fix[] => (mended === undefined ? [] : [{ title: 'Write https://', safe: false, changes: [{ file: 'properties', edits: replaceScalar(properties.document, node, mended) }] }]);
        report({ file: 'properties', range: node.range, message: `"${member.key}" ${plain ? 'is a URL without TLS, over which tokens and secrets can be read on the way. Write https://' : 'is no URL. It must begin with https://'}.`, fixes });
      }
    }
  },
};

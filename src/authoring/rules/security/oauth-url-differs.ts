import { replaceScalar } from '../../fixes/node-edits.ts';
import { textOf, valueOf } from '../../model/nodes.ts';
import { customParameter } from '../../model/properties-model.ts';
import { isKnown } from '../../standing-values.ts';
import type { Fix, Rule } from '../../rule.ts';
import { oauthExample } from './oauth-example.ts';
import { onlyOAuth2 } from './only-oauth2.ts';

export const oauthUrlDiffers: Rule = {
  id: 'oauth-url-differs',
  severity: 'warning',
  profile: 'build',
  title: 'Definition and apiProperties name the same sign-in and token URLs.',
  explanation: 'Connections sign in where apiProperties says. Where the definition says otherwise, one of the two is out of date, and the designer may write the wrong one on the next save.',
  source: 'Cross-file check; of 140 published pairs 10 differ in authorizationUrl and 6 in tokenUrl.',
  bad: oauthExample('oauth2', {}, { scheme: { tokenUrl: 'https://auth.contoso.com/v2/token' } }),
  good: oauthExample('oauth2'),
  check: ({ definition, properties }, report) => {
    const pair = definition && properties && onlyOAuth2(definition, properties);
    if (!pair) return;
    for (const name of ['authorizationUrl', 'tokenUrl']) {
      const node = valueOf(pair.scheme, name);
      const used = customParameter(pair.oauth, name)?.value;
      const defined = textOf(node);
      const effective = textOf(used);
      if (!node || !used || !isKnown(defined) || !isKnown(effective) || sameAddress(defined, effective)) continue;
      const fixes = (): Fix[] => [
        { title: 'Write the URL of apiProperties here', safe: false, changes: [{ file: 'definition', edits: replaceScalar(definition.document, node, effective) }] },
        { title: 'Write this URL into apiProperties', safe: false, changes: [{ file: 'properties', edits: replaceScalar(properties.document, used, defined) }] },
      ];
      report({
        file: 'definition', range: node.range, fixes,
        message: `The ${name} is another one in apiProperties, which is the one that is used: ${effective}. Make them the same.`,
        related: [{ file: 'properties', range: used.range, message: 'This one is used.' }],
      });
    }
  },
};

function sameAddress(left: string, right: string): boolean {
  const normal = (url: string): string => url.trim().replace(/\/+$/, '').toLowerCase();
  return normal(left) === normal(right);
}

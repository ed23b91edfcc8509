import { microsoftApi } from '../../catalogue/microsoft-apis.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import { memberLike, textOf } from '../../model/nodes.ts';
import { federationOf } from '../../model/oauth-settings.ts';
import { customParameter } from '../../model/properties-model.ts';
import type { Fix, Rule } from '../../rule.ts';
import { isKnown } from '../../standing-values.ts';
import { sameUrl } from '../../../connector/difference.ts';
import { oauthExample } from './oauth-example.ts';

export const aadResourceDiffers: Rule = {
  id: 'aad-resource-differs',
  severity: 'warning',
  profile: 'build',
  title: '`AzureActiveDirectoryResourceId` and `resourceUri` are the same.',
  explanation: 'Both name the API that tokens are for. The first is used where an app passes its own token on, the second in a sign-in: where they differ, one of the two ways gets tokens that the API refuses.',
  source: 'Exports of the platform, in which both are always the same; 7 published connectors.',
  published: 7,
  bad: oauthExample('aad', { properties: { AzureActiveDirectoryResourceId: 'https://management.azure.com' } }),
  good: oauthExample('aad'),
  check: ({ properties }, report) => {
    if (!properties) return;
    for (const oauth of properties.oauth) {
      const node = memberLike(federationOf(oauth).properties?.value, 'AzureActiveDirectoryResourceId')?.value;
      const other = customParameter(oauth, 'resourceUri')?.value;
      const id = textOf(node);
      const uri = textOf(other);
      if (!node || !other || !isKnown(id) || !isKnown(uri) || sameUrl(id, uri) || sameApi(id, uri)) continue;
      const fixes = (): Fix[] => [
        { title: `Write "${uri}"`, safe: false, changes: [{ file: 'properties', edits: replaceScalar(properties.document, node, uri) }] },
        { title: `Write "${id}" into resourceUri`, safe: false, changes: [{ file: 'properties', edits: replaceScalar(properties.document, other, id) }] },
      ];
      report({ file: 'properties', range: node.range, fixes, message: `resourceUri is another one: "${uri}". Write the same in both.`, related: [{ file: 'properties', range: other.range, message: 'The resource of the sign-in.' }] });
    }
  },
};

/** One API has several names: its URIs and its application id. */
function sameApi(left: string, right: string): boolean {
  const api = microsoftApi(left);
  // Organizations' own hosts are different resources of one API.
  return api !== undefined && api.template === undefined && api === microsoftApi(right);
}

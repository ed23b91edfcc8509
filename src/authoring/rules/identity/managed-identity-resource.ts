import { insertMember } from '../../fixes/node-edits.ts';
import { memberLike, rangeOfValue, textOf } from '../../model/nodes.ts';
import { claimOf } from '../../model/oauth-settings.ts';
import { customParameter } from '../../model/properties-model.ts';
import type { Fix, Rule } from '../../rule.ts';
import { managedIdentityExample } from './managed-identity-example.ts';
import { placeOf, trustsOf } from './trust.ts';

export const managedIdentityResource: Rule = {
  id: 'managed-identity-resource',
  severity: 'error',
  profile: 'build',
  title: 'With managed identity the block names the API that tokens are for.',
  explanation: 'A token is for one API. Without `ResourceUri` Entra does not know which, and no token is given. Where the API stands in `AzureActiveDirectoryResourceId` alone, it is a warning: exports always have both.',
  source: 'schemas/paconn-apiProperties.schema.json (resourceUri is required for aad); exports of the platform in managedBlog/graph-connector-factory-v2.',
  bad: managedIdentityExample({ properties: { AzureActiveDirectoryResourceId: undefined }, customParameters: { resourceUri: undefined } }),
  good: managedIdentityExample(),
  check: ({ properties }, report) => {
    for (const { oauth, federation } of trustsOf(properties)) {
      if (!properties) continue;
      const parameter = customParameter(oauth, 'resourceUri');
      if (textOf(parameter?.value)?.trim() || claimOf(oauth.parameter, 'resourceUri')) continue;
      const other = textOf(memberLike(federation.properties?.value, 'AzureActiveDirectoryResourceId')?.value)?.trim();
      const container = oauth.customParameters?.value;
      const fixes = (): Fix[] => (other && !parameter && container?.kind === 'object' ? [{ title: `Add "ResourceUri" with ${other}`, safe: true, changes: [{ file: 'properties', edits: insertMember(properties.document, container, 'ResourceUri', { value: other }) }] }] : []);
      const range = parameter ? rangeOfValue(parameter.member) : placeOf(oauth.customParameters, oauth.member);
      const message = other
        ? 'customParameters has no "ResourceUri", though AzureActiveDirectoryResourceId names the API. Exports of the platform have both: add it.'
        : 'The block does not say which API tokens are for. Add "ResourceUri" to customParameters, such as https://graph.microsoft.com, and the same to AzureActiveDirectoryResourceId.';
      report({ file: 'properties', range, severity: other ? 'warning' : undefined, message, fixes });
    }
  },
};

/** OAuth settings: which API tokens are for, and the permissions that API has. */
import { microsoftApi, microsoftApis } from '../../catalogue/microsoft-apis.ts';
import { textOf } from '../../model/nodes.ts';
import { customParameter } from '../../model/properties-model.ts';
import { inOAuthSettings, present } from '../completion-places.ts';
import type { Candidate, Provider } from '../completion-values.ts';
import { link } from '../markdown.ts';
import { scopesOf } from './security.ts';

/** `customParameters.resourceUri` and what repeats it for the service. */
export const resourceUris: Provider = (cursor, slot) => {
  if (slot.kind !== 'value') return undefined;
  const place = inOAuthSettings(cursor, slot.path)?.rest.join('/');
  if (!place || !/^(?:customparameters\/resourceuri(?:aad)?(?:\/value)?|properties\/azureactivedirectoryresourceid)$/.test(place)) return undefined;
  // An object with `value` is looked into, not replaced.
  if (place.startsWith('custom') && !place.endsWith('/value') && slot.node.kind !== 'string') return undefined;
  return microsoftApis.map(({ name, resourceUri, template, appId, documentation }) => ({
    value: resourceUri,
    kind: 'resource',
    detail: template ? `${name}: replace contoso` : name,
    documentation: `${link(name, documentation)}\n\nApplication id \`${appId}\``,
  }));
};

/** `scopes` of OAuth settings: those of the chosen API, and what the definition declares. */
export const oauthScopes: Provider = (cursor, slot) => {
  if (slot.kind !== 'item') return undefined;
  const place = inOAuthSettings(cursor, slot.path);
  if (place?.rest.join('/') !== 'scopes') return undefined;
  const resource = place.oauth && textOf(customParameter(place.oauth, 'resourceUri')?.value);
  const api = resource === undefined ? undefined : microsoftApi(resource);
  const given = present(slot);
  const found = new Map<string, Candidate>();
  for (const { value } of cursor.connector.definition?.securitySchemes.values() ?? []) {
    for (const { key, value: description } of value.members?.find((member) => member.key === 'scopes')?.value.members ?? []) {
      found.set(key, { value: key, kind: 'scope', detail: textOf(description) ?? 'declared in the definition', rank: 4 });
    }
  }
  for (const candidate of api ? scopesOf(api) : []) found.set(candidate.value, candidate);
  return [...found.values()].filter(({ value }) => !given.has(value));
};


/** Security in a definition: the names of schemes, and their scopes. */
import { textOf, valueOf } from '../../model/nodes.ts';
import { microsoftApi, type MicrosoftApi } from '../../catalogue/microsoft-apis.ts';
import type { ConnectorModel } from '../../model/connector-model.ts';
import { nodeAt } from '../../../connector/syntax-tree.ts';
import { customParameter } from '../../model/properties-model.ts';
import { present } from '../completion-places.ts';
import type { Candidate, Provider } from '../completion-values.ts';
import { roleAt } from '../definition-roles.ts';
import { paragraphs, plain } from '../markdown.ts';

/** The keys of `security`. */
export const securityNames: Provider = ({ connector: { definition }, document }, slot) => {
  if (slot.kind !== 'key' || roleAt(slot.path) !== 'securityItem' || definition?.document !== document) return undefined;
  const given = present(slot);
  return [...definition.securitySchemes].filter(([name]) => !given.has(name)).map(([name, { value }]) => ({
    value: name,
    kind: 'security',
    detail: textOf(valueOf(value, 'type')),
    documentation: plain(textOf(valueOf(value, 'description')) ?? '') || undefined,
    follow: { list: [] },
  }));
};

/** The scopes behind a scheme in `security`: those that the scheme declares. */
export const securityScopes: Provider = ({ connector: { definition }, document }, slot) => {
  if (slot.kind !== 'item' || roleAt(slot.path) !== 'securityScopes' || definition?.document !== document) return undefined;
  const scheme = definition.securitySchemes.get(String(slot.path.at(-1)));
  const given = present(slot);
  return (valueOf(scheme?.value, 'scopes')?.members ?? []).filter(({ key }) => !given.has(key))
    .map(({ key, value }) => ({ value: key, kind: 'scope', documentation: plain(textOf(value) ?? '') || undefined }));
};

/** The keys of a scheme's `scopes`: those of the API that the connector signs in to, and those it asks for already. */
export const declaredScopes: Provider = ({ connector, document }, slot) => {
  if (slot.kind !== 'key' || roleAt(slot.path) !== 'scopes' || connector.definition?.document !== document) return undefined;
  const given = present(slot);
  const scheme = nodeAt(document.root, slot.path.slice(0, -1));
  const isEntra = /login\.(?:microsoftonline|windows|partner\.microsoftonline)\./.test(textOf(valueOf(scheme, 'authorizationUrl')) ?? '');
  const api = apiOfConnector(connector);
  const known = api && (isEntra || textOf(valueOf(scheme, 'authorizationUrl')) === undefined) ? scopesOf(api) : [];
  const asked = (connector.properties?.oauth ?? []).flatMap(({ block }) => block.scopes).map((value): Candidate => ({ value, kind: 'scope', detail: 'asked for in apiProperties', rank: 3, follow: { proposal: value } }));
  const found = new Map([...known, ...asked].map((candidate) => [candidate.value, candidate]));
  return [...found.values()].filter(({ value }) => !given.has(value));
};

/** The one API whose tokens the connector asks for; undefined where there is none known or several. */
export function apiOfConnector({ properties }: ConnectorModel): MicrosoftApi | undefined {
  const apis = new Set((properties?.oauth ?? []).flatMap((oauth) => {
    const resource = textOf(customParameter(oauth, 'resourceUri')?.value);
    return (resource === undefined ? undefined : microsoftApi(resource)) ?? [];
  }));
  return apis.size === 1 ? [...apis][0] : undefined;
}

export function scopesOf({ name: api, scopes, documentation }: MicrosoftApi): Candidate[] {
  return scopes.map(({ name, description, adminConsent }) => ({
    value: name,
    kind: 'scope',
    detail: adminConsent ? `${api}, with the consent of an administrator` : api,
    documentation: paragraphs(plain(description), `[${plain(api)}](${documentation})`),
    rank: adminConsent ? 6 : 5,
    follow: { text: description },
  }));
}

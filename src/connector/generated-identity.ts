/** Finds what Power Platform fills in once a connector has been saved: redirect URL, issuer, subject and audience. */
import type { Pointer } from './connector.ts';
import { connectionParametersOf } from './connection-parameters.ts';
import { isObject, valueAt } from './json-value.ts';

export interface GeneratedIdentity {
  readonly redirectUrl?: string;
  readonly issuer?: string;
  /** Absent while the service has not filled it in: it is empty on write and may stay so for minutes. */
  readonly subject?: string;
  readonly audience?: string;
  /** JSON pointers (RFC 6901) into the document that has `properties` at its root. */
  readonly foundAt: { readonly redirectUrl?: string; readonly issuer?: string; readonly subject?: string; readonly audience?: string };
}

type Field = 'redirectUrl' | 'issuer' | 'subject' | 'audience';

interface Leaf {
  readonly pointer: Pointer;
  readonly value: string;
}

/** What each value looks like, for finding it where the preview has moved or renamed its field. */
const FORMS: Readonly<Record<Field, RegExp>> = {
  // Per-connector form of the consent hosts: global.consent.azure-apim.net/redirect/<connector id>.
  redirectUrl: /^https:\/\/[^/\s]*consent\.[^/\s]+\/redirect\/[^\s/]+$/i,
  // Learn, "Set up managed identity for Power Platform": https://login.microsoftonline.com/{tenant}/v2.0.
  issuer: /^https:\/\/(?:login\.[^/\s]+|sts\.windows\.net)\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/(?:v2\.0\/?)?$/i,
  // The same page: /eid1/c/{cloud}/t/{tenant}/a/{application}/…, ids in base64url.
  subject: /^\/eid1\/c\/[a-z]+\/t\/[\w-]{22}\/a\/[\w-]{22}\/\S+$/,
  audience: /^api:\/\/AzureADTokenExchange[a-z]*$/i,
};

/**
 * By name whatever the case, else by value; in the parameter first, and in the rest of the connector only where no
 * other OAuth parameter could be meant.
 *
 * @param properties The `properties` object of a local or a deployed connector.
 * @param parameterPointer As in SecurityBlock; without it the first OAuth parameter is read.
 */
export function readGeneratedIdentity(properties: unknown, parameterPointer?: Pointer): GeneratedIdentity {
  const candidates = connectionParametersOf(properties).filter(({ oauth }) => oauth);
  const pointer = parameterPointer ?? candidates[0]?.pointer ?? ['properties'];
  const root = { properties };
  const places = [leavesOf(valueAt(root, pointer), pointer)];
  if (candidates.length <= 1) places.push(leavesOf(properties, ['properties']));

  const found: Partial<Record<Field, string>> = {};
  const foundAt: Partial<Record<Field, string>> = {};
  for (const field of Object.keys(FORMS) as Field[]) {
    const leaf = places.map((leaves) => leaves.find((one) => isNamed(one, field)) ?? leaves.find(({ value }) => FORMS[field].test(value))).find((one) => one);
    if (!leaf) continue;
    found[field] = leaf.value;
    foundAt[field] = jsonPointer(leaf.pointer);
  }
  return { ...found, foundAt };
}

/** `issuer`, `subject` and `audience` are common words: they count inside FederatedIdentityCredentials only. */
function isNamed({ pointer, value }: Leaf, field: Field): boolean {
  if (String(pointer.at(-1)).toLowerCase() !== field.toLowerCase()) return false;
  // Not a placeholder such as [YOUR_REDIRECT_URL], which deployment scripts put there.
  if (field === 'redirectUrl') return /^https:\/\//i.test(value);
  return pointer.some((segment) => /^federatedIdentityCredentials?$/i.test(String(segment)));
}

function leavesOf(value: unknown, pointer: Pointer): Leaf[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [{ pointer, value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, [...pointer, index]));
  return isObject(value) ? Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...pointer, key])) : [];
}

function jsonPointer(pointer: Pointer): string {
  return pointer.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

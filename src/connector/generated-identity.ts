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
  /** Fields for which several different values were found, and none was taken. Absent where there is none. */
  readonly ambiguous?: Readonly<Partial<Record<GeneratedField, readonly Candidate[]>>>;
}

export type GeneratedField = 'redirectUrl' | 'issuer' | 'subject' | 'audience';

export interface Candidate {
  /** JSON pointer. */
  readonly at: string;
  readonly value: string;
}

interface Leaf {
  readonly pointer: Pointer;
  readonly value: string;
}

/** What each value looks like, for finding it where the preview has moved or renamed its field. */
const FORMS: Readonly<Record<GeneratedField, RegExp>> = {
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
 * other OAuth parameter could be meant. Where a step finds several values that differ, none is taken.
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

  const found: Partial<Record<GeneratedField, string>> = {};
  const foundAt: Partial<Record<GeneratedField, string>> = {};
  const ambiguous: Partial<Record<GeneratedField, readonly Candidate[]>> = {};
  for (const field of Object.keys(FORMS) as GeneratedField[]) {
    const leaves = firstWithLeaves(places.flatMap((all) => [() => all.filter((one) => isNamed(one, field)), () => all.filter(({ value }) => FORMS[field].test(value))]));
    const distinct = leaves.filter(({ value }, index) => leaves.findIndex((other) => other.value === value) === index);
    const [leaf] = distinct;
    if (!leaf) continue;
    if (distinct.length > 1) {
      ambiguous[field] = distinct.map((one) => ({ at: jsonPointer(one.pointer), value: one.value }));
      continue;
    }
    found[field] = leaf.value;
    foundAt[field] = jsonPointer(leaf.pointer);
  }
  return { ...found, foundAt, ...(Object.keys(ambiguous).length > 0 ? { ambiguous } : {}) };
}

function firstWithLeaves(searches: readonly (() => readonly Leaf[])[]): readonly Leaf[] {
  for (const search of searches) {
    const leaves = search();
    if (leaves.length > 0) return leaves;
  }
  return [];
}

/** `issuer`, `subject` and `audience` are common words: they count inside FederatedIdentityCredentials only. */
function isNamed({ pointer, value }: Leaf, field: GeneratedField): boolean {
  if (String(pointer.at(-1)).toLowerCase() !== field.toLowerCase()) return false;
  // Not a placeholder such as [YOUR_REDIRECT_URL], which deployment scripts put there.
  if (field === 'redirectUrl') return /^https:\/\//i.test(value);
  return pointer.some((segment) => /^federatedIdentityCredentials?$/i.test(String(segment)));
}

/** A connector's own values stand some ten levels deep; what is nested deeper than this was made to exhaust a reader. */
const DEEPEST = 64;

function leavesOf(value: unknown, pointer: Pointer): Leaf[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [{ pointer, value }];
  if (pointer.length > DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, [...pointer, index]));
  return isObject(value) ? Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...pointer, key])) : [];
}

function jsonPointer(pointer: Pointer): string {
  return pointer.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

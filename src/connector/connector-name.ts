/**
 * Predicts the internal name that Power Platform will give a connector, and with it redirect URL and subject. The rule
 * was found by recomputing published names: PnP's docs of `pa connector list` and `export`, settings.json files of
 * microsoft/PowerPlatformConnectors, PowerPlatformConnectors#2710; that of solutions from one published name. The escape
 * and the cut at limit − 17 are those of Azure's job storage keys (projectkudu/kudu, StringHelper.cs). Unverified: the
 * digest of names that are cut. A prediction is for showing and cross-checking, never for writing. The way back is in
 * read-api-name.ts.
 */

export const MAXIMUM_LENGTH = 64;
/** A dash and the 16 hex digits that stand for all that was cut off. */
export const DIGEST_LENGTH = 17;

/** Environment names and object ids count in their exact case. */
export type NamedConnector =
  /** Made outside a solution. */
  | { readonly title: string; readonly environment: string; readonly creatorObjectId: string }
  /** Made in a solution: its Dataverse name, `new_my connector`, begins with the publisher's prefix. */
  | { readonly solutionName: string; readonly environment: string };

/** What follows `shared_` in the connector's name and `/redirect/` in its redirect URL. */
export function predictApiName(connector: NamedConnector): string {
  const full = 'solutionName' in connector
    ? `${escapeApiName(connector.solutionName)}-5f${murmurHash64(connector.environment)}`
    : `${escapeApiName(connector.title)}-5f${murmurHash64(connector.environment)}-5f${murmurHash64(connector.creatorObjectId)}`;
  return full.length <= MAXIMUM_LENGTH ? full : `${full.slice(0, MAXIMUM_LENGTH - DIGEST_LENGTH)}-${murmurHash64(full)}`;
}

/** Lower case; what is neither letter nor digit becomes `-` and its code in hexadecimal: `-20` for a space. */
export function escapeApiName(title: string): string {
  let escaped = '';
  for (let index = 0; index < title.length; index++) {
    const character = title.charAt(index).toLowerCase();
    const code = title.charCodeAt(index);
    if (/^[0-9a-z]$/.test(character) || (code >= 0x80 && /^[\p{L}\p{Nd}]$/u.test(character))) escaped += character;
    else escaped += code < 0x100 ? `-${code.toString(16).padStart(2, '0')}` : `--${code.toString(16).padStart(4, '0')}`;
  }
  return escaped;
}

const C1 = 0x239b961b;
const C2 = 0xab0e9789;

/** MurmurHash64 as Azure Resource Manager uses it (32-bit halves, seed 0) of the UTF-8 bytes: 16 lower-case hex digits. */
export function murmurHash64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const blocks = bytes.length >> 3;
  let h1 = 0;
  let h2 = 0;

  for (let offset = 0; offset < blocks * 8; offset += 8) {
    h1 ^= Math.imul(rotateLeft(Math.imul(view.getUint32(offset, true), C1), 15), C2);
    h1 = (Math.imul((rotateLeft(h1, 19) + h2) | 0, 5) + 0x561ccd1b) | 0;
    h2 ^= Math.imul(rotateLeft(Math.imul(view.getUint32(offset + 4, true), C2), 17), C1);
    h2 = (Math.imul((rotateLeft(h2, 13) + h1) | 0, 5) + 0x0bcaa747) | 0;
  }

  const tail = bytes.subarray(blocks * 8);
  if (tail.length > 0) h1 ^= Math.imul(rotateLeft(Math.imul(littleEndian(tail.subarray(0, 4)), C1), 15), C2);
  if (tail.length > 4) h2 ^= Math.imul(rotateLeft(Math.imul(littleEndian(tail.subarray(4)), C2), 17), C1);

  h1 = (h1 ^ bytes.length) | 0;
  h2 = (h2 ^ bytes.length) | 0;
  h1 = (h1 + h2) | 0;
  h2 = (h2 + h1) | 0;
  h1 = finalMix(h1);
  h2 = finalMix(h2);
  h1 = (h1 + h2) | 0;
  h2 = (h2 + h1) | 0;
  return hex(h2) + hex(h1);
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function finalMix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function littleEndian(bytes: Uint8Array): number {
  return bytes.reduce((value, byte, index) => value | (byte << (8 * index)), 0);
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}

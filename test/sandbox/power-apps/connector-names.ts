/**
 * How the platform names a connector and, from it, redirect URL and subject. The rule is reproduced from published
 * exports and settings files; written independently of the product, so that one can prove the other wrong.
 */
import { Buffer } from 'node:buffer';

/** The first-party application that issues connector assertions, in its subject (three public exports agree). */
export const connectorIssuerAppId = 'c8f6de93-56ba-4c8e-a983-b0e93187eb34';

export function apiNameOf(title: string, environment: string, creatorObjectId: string): string {
  const full = `${escapeTitle(title)}-5f${hash64(environment)}-5f${hash64(creatorObjectId)}`;
  return full.length <= 64 ? full : `${full.slice(0, 47)}-${hash64(full)}`;
}

export function runtimeRegion(location: string): string {
  return `${location}-002`;
}

export function redirectUrlOf(apiName: string): string {
  return `https://global.consent.azure-apim.net/redirect/${apiName}`;
}

export function subjectOf(tenantId: string, location: string, apiName: string): string {
  return `/eid1/c/pub/t/${guidSegment(tenantId)}/a/${guidSegment(connectorIssuerAppId)}/${runtimeRegion(location)}_${apiName}`;
}

function escapeTitle(title: string): string {
  let escaped = '';
  for (const byte of Buffer.from(title.toLowerCase(), 'utf8')) {
    const character = String.fromCharCode(byte);
    escaped += /[0-9a-z]/.test(character) ? character : `-${byte.toString(16).padStart(2, '0')}`;
  }
  return escaped;
}

/** base64url of the bytes that .NET's Guid.ToByteArray gives: the first three fields little-endian. */
export function guidSegment(guid: string): string {
  const bytes = Buffer.from(guid.replaceAll('-', ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes.toString('base64url');
}

/** MurmurHash64 as Azure Resource Manager and Logic Apps compute it, seed 0, 16 lower-case hex digits. */
export function hash64(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  const blocks = bytes.length - (bytes.length % 8);
  let low = 0;
  let high = 0;
  const mixLow = (word: number): number => low ^ Math.imul(rotate(Math.imul(word, 0x239b961b), 15), 0xab0e9789);
  const mixHigh = (word: number): number => high ^ Math.imul(rotate(Math.imul(word, 0xab0e9789), 17), 0x239b961b);
  for (let at = 0; at < blocks; at += 8) {
    low = mixLow(bytes.readInt32LE(at));
    low = Math.imul(rotate(low, 19) + high | 0, 5) + 0x561ccd1b | 0;
    high = mixHigh(bytes.readInt32LE(at + 4));
    high = Math.imul(rotate(high, 13) + low | 0, 5) + 0x0bcaa747 | 0;
  }
  const tail = Buffer.alloc(8);
  const left = bytes.copy(tail, 0, blocks);
  if (left > 0) low = mixLow(tail.readInt32LE(0));
  if (left > 4) high = mixHigh(tail.readInt32LE(4));
  low ^= bytes.length;
  high ^= bytes.length;
  low = low + high | 0;
  high = high + low | 0;
  low = finish(low);
  high = finish(high);
  low = low + high | 0;
  high = high + low | 0;
  return hex(high) + hex(low);
}

function rotate(word: number, by: number): number {
  return word << by | word >>> 32 - by;
}

function finish(word: number): number {
  let mixed = Math.imul(word ^ word >>> 16, 0x85ebca6b);
  mixed = Math.imul(mixed ^ mixed >>> 13, 0xc2b2ae35);
  return mixed ^ mixed >>> 16;
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}

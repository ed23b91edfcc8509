/**
 * The two segments of a subject that hold a GUID, and the mistakes that are made when one is composed by hand. Power
 * Platform writes the GUID's bytes as .NET orders them, in base64url without padding: 22 characters (Power Platform
 * docs, set-up-managed-identity). A public script that encodes the GUID's text instead shows how easily that goes wrong.
 */
import { isGuid } from './difference.ts';

// The first three fields of a GUID are integers, which .NET stores with the least significant byte first.
const DOTNET_BYTE_ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] as const;
const LENGTH = 22;

/** 22 characters. Throws RangeError for a text that is not a GUID. */
export function encodeGuid(guid: string): string {
  if (!isGuid(guid)) throw new RangeError(`"${guid}" is not a GUID.`);
  const hex = guid.replaceAll('-', '');
  return base64url(DOTNET_BYTE_ORDER.map((position) => Number.parseInt(hex.slice(position * 2, position * 2 + 2), 16)));
}

/** The GUID in lower case; undefined for anything that `encodeGuid` does not write, padding and spare bits included. */
export function decodeGuid(segment: string): string | undefined {
  if (!/^[A-Za-z0-9_-]{22}$/.test(segment)) return undefined;
  const bytes = atob(segment.replaceAll('-', '+').replaceAll('_', '/'));
  const hex: string[] = [];
  for (const [index, position] of DOTNET_BYTE_ORDER.entries()) hex[position] = bytes.charCodeAt(index).toString(16).padStart(2, '0');
  const guid = hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return encodeGuid(guid) === segment ? guid : undefined;
}

/**
 * Whether a subject's segment encodes the GUID in another way than Power Platform does: `bigEndian` has the bytes in the
 * order in which the GUID is written, `case` is the right form with letters of another case.
 */
export function wrongEncodingOf(segment: string, guid: string): 'bigEndian' | 'case' | undefined {
  if (!isGuid(guid)) return undefined;
  const right = encodeGuid(guid);
  // Of a GUID with symmetric groups both orders are the same.
  if (segment === right) return undefined;
  if (segment === base64url(bytesAsWritten(guid))) return 'bigEndian';
  return segment.toLowerCase() === right.toLowerCase() ? 'case' : undefined;
}

/**
 * What is wrong with a segment, as the rest of a sentence that begins with it: `is a GUID as text, where …`. Undefined
 * for one that decodes, and for the right one where that is known.
 *
 * @param guid what it should encode, where that is known
 */
export function segmentFault(segment: string, guid?: string): string | undefined {
  const known = guid === undefined ? undefined : wrongEncodingOf(segment, guid);
  if (known) return WRONG[known];
  if (decodeGuid(segment) !== undefined) return undefined;
  if (isGuid(segment.replace(/^[{(]|[)}]$/g, ''))) return 'is a GUID as text, where Power Platform writes its bytes in base64url';
  if (/^[0-9a-f]{32}$/i.test(segment)) return 'is a GUID\'s hexadecimal form, where Power Platform writes its bytes in base64url';
  const text = decodedText(segment);
  if (text !== undefined && isGuid(text)) return 'is the base64 form of a GUID\'s text, where Power Platform encodes its 16 bytes';
  if (text !== undefined && /^[0-9a-f]{32}$/i.test(text)) return 'is the base64 form of a GUID\'s hexadecimal digits, where Power Platform encodes its 16 bytes';
  const clean = segment.replace(/(?:=|%3D)+$/i, '').replaceAll('+', '-').replaceAll('/', '_');
  if (decodeGuid(clean) !== undefined && clean !== segment) {
    return /[+/]/.test(segment)
      ? `is in plain base64, where Power Platform writes base64url without padding: "-" for "+", "_" for "/"${/=|%3D/i.test(segment) ? ', and no "=" at the end' : ''}`
      : 'ends with "=", where Power Platform writes base64url without padding';
  }
  const odd = /[^A-Za-z0-9_-]/u.exec(segment)?.[0];
  if (odd !== undefined) return `holds "${odd}", which is no character of base64url`;
  if (segment.length !== LENGTH) return `has ${segment.length} characters, and an encoded GUID has ${LENGTH}`;
  return 'is not the encoded form of a GUID: its last character has bits too many, as when letters have changed their case or were mistyped';
}

const WRONG: Readonly<Record<'bigEndian' | 'case', string>> = {
  bigEndian: 'has the GUID\'s bytes in the order in which it is written, where Power Platform encodes them as .NET does, the first three groups reversed',
  case: 'has letters in another case, and base64url tells upper and lower case apart',
};

function decodedText(segment: string): string | undefined {
  const plain = segment.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
  try {
    return atob(plain);
  } catch {
    return undefined;
  }
}

function bytesAsWritten(guid: string): number[] {
  return (guid.replaceAll('-', '').match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16));
}

function base64url(bytes: readonly number[]): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

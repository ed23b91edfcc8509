/**
 * Who made and changed a connector, taken out of data that is meant for a public issue report. Object ids and the tenant
 * stay: they say nothing to strangers, and the connector's internal name is computed from them.
 */
import { isObject } from './json-value.ts';
import { setOwn } from './syntax-node.ts';

const REDACTED = '<redacted>';
const PERSON = /^(?:createdBy|modifiedBy|lastModifiedBy|owner|principal|sharedBy|authenticatedUser)$/i;
const NAME = /^(?:displayName|email|mail|userPrincipalName|upn|givenName|surname|name)$/i;
const MAIL_ADDRESS = /[\w.+'#-]+@[\w-]+(?:\.[\w-]+)+/g;
const DEEPEST = 200;

/**
 * Names and e-mail addresses under `createdBy`, `modifiedBy` and the like replaced by `<redacted>`; the service gives
 * some of these as JSON in a text. What the author wrote, such as a contact in the definition, is no matter of this.
 */
export function redactPeople(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => redactPeople(item, depth + 1));
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) setOwn(copy, key, PERSON.test(key) ? withoutNames(item, depth + 1) : redactPeople(item, depth + 1));
  return copy;
}

function withoutNames(person: unknown, depth: number): unknown {
  if (typeof person === 'string') {
    const parsed = parsedObject(person);
    return parsed === undefined ? person.replace(MAIL_ADDRESS, REDACTED) : JSON.stringify(withoutNames(parsed, depth + 1));
  }
  if (depth > DEEPEST) return REDACTED;
  if (Array.isArray(person)) return person.map((item) => withoutNames(item, depth + 1));
  if (!isObject(person)) return person;
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(person)) setOwn(copy, key, NAME.test(key) && typeof item === 'string' && item !== '' ? REDACTED : withoutNames(item, depth + 1));
  return copy;
}

function parsedObject(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

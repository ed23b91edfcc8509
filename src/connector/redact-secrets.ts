/** A copy of a connector's data that may be shown and shared. */
import { fieldOf, isObject } from './json-value.ts';
import { setOwn } from './syntax-node.ts';

const REDACTED = '<redacted>';
const TOO_DEEP = '<too deep>';
/** A connector has some twenty levels; a reader's stack ends at some thousands. */
const DEEPEST = 200;

/** Names that hold a secret as text, or as `{ "value": … }`; `clientAssertionType` and `tokenUrl` are none. */
const SECRET_NAME = /(?:secret|password|passphrase|pfx|assertion|signature|connection_?string|private_?key|access_?key|account_?key|subscription[-_]?key|api[-_]?key|(?:access|refresh|id)_?token)$/i;
const HEADER_WITH_SECRET = /authorization|cookie|key|token|secret/i;
const JSON_WEB_TOKEN = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;
const BEARER = /\b(Bearer\s+)[\w\-.~+/=]{16,}/gi;
/** Signatures of storage URLs (the service's originalSwaggerUrl is one) and keys of function URLs; as in HTML and in a parameter of another URL too. */
const SECRET_QUERY = /((?:[?&;]|%3F|%26)(?:sig|code|key|api[-_]?key|subscription-key|(?:access_|id_|refresh_)?token|password|secret|client_secret|client_assertion)(?:=|%3D))(?:(?!%26)[^&#\s"'<>])+/gi;
const STORAGE_KEY = /\b((?:Account|SharedAccess)Key=)[^;"\s]+/gi;
/** JSON as text, as `metadata.createdBy` of a connector is; quotes may be escaped. */
const SECRET_IN_JSON = /(\\*"\w*(?:secret|password|assertion|access_?token|refresh_?token|id_?token|api_?key|account_?key)\\*"\s*:\s*\\*")[^"\\]+/gi;

/** Everything that is or may be a secret replaced by `<redacted>`; all else is kept, unknown fields included. */
export function redactSecrets(value: unknown): unknown {
  return redactAt(value, 0);
}

function redactAt(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return TOO_DEEP;
  if (Array.isArray(value)) return value.map((item) => redactAt(item, depth + 1));
  if (!isObject(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) setOwn(copy, key, isSecret(key, value) ? redactValue(item, depth + 1) : redactAt(item, depth + 1));
  return copy;
}

function redactText(text: string): string {
  return text
    .replace(JSON_WEB_TOKEN, REDACTED)
    .replace(BEARER, `$1${REDACTED}`)
    .replace(SECRET_QUERY, `$1${REDACTED}`)
    .replace(STORAGE_KEY, `$1${REDACTED}`)
    .replace(SECRET_IN_JSON, `$1${REDACTED}`);
}

/** A copy without what is or may be a secret: such fields are left out rather than replaced, so that the rest can be used again. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isObject(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const definition = isSecret(key, value) ? definitionOf(item) : item;
    if (definition === undefined || (typeof definition === 'string' && redactText(definition) !== definition)) continue;
    setOwn(copy, key, withoutSecrets(definition));
  }
  return copy;
}

/** A connection parameter that is only named like a secret: type and words, without a value. Undefined for a secret itself. */
function definitionOf(item: unknown): unknown {
  if (!isObject(item) || typeof fieldOf(item, 'type') !== 'string' || fieldOf(item, 'value') !== undefined) return undefined;
  return Object.fromEntries(Object.entries(item).filter(([key]) => key.toLowerCase() !== 'defaultvalue'));
}

/** `value` with the secrets that `source` has in the same places and `value` lacks: the way back from `withoutSecrets`. */
export function withSecretsOf(value: unknown, source: unknown): unknown {
  if (!isObject(value) || !isObject(source)) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) setOwn(copy, key, withSecretsOf(item, Object.hasOwn(source, key) ? source[key] : undefined));
  for (const [key, item] of Object.entries(source)) {
    const secret = isSecret(key, source) || (typeof item === 'string' && redactSecrets(item) !== item);
    if (secret && !Object.hasOwn(copy, key)) setOwn(copy, key, item);
  }
  return copy;
}

function isSecret(key: string, owner: Readonly<Record<string, unknown>>): boolean {
  if (SECRET_NAME.test(key)) return true;
  // A policy that sets a header or query parameter names it in one field and has its value in the next.
  if (key.toLowerCase() !== 'x-ms-apimtemplateparameter.value') return false;
  const setBy = fieldOf(owner, 'x-ms-apimTemplateParameter.name');
  return typeof setBy === 'string' && HEADER_WITH_SECRET.test(setBy);
}

/** A parameter of such a name is an object with its secret under `value`, or none yet; the rest of it is no secret. */
function redactValue(item: unknown, depth: number): unknown {
  if (typeof item === 'string') return item === '' ? '' : REDACTED;
  if (typeof item === 'number') return REDACTED;
  if (depth > DEEPEST) return TOO_DEEP;
  if (Array.isArray(item)) return item.map((one) => redactValue(one, depth + 1));
  if (!isObject(item)) return item;
  const copy = redactAt(item, depth) as Record<string, unknown>;
  for (const [key, inner] of Object.entries(item)) if (/^(?:default)?value$/i.test(key)) setOwn(copy, key, redactValue(inner, depth + 1));
  return copy;
}

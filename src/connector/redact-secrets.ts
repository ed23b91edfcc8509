/** A copy of a connector's data that may be shown and shared. */
import { isObject } from './json-value.ts';
import { setOwn } from './syntax-node.ts';

const REDACTED = '<redacted>';

/** Names that hold a secret as text, or as `{ "value": … }`; `clientAssertionType` and `tokenUrl` are none. */
const SECRET_NAME = /(?:secret|password|passphrase|pfx|assertion|signature|private_?key|access_?key|api[-_]?key|(?:access|refresh|id)_?token)$/i;
const HEADER_WITH_SECRET = /authorization|cookie|key|token|secret/i;
const JSON_WEB_TOKEN = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;
/** Signatures of storage URLs (the service's originalSwaggerUrl is one) and keys of function URLs. */
const SECRET_QUERY = /([?&](?:sig|code|key|api[-_]?key|subscription-key|token|password|secret|client_secret)=)[^&#\s"]+/gi;

/** Everything that is or may be a secret replaced by `<redacted>`; all else is kept, unknown fields included. */
export function redactSecrets(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(JSON_WEB_TOKEN, REDACTED).replace(SECRET_QUERY, `$1${REDACTED}`);
  if (Array.isArray(value)) return value.map(redactSecrets);
  if (!isObject(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) setOwn(copy, key, isSecret(key, value) ? redactValue(item) : redactSecrets(item));
  return copy;
}

/** A copy without what is or may be a secret: such fields are left out rather than replaced, so that the rest can be used again. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isObject(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (isSecret(key, value) || (typeof item === 'string' && redactSecrets(item) !== item)) continue;
    setOwn(copy, key, withoutSecrets(item));
  }
  return copy;
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
  const setBy = owner['x-ms-apimTemplateParameter.name'];
  return key === 'x-ms-apimTemplateParameter.value' && typeof setBy === 'string' && HEADER_WITH_SECRET.test(setBy);
}

function redactValue(item: unknown): unknown {
  if (typeof item === 'string') return item === '' ? '' : REDACTED;
  if (isObject(item) && typeof item['value'] === 'string') return { ...(redactSecrets(item) as object), value: item['value'] === '' ? '' : REDACTED };
  return redactSecrets(item);
}

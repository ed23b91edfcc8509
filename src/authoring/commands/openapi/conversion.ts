/** What the parts of a conversion share: the source, its references and what is found on the way. */
import type { Pointer } from '../../../connector/connector.ts';
import { isObject, valueAt, type JsonObject } from '../../../connector/json-value.ts';

export type FindingKind =
  | 'oneOf' | 'schema' | 'nullable' | 'types' | 'discriminator' | 'reference' | 'callbacks' | 'links' | 'webhooks' | 'cookie'
  | 'parameter' | 'header' | 'server' | 'contentType' | 'body' | 'example' | 'deprecated' | 'security' | 'operationId' | 'text'
  | 'path' | 'status' | 'method' | 'component' | 'size' | 'unknown';

export interface Finding {
  /** What it is about, for grouping: a large document may have hundreds of one kind. */
  readonly kind: FindingKind;
  /** `lost`: the connector does not say it. `changed`: it says it in another way. `check`: the author must look. */
  readonly effect: 'lost' | 'changed' | 'check';
  /** In the source. */
  readonly pointer: Pointer;
  /** Complete sentences: what the source says, and what was done. */
  readonly message: string;
}

/** The text cannot be imported at all. The message says why and what to do. */
export class NotImportableError extends Error {
  override readonly name = 'NotImportableError';
}

export interface Located {
  readonly value: JsonObject;
  readonly pointer: Pointer;
}

/** References that lead to references; real documents have one or two. */
const MAXIMUM_HOPS = 32;
/** More findings are no help to anyone, and hostile documents have millions. */
const MAXIMUM_FINDINGS = 5_000;

export class Conversion {
  readonly source: JsonObject;
  readonly findings: Finding[] = [];
  private readonly seen = new Set<string>();

  constructor(source: JsonObject) {
    this.source = source;
  }

  report(kind: FindingKind, effect: Finding['effect'], pointer: Pointer, message: string): void {
    const key = JSON.stringify([kind, pointer, message]);
    if (this.findings.length >= MAXIMUM_FINDINGS || this.seen.has(key)) return;
    this.seen.add(key);
    this.findings.push({ kind, effect, pointer, message });
  }

  /**
   * The object itself or what its `$ref` leads to within the document. Undefined, and reported, where it leads out of
   * the document, to nothing, or in a circle.
   */
  resolve(value: unknown, pointer: Pointer): Located | undefined {
    let located: Located | undefined = isObject(value) ? { value, pointer } : undefined;
    for (let hop = 0; located; hop++) {
      const reference: unknown = Object.hasOwn(located.value, '$ref') ? located.value.$ref : undefined;
      if (typeof reference !== 'string') return located;
      if (hop === MAXIMUM_HOPS) {
        this.report('reference', 'lost', pointer, `The reference ${reference} leads back to itself. It was left out.`);
        return undefined;
      }
      const target = localPointer(reference);
      if (!target) {
        this.report('reference', 'lost', pointer, `The reference ${reference} leads out of the document, which a connector cannot follow. It was left out; bundle the document into one file first.`);
        return undefined;
      }
      const found = valueAt(this.source, target);
      located = isObject(found) ? { value: found, pointer: target } : undefined;
      if (!located) this.report('reference', 'lost', pointer, `The reference ${reference} leads to nothing. It was left out.`);
    }
    return located;
  }

  /** Reports members that have no counterpart; extensions, and what is said not to be so, are not among them. */
  reportUnknown(value: JsonObject, known: ReadonlySet<string>, pointer: Pointer, what: string): void {
    for (const [key, item] of Object.entries(value)) {
      if (!known.has(key) && !key.startsWith('x-') && item !== false) this.report('unknown', 'lost', [...pointer, key], `OpenAPI 2.0 has no ${key} in ${what}. It was left out.`);
    }
  }
}

/** `#/components/schemas/a~1b` as a pointer; undefined for a reference to another document. */
export function localPointer(reference: string): string[] | undefined {
  if (!reference.startsWith('#/')) return undefined;
  let decoded = reference.slice(2);
  try {
    decoded = decodeURIComponent(decoded);
  } catch {
    // A lone percent sign: the name is meant as it stands.
  }
  return decoded.split('/').map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function pointerReference(segments: readonly string[]): string {
  return `#/${segments.map((segment) => segment.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
}

/** Own members that are extensions. */
export function extensionsOf(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key.startsWith('x-')));
}

/** Own members of those names. */
export function pick(value: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.filter((name) => Object.hasOwn(value, name) && value[name] !== undefined).map((name) => [name, value[name]]));
}

export function entriesOf(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

export function textAt(value: JsonObject, name: string): string | undefined {
  const text = Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}

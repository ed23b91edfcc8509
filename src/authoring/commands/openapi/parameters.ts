/**
 * Parameters of OpenAPI 3 as those of 2.0. Sources: the Parameter Objects of both specifications; that the platform
 * refuses a header parameter Authorization and takes no `collectionFormat: multi` is in Microsoft's certification
 * messages and rwilson504's connector checklist, and no published connector has either.
 */
import type { Pointer } from '../../../connector/connector.ts';
import { isObject, type JsonObject } from '../../../connector/json-value.ts';
import { entriesOf, extensionsOf, pick, textAt, type Conversion } from './conversion.ts';
import type { SchemaConverter } from './schemas.ts';

export type Parameter = Record<string, unknown>;

const SIMPLE: readonly string[] = ['type', 'format', 'items', 'collectionFormat', 'default', 'enum', 'multipleOf', 'minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum', 'minLength', 'maxLength', 'pattern', 'minItems', 'maxItems', 'uniqueItems'];
const KNOWN: ReadonlySet<string> = new Set(['name', 'in', 'description', 'required', 'schema', 'content', 'style', 'explode', 'allowEmptyValue', 'example', 'examples', 'deprecated', '$ref']);
/** OpenAPI 3 itself says that parameters of these names are ignored. */
const IGNORED_HEADERS: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);
/** References within one parameter's schema that are followed. */
const MAXIMUM_DEPTH = 16;

export class ParameterConverter {
  private readonly conversion: Conversion;
  private readonly schemas: SchemaConverter;

  constructor(conversion: Conversion, schemas: SchemaConverter) {
    this.conversion = conversion;
    this.schemas = schemas;
  }

  convertAll(value: unknown, pointer: Pointer): Parameter[] {
    return (Array.isArray(value) ? (value as unknown[]) : []).flatMap((item, index) => this.convert(item, [...pointer, index]));
  }

  /** None where it was left out, several where an object became one parameter for each property. */
  private convert(item: unknown, at: Pointer): Parameter[] {
    const located = this.conversion.resolve(item, at);
    if (!located) return [];
    const { value, pointer } = located;
    const name = textAt(value, 'name');
    const place = value.in;
    if (name === undefined || typeof place !== 'string') return this.leftOut(pointer, 'parameter', 'A parameter has no name or no place. It was left out.');
    if (place === 'cookie') return this.leftOut(pointer, 'cookie', `The parameter ${name} travels in a cookie, which connectors cannot send. It was left out.`);
    if (!['query', 'header', 'path'].includes(place)) return this.leftOut(pointer, 'parameter', `The parameter ${name} stands in ${place}, which OpenAPI 2.0 does not have. It was left out.`);
    if (place === 'header' && IGNORED_HEADERS.has(name.toLowerCase())) return this.leftOut(pointer, 'parameter', `The header ${name} is set by the platform and not by a parameter. It was left out.`);
    this.reportLosses(value, pointer, name);
    const head: Parameter = { name, in: place, ...pick(value, ['description']), required: place === 'path' ? true : value.required === true };
    if (place === 'query' && value.allowEmptyValue === true) head.allowEmptyValue = true;
    const tail = extensionsOf(value);
    const media = entriesOf(value.content)[0];
    if (media && value.schema === undefined) {
      this.conversion.report('parameter', 'changed', [...pointer, 'content'], `The parameter ${name} holds ${media[0]}. It became a text that users must write in that form.`);
      return [{ ...head, type: 'string', ...tail }];
    }
    return this.withSchema(head, tail, value, pointer);
  }

  private withSchema(head: Parameter, tail: JsonObject, value: JsonObject, pointer: Pointer): Parameter[] {
    const at = [...pointer, 'schema'];
    const name = String(head.name);
    const schema = this.simple(value.schema, at);
    const style = typeof value.style === 'string' ? value.style : head.in === 'query' ? 'form' : 'simple';
    const explode = typeof value.explode === 'boolean' ? value.explode : style === 'form' || style === 'deepObject';
    if (head.description === undefined && typeof schema.description === 'string') head.description = schema.description;
    if (schema.type === 'object') {
      const properties = entriesOf(schema.properties);
      if (head.in === 'query' && properties.length > 0 && (style === 'deepObject' || (style === 'form' && explode))) return this.exploded(head, tail, schema, properties, style, at);
      this.conversion.report('parameter', 'changed', at, `The parameter ${name} is an object, which OpenAPI 2.0 has in a body only. It became a text that users must write as the API expects it.`);
      return [{ ...head, type: 'string', ...tail }];
    }
    return [{ ...head, ...this.collection(schema, name, style, explode, pointer), ...tail }];
  }

  private exploded(head: Parameter, tail: JsonObject, schema: JsonObject, properties: [string, unknown][], style: string, at: Pointer): Parameter[] {
    const name = String(head.name);
    const required = new Set(Array.isArray(schema.required) ? (schema.required as unknown[]) : []);
    this.conversion.report('parameter', 'changed', at, `The parameter ${name} is an object in the query string (${style}). It became one parameter for each of its ${properties.length} properties.`);
    return properties.map(([property, value]) => {
      const inner = this.simple(value, [...at, 'properties', property]);
      const simple = inner.type === 'object' ? { type: 'string' } : pick(inner, SIMPLE);
      return { ...head, name: style === 'deepObject' ? `${name}[${property}]` : property, ...pick(inner, ['description']), required: head.required === true && required.has(property), ...this.collection(simple, property, 'form', false, at), ...tail };
    });
  }

  /** The members that say what the values are, for a parameter or a header. */
  collection(schema: JsonObject, name: string, style: string, explode: boolean, pointer: Pointer): JsonObject {
    const simple = pick(schema, SIMPLE);
    if (simple.type !== 'array') {
      if (style === 'label' || style === 'matrix') this.conversion.report('parameter', 'lost', pointer, `The parameter ${name} is written in the style ${style}, which OpenAPI 2.0 does not have. Users must write it so themselves.`);
      return simple.type === undefined ? { ...simple, type: 'string' } : simple;
    }
    const format = style === 'spaceDelimited' ? 'ssv' : style === 'pipeDelimited' ? 'pipes' : 'csv';
    if (style === 'form' && explode) this.conversion.report('parameter', 'changed', pointer, `The list ${name} repeats its name for each value, which the platform does not support. It is now sent with commas; check that the API takes that.`);
    const items = isObject(simple.items) ? simple.items : {};
    const item = ['object', undefined].includes(items.type as string | undefined) ? { type: 'string' } : pick(items, SIMPLE);
    return { ...simple, items: item, collectionFormat: format };
  }

  /** The schema without references, which only a body's schema may have; lists have their items so as well. */
  simple(value: unknown, pointer: Pointer, depth = 0): Record<string, unknown> {
    const located = this.conversion.resolve(value ?? {}, pointer);
    if (!located || depth > MAXIMUM_DEPTH) return { type: 'string' };
    const { value: source, pointer: at } = located;
    const schema = this.schemas.convert(source, at);
    if (schema.type === 'array') return { ...schema, items: this.simple(source.items, [...at, 'items'], depth + 1) };
    // A schema that only wraps another: allOf with one part, or oneOf that came down to one.
    const [only, ...others] = Array.isArray(source.allOf) ? (source.allOf as unknown[]) : [];
    if (schema.type === undefined && only !== undefined && others.length === 0) return { ...this.simple(only, [...at, 'allOf', 0], depth + 1), ...withoutAllOf(schema) };
    const target = referencedBy(schema);
    if (target !== undefined) {
      const definition = this.conversion.resolve({ $ref: target }, at);
      return definition ? { ...this.simple(definition.value, definition.pointer, depth + 1), ...withoutAllOf(schema) } : { type: 'string' };
    }
    return schema;
  }

  private reportLosses(value: JsonObject, pointer: Pointer, name: string): void {
    if (value.deprecated === true) this.conversion.report('deprecated', 'lost', [...pointer, 'deprecated'], `The parameter ${name} is out of date, which OpenAPI 2.0 cannot say of a parameter.`);
    if (value.example !== undefined || value.examples !== undefined) this.conversion.report('example', 'lost', pointer, `OpenAPI 2.0 has no example of a parameter. That of ${name} was left out.`);
    if (value.allowReserved === true) this.conversion.report('parameter', 'lost', [...pointer, 'allowReserved'], `The parameter ${name} may hold signs that are not to be encoded, which OpenAPI 2.0 cannot say.`);
    this.conversion.reportUnknown(value, new Set([...KNOWN, 'allowReserved']), pointer, 'a parameter');
  }

  private leftOut(pointer: Pointer, kind: 'parameter' | 'cookie', message: string): [] {
    this.conversion.report(kind, 'lost', pointer, message);
    return [];
  }
}

/** `#/definitions/a`, or an allOf of only that, as the reference it was in the source. */
function referencedBy(schema: JsonObject): string | undefined {
  const part: unknown = Array.isArray(schema.allOf) && schema.allOf.length === 1 ? schema.allOf[0] : schema;
  const reference = isObject(part) ? part.$ref : undefined;
  return typeof reference === 'string' ? reference.replace('#/definitions/', '#/components/schemas/') : undefined;
}

function withoutAllOf(schema: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== 'allOf' && key !== '$ref'));
}

/**
 * Request bodies and responses of OpenAPI 3 as those of 2.0: one schema each, whatever the content type. Sources: the
 * Request Body, Media Type and Response Objects of both specifications; a GET with a body is refused by the platform's
 * import (BodyOrFormDataParameterInFetchOperationNotAllowed).
 */
import type { Pointer } from '../../../connector/connector.ts';
import { isObject, type JsonObject } from '../../../connector/json-value.ts';
import { entriesOf, extensionsOf, pick, textAt, type Conversion, type Located } from './conversion.ts';
import type { Parameter, ParameterConverter } from './parameters.ts';
import type { SchemaConverter } from './schemas.ts';

export interface ConvertedBody {
  readonly parameters: readonly Parameter[];
  readonly consumes: readonly string[];
}

export interface ConvertedResponses {
  readonly responses: JsonObject;
  readonly produces: readonly string[];
}

interface Media {
  readonly type: string;
  readonly value: JsonObject;
  readonly pointer: Pointer;
}

const JSON_TYPE = /^(?:application\/json|[^/]+\/[^/;]+\+json|\*\/\*|application\/\*)(?:\s*;.*)?$/i;
const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';
const BINARY = { type: 'string', format: 'binary' };

export class BodyConverter {
  private readonly conversion: Conversion;
  private readonly schemas: SchemaConverter;
  private readonly parameters: ParameterConverter;
  /** A shared response is converted once: its losses are told once, and its data are the same object. */
  private readonly shared = new Map<JsonObject, { readonly response: JsonObject; readonly produces: readonly string[] }>();

  constructor(conversion: Conversion, schemas: SchemaConverter, parameters: ParameterConverter) {
    this.conversion = conversion;
    this.schemas = schemas;
    this.parameters = parameters;
  }

  requestBody(value: unknown, at: Pointer, method: string): ConvertedBody {
    const none: ConvertedBody = { parameters: [], consumes: [] };
    const located = value === undefined ? undefined : this.conversion.resolve(value, at);
    if (!located) return none;
    if (method === 'get' || method === 'head') {
      this.conversion.report('body', 'lost', at, `The operation with ${method} has a body, which the platform refuses. It was left out.`);
      return none;
    }
    this.conversion.reportUnknown(located.value, new Set(['description', 'content', 'required']), located.pointer, 'a body');
    const media = mediaOf(located);
    const chosen = media.find(({ type }) => JSON_TYPE.test(type)) ?? media.find(({ type }) => isForm(type)) ?? media[0];
    if (!chosen) return none;
    this.reportOthers(media, chosen, 'The body');
    this.reportMedia(chosen);
    const type = chosen.type.includes('*') ? 'application/json' : chosen.type;
    const fields = isForm(type) ? this.formFields(chosen, type) : undefined;
    if (fields) return { parameters: fields, consumes: [type] };
    const name = textAt(located.value, 'x-codegen-request-body-name') ?? 'body';
    const body = { name, in: 'body', ...pick(located.value, ['description']), required: located.value.required === true, schema: this.bodySchema(chosen, type), ...extensionsOf(located.value) };
    return { parameters: [body], consumes: [type] };
  }

  responses(value: unknown, pointer: Pointer): ConvertedResponses {
    const responses: Record<string, unknown> = {};
    const produces = new Set<string>();
    const entries = entriesOf(value).filter(([code]) => !code.startsWith('x-'));
    for (const [code, item] of entries) {
      const status = this.status(code, entries.map(([other]) => other), [...pointer, code]);
      const located = status === undefined ? undefined : this.conversion.resolve(item, [...pointer, code]);
      if (status === undefined || !located) continue;
      const converted = this.shared.get(located.value) ?? this.response(located);
      this.shared.set(located.value, converted);
      responses[status] = converted.response;
      for (const type of converted.produces) produces.add(type);
    }
    if (Object.keys(responses).length === 0) {
      responses[200] = { description: 'Success' };
      this.conversion.report('status', 'check', pointer, 'The operation has no response. One for the status 200 was added; say what it holds.');
    }
    return { responses, produces: [...produces] };
  }

  private response({ value, pointer }: Located): { response: JsonObject; produces: readonly string[] } {
    this.conversion.reportUnknown(value, new Set(['description', 'content', 'headers', 'links']), pointer, 'a response');
    if (isObject(value.links) && Object.keys(value.links).length > 0) this.conversion.report('links', 'lost', [...pointer, 'links'], 'The response says what can be called next (links), which OpenAPI 2.0 cannot say. It was left out.');
    const media = mediaOf({ value, pointer });
    const chosen = media.find(({ type }) => JSON_TYPE.test(type)) ?? media[0];
    const response: Record<string, unknown> = { description: textAt(value, 'description') ?? 'Response' };
    if (chosen) {
      this.reportOthers(media.filter(({ value: one }) => JSON.stringify(one.schema) !== JSON.stringify(chosen.value.schema)), chosen, 'The response');
      if (chosen.value.schema !== undefined) response.schema = this.bodySchema(chosen, chosen.type);
    }
    const headers = entriesOf(value.headers).flatMap(([name, header]) => this.header(name, header, [...pointer, 'headers', name]));
    if (headers.length > 0) response.headers = Object.fromEntries(headers);
    const examples = media.flatMap((one) => this.example(one));
    if (examples.length > 0) response.examples = Object.fromEntries(examples);
    return { response: { ...response, ...extensionsOf(value) }, produces: media.map(({ type }) => type).filter((type) => !type.includes('*')) };
  }

  /** What is no JSON is a text or bytes, whatever its schema says of them. */
  private bodySchema({ value, pointer }: Media, type: string): JsonObject {
    if (JSON_TYPE.test(type)) return this.schemas.convert(value.schema ?? {}, [...pointer, 'schema']);
    const text = /^text\//i.test(type);
    if (/xml/i.test(type)) return this.schemas.convert(value.schema ?? { type: 'string' }, [...pointer, 'schema']);
    this.conversion.report('contentType', 'changed', pointer, `The content is ${type}, which connectors do not take apart. It became ${text ? 'a text' : 'bytes'}.`);
    return text ? { type: 'string' } : BINARY;
  }

  /** Undefined where the form's schema is no object: it then stays a body. */
  private formFields({ value, pointer }: Media, type: string): Parameter[] | undefined {
    const at = [...pointer, 'schema'];
    const schema = this.parameters.simple(value.schema, at);
    const properties = entriesOf(schema.properties);
    if (properties.length === 0) return undefined;
    const required = new Set(Array.isArray(schema.required) ? (schema.required as unknown[]) : []);
    return properties.map(([name, property]) => {
      const inner = this.parameters.simple(property, [...at, 'properties', name]);
      const head = { name, in: 'formData', ...pick(inner, ['description']), required: required.has(name) };
      const file = type === MULTIPART && (inner.format === 'binary' || inner.type === undefined);
      const files = type === MULTIPART && isObject(inner.items) && inner.items.format === 'binary';
      if (files) this.conversion.report('body', 'changed', [...at, 'properties', name], `The field ${name} takes several files; OpenAPI 2.0 has one file for each field. It takes one now.`);
      if (file || files) return { ...head, type: 'file' };
      if (inner.type !== 'object') return { ...head, ...this.parameters.collection(inner, name, 'form', false, [...at, 'properties', name]) };
      this.conversion.report('body', 'changed', [...at, 'properties', name], `The field ${name} of the form is an object, which OpenAPI 2.0 has in JSON only. It became a text that users must write as the API expects it.`);
      return { ...head, type: 'string' };
    });
  }

  private header(name: string, header: unknown, at: Pointer): [string, JsonObject][] {
    const located = this.conversion.resolve(header, at);
    if (!located) return [];
    const { value, pointer } = located;
    this.conversion.reportUnknown(value, new Set(['description', 'schema', 'style', 'explode']), pointer, 'a header');
    const schema = this.parameters.simple(value.schema, [...pointer, 'schema']);
    if (schema.type === 'object') this.conversion.report('header', 'changed', pointer, `The header ${name} is an object, which OpenAPI 2.0 cannot say. It became a text.`);
    const simple = schema.type === 'object' ? { type: 'string' } : this.parameters.collection(schema, name, 'simple', false, pointer);
    return [[name, { ...pick(value, ['description']), ...simple, ...extensionsOf(value) }]];
  }

  private example({ type, value, pointer }: Media): [string, unknown][] {
    if (type.includes('*')) {
      if (value.example !== undefined || value.examples !== undefined) this.conversion.report('example', 'lost', pointer, `OpenAPI 2.0 has no example for ${type}. It was left out.`);
      return [];
    }
    const [named, ...others] = entriesOf(value.examples);
    if (others.length > 0 || (named && value.example !== undefined)) this.conversion.report('example', 'lost', [...pointer, 'examples'], `OpenAPI 2.0 has one example for ${type}. The first one was kept.`);
    const found = value.example ?? (named && this.conversion.resolve(named[1], [...pointer, 'examples', named[0]])?.value.value);
    return found === undefined ? [] : [[type, found]];
  }

  private reportMedia({ value, pointer }: Media): void {
    if (isObject(value.encoding)) this.conversion.report('body', 'lost', [...pointer, 'encoding'], 'The body says how its fields are encoded, which OpenAPI 2.0 cannot say. It was left out.');
    if (value.example !== undefined || value.examples !== undefined) this.conversion.report('example', 'lost', pointer, 'OpenAPI 2.0 has no example of a body. It was left out.');
  }

  private reportOthers(media: readonly Media[], chosen: Media, what: string): void {
    const others = media.filter((one) => one !== chosen).map(({ type }) => type);
    if (others.length > 0) this.conversion.report('contentType', 'lost', chosen.pointer.slice(0, -1), `${what} may have another form for ${others.join(', ')}. OpenAPI 2.0 has one for all; that of ${chosen.type} was kept.`);
  }

  /** Ranges become a code of theirs, those of errors the default, where that is free and no range before took it. */
  private status(code: string, all: readonly string[], pointer: Pointer): string | undefined {
    if (code === 'default' || /^[1-5]\d\d$/.test(code)) return code;
    const wanted = statusOfRange(code);
    if (wanted === undefined || all.includes(wanted) || all.find((other) => statusOfRange(other) === wanted) !== code) {
      this.conversion.report('status', 'lost', pointer, `The response for ${code} has no place of its own in OpenAPI 2.0. It was left out.`);
      return undefined;
    }
    this.conversion.report('status', 'changed', pointer, `OpenAPI 2.0 has no response for ${code}. It became that for ${wanted}.`);
    return wanted;
  }
}

function statusOfRange(code: string): string | undefined {
  if (/^2XX$/i.test(code)) return '200';
  return /^[1345]XX$/i.test(code) ? 'default' : undefined;
}

function isForm(type: string): boolean {
  const bare = type.split(';')[0]?.trim().toLowerCase();
  return bare === FORM || bare === MULTIPART;
}

function mediaOf({ value, pointer }: Located): Media[] {
  return entriesOf(value.content).map(([type, media]) => ({ type, value: isObject(media) ? media : {}, pointer: [...pointer, 'content', type] }));
}

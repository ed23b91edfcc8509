/**
 * Schemas of OpenAPI 3.0 (a dialect of JSON Schema Wright 00) and 3.1 (JSON Schema 2020-12) as those of OpenAPI 2.0.
 * Sources: the Schema Object of the three specifications at spec.openapis.org; that connectors take no oneOf, anyOf,
 * nullable or lists of types is what none of the 1,034 published ones has and the designer's import refuses.
 */
import type { Pointer } from '../../../connector/connector.ts';
import { isObject, type JsonObject } from '../../../connector/json-value.ts';
import { setOwn } from '../../../connector/syntax-node.ts';
import { entriesOf, localPointer, pointerReference, type Conversion } from './conversion.ts';
import { variantsOf } from './schema-variants.ts';

type Schema = Record<string, unknown>;

/** The same in 2.0. */
const KEPT: ReadonlySet<string> = new Set(['title', 'description', 'default', 'format', 'pattern', 'multipleOf', 'minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties', 'readOnly', 'example', 'xml', 'externalDocs']);
/** Hold schemas that others refer to; those are put in at the reference. */
const CONTAINERS: ReadonlySet<string> = new Set(['$defs', 'definitions']);
/** Keywords that ask for less than a reader expects: without them more is allowed, nothing breaks. */
const MEANINGS: Readonly<Record<string, string>> = {
  not: 'what a value must not be',
  if: 'a condition',
  then: 'a condition',
  else: 'a condition',
  prefixItems: 'a schema for each place of a list',
  contains: 'what a list must contain',
  patternProperties: 'properties by the pattern of their names',
  propertyNames: 'a rule for names of properties',
  unevaluatedProperties: 'a rule for further properties',
  unevaluatedItems: 'a rule for further items',
  dependentSchemas: 'a condition',
  dependentRequired: 'a condition',
  writeOnly: 'that a property is only sent',
  deprecated: 'that it is out of date',
};

export class SchemaConverter {
  private readonly conversion: Conversion;
  /** References that are being put in, against circles. */
  private readonly inlining = new Set<string>();

  constructor(conversion: Conversion) {
    this.conversion = conversion;
  }

  convert(value: unknown, pointer: Pointer): Schema {
    if (!isObject(value)) {
      if (value === false) this.conversion.report('schema', 'changed', pointer, 'The schema allows no value at all (false). It became one that allows any.');
      return {};
    }
    if (typeof value.$ref === 'string') return this.reference(value, value.$ref, pointer);
    const schema: Schema = {};
    for (const [key, item] of Object.entries(value)) this.keyword(schema, key, item, [...pointer, key], value);
    for (const keyword of ['oneOf', 'anyOf']) {
      const list: unknown = Object.hasOwn(value, keyword) ? value[keyword] : undefined;
      if (Array.isArray(list)) this.variants(schema, list, keyword, [...pointer, keyword]);
    }
    if (schema.properties !== undefined && schema.type === undefined && schema.allOf === undefined) schema.type = 'object';
    if (schema.type === 'array' && schema.items === undefined) schema.items = {};
    return schema;
  }

  /** A map of schemas, such as `properties`. */
  convertAll(value: unknown, pointer: Pointer): Schema {
    return Object.fromEntries(entriesOf(value).map(([name, schema]) => [name, this.convert(schema, [...pointer, name])]));
  }

  private reference(value: JsonObject, reference: string, pointer: Pointer): Schema {
    const siblings = Object.keys(value).filter((key) => key !== '$ref');
    if (siblings.length > 0) this.conversion.report('schema', 'lost', pointer, `Beside the reference ${reference} stands ${siblings.join(', ')}, which OpenAPI 2.0 does not read there. It was left out.`);
    const target = localPointer(reference);
    const resolved = this.conversion.resolve({ $ref: reference }, pointer);
    if (!target || !resolved) return {};
    if (target.length === 3 && target[0] === 'components' && target[1] === 'schemas') return { $ref: pointerReference(['definitions', target[2] ?? '']) };
    if (target.length === 2 && target[0] === 'definitions') return { $ref: reference };
    // A part of another schema has no name in 2.0, so that it is written out.
    if (this.inlining.has(reference)) {
      this.conversion.report('reference', 'lost', pointer, `The reference ${reference} leads back to itself and has no name of its own. It became a schema that allows any value.`);
      return {};
    }
    this.inlining.add(reference);
    const schema = this.convert(resolved.value, resolved.pointer);
    this.inlining.delete(reference);
    return schema;
  }

  private keyword(schema: Schema, key: string, item: unknown, pointer: Pointer, source: JsonObject): void {
    if (KEPT.has(key) || key.startsWith('x-')) setOwn(schema, key, item);
    else if (key === 'type') this.type(schema, item, pointer);
    else if (key === 'nullable') this.nullable(schema, item, pointer);
    else if (key === 'enum' || key === 'const') this.values(schema, key === 'const' ? [item] : item, pointer);
    else if (key === 'required') this.required(schema, item, pointer);
    else if (key === 'properties') schema.properties = this.convertAll(item, pointer);
    else if (key === 'items') schema.items = Array.isArray(item) ? this.tuple(pointer) : this.convert(item, pointer);
    else if (key === 'additionalProperties') schema.additionalProperties = typeof item === 'boolean' ? item : this.convert(item, pointer);
    else if (key === 'allOf') schema.allOf = Array.isArray(item) ? item.map((part, index) => this.convert(part, [...pointer, index])) : undefined;
    else if (/^(?:exclusiveM|m)(?:in|ax)imum$/.test(key)) this.bound(schema, key, item, source);
    else if (key === 'discriminator') this.discriminator(schema, item, pointer, source);
    else if (key === 'examples') this.examples(schema, item, pointer);
    else if (key === 'contentEncoding' || key === 'contentMediaType') this.content(schema, key, item, pointer);
    else if (key !== 'oneOf' && key !== 'anyOf' && !CONTAINERS.has(key)) this.lost(key, item, pointer);
    if (Object.hasOwn(schema, key) && schema[key] === undefined) delete schema[key];
  }

  private type(schema: Schema, item: unknown, pointer: Pointer): void {
    const types = (Array.isArray(item) ? item : [item]).filter((one): one is string => typeof one === 'string');
    const [only, ...others] = types.filter((one) => one !== 'null');
    if (types.includes('null')) this.nullable(schema, true, pointer);
    if (only !== undefined && others.length === 0) schema.type = only;
    else if (others.length > 0) this.conversion.report('types', 'lost', pointer, `The value may be ${types.join(' or ')}. OpenAPI 2.0 has one type; the schema now allows any.`);
  }

  private nullable(schema: Schema, item: unknown, pointer: Pointer): void {
    if (item !== true) return;
    schema['x-nullable'] = true;
    this.conversion.report('nullable', 'changed', pointer, 'The value may be null, which OpenAPI 2.0 cannot say. It is noted as x-nullable, which connectors do not read.');
  }

  private values(schema: Schema, item: unknown, pointer: Pointer): void {
    if (!Array.isArray(item)) return;
    const values = (item as unknown[]).filter((one) => one !== null);
    if (values.length < item.length) this.nullable(schema, true, pointer);
    if (values.length > 0) schema.enum = values;
  }

  private required(schema: Schema, item: unknown, pointer: Pointer): void {
    if (Array.isArray(item) && item.length > 0) schema.required = item;
    else if (!Array.isArray(item)) this.conversion.report('schema', 'lost', pointer, 'Which properties are required is a list of their names beside them, and not said of the property itself. It was left out.');
  }

  private tuple(pointer: Pointer): Schema {
    this.conversion.report('schema', 'lost', pointer, 'The list has a schema for each place. OpenAPI 2.0 has one for all; items may now be of any kind.');
    return {};
  }

  /** A number of its own in 3.1, a mark beside the bound in 3.0 and 2.0. */
  private bound(schema: Schema, key: string, item: unknown, source: JsonObject): void {
    const plain = key.replace('exclusiveM', 'm');
    const other: unknown = Object.hasOwn(source, plain) ? source[plain] : undefined;
    if (typeof item !== 'number' || key === plain) {
      // A narrower exclusive bound may have been written already.
      if (!Object.hasOwn(schema, key)) schema[key] = item;
    } else if (typeof other !== 'number' || (plain === 'minimum' ? item >= other : item <= other)) {
      schema[plain] = item;
      schema[key] = true;
    }
  }

  private discriminator(schema: Schema, item: unknown, pointer: Pointer, source: JsonObject): void {
    const name = typeof item === 'string' ? item : isObject(item) ? item.propertyName : undefined;
    const has = typeof name === 'string' && isObject(source.properties) && Object.hasOwn(source.properties, name);
    if (has) schema.discriminator = name;
    if (!has) this.conversion.report('discriminator', 'lost', pointer, 'The discriminator chooses among schemas by a property that the schema itself does not have, which OpenAPI 2.0 cannot say. It was left out.');
    else if (isObject(item) && item.mapping !== undefined) this.conversion.report('discriminator', 'lost', [...pointer, 'mapping'], `The mapping of the discriminator ${name} was left out; in OpenAPI 2.0 its values are the names of definitions.`);
  }

  private examples(schema: Schema, item: unknown, pointer: Pointer): void {
    if (!Array.isArray(item) || item.length === 0) return;
    schema.example ??= (item as unknown[])[0];
    if (item.length > 1) this.conversion.report('example', 'lost', pointer, 'OpenAPI 2.0 has one example. The first one was kept.');
  }

  private content(schema: Schema, key: string, item: unknown, pointer: Pointer): void {
    if (item === 'base64') schema.format ??= 'byte';
    else if (item === 'application/octet-stream') schema.format ??= 'binary';
    else this.conversion.report('schema', 'lost', pointer, `The text holds other content (${key}: ${String(item)}), which OpenAPI 2.0 cannot say. It was left out.`);
  }

  private lost(key: string, item: unknown, pointer: Pointer): void {
    // What is the default says nothing.
    if (item === false && (key === 'writeOnly' || key === 'deprecated')) return;
    const meaning = Object.hasOwn(MEANINGS, key) ? MEANINGS[key] : undefined;
    const kind = key === 'deprecated' ? 'deprecated' : 'schema';
    this.conversion.report(kind, 'lost', pointer, meaning === undefined ? `OpenAPI 2.0 has no ${key} in a schema. It was left out.` : `The schema says ${meaning} (${key}), which OpenAPI 2.0 cannot say. It was left out.`);
  }

  private variants(schema: Schema, list: readonly unknown[], keyword: string, pointer: Pointer): void {
    const found = variantsOf(this.conversion, list, pointer);
    if (found.nullable) this.nullable(schema, true, pointer);
    const [only, ...others] = found.schemas;
    if (only && others.length === 0) {
      const converted = this.convert(only.value, only.pointer);
      const reference = Object.hasOwn(converted, '$ref') && Object.keys(schema).length > 0;
      for (const [key, item] of Object.entries(reference ? { allOf: [converted] } : converted)) if (!Object.hasOwn(schema, key)) setOwn(schema, key, item);
      return;
    }
    const many = `${keyword} of ${found.schemas.length} schemas`;
    if (found.schemas.length === 0) return;
    if (found.properties) {
      const properties = Object.fromEntries([...found.properties].map(([name, property]) => [name, this.convert(property.value, property.pointer)]));
      schema.type = 'object';
      schema.properties = { ...properties, ...(isObject(schema.properties) ? schema.properties : {}) };
      if (found.required.length > 0) schema.required = [...new Set([...(Array.isArray(schema.required) ? (schema.required as unknown[]) : []), ...found.required])];
      this.conversion.report('oneOf', 'changed', pointer, `OpenAPI 2.0 has no ${many}. They became one object with the properties of all; only those that all need are required.`);
    } else if (found.type !== undefined) {
      schema.type ??= found.type;
      if (found.values) schema.enum ??= found.values;
      this.conversion.report('oneOf', 'changed', pointer, `OpenAPI 2.0 has no ${many}. What they have in common was kept: the type ${found.type}.`);
    } else {
      this.conversion.report('oneOf', 'lost', pointer, `OpenAPI 2.0 has no ${many}, and they have no type in common. The schema now allows any value.`);
    }
  }
}

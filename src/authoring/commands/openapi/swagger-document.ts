/**
 * A document of OpenAPI 2.0 as a definition that the platform takes: what is beyond 2.0 in it, or what the platform
 * refuses, is mended and told. The data themselves stay as they are.
 */
import type { Pointer } from '../../../connector/connector.ts';
import { isObject, type JsonObject } from '../../../connector/json-value.ts';
import { setOwn } from '../../../connector/syntax-node.ts';
import { entriesOf, extensionsOf, pick, textAt, type Conversion } from './conversion.ts';
import { infoOf, type ConvertedDocument } from './document.ts';
import { METHODS, mendOperations } from './mend-operations.ts';
import { SchemaConverter } from './schemas.ts';
import { importSecurity, operationSecurity, schemesOf2, type ImportedSecurity } from './security.ts';

const KNOWN_ROOT: ReadonlySet<string> = new Set(['swagger', 'info', 'host', 'basePath', 'schemes', 'consumes', 'produces', 'paths', 'definitions', 'parameters', 'responses', 'securityDefinitions', 'security', 'tags', 'externalDocs', '$schema']);

export function convertSwagger(conversion: Conversion): ConvertedDocument {
  const { source } = conversion;
  conversion.reportUnknown(source, KNOWN_ROOT, [], 'a document, and the platform refuses it');
  const security = importSecurity(conversion, schemesOf2(source.securityDefinitions), ['securityDefinitions']);
  const walker = new SwaggerWalker(conversion, security);
  const paths: Record<string, unknown> = {};
  for (const [path, item] of entriesOf(source.paths)) {
    const converted = path.startsWith('x-') ? item : walker.pathItem(item, ['paths', path]);
    if (converted !== undefined) setOwn(paths, path, converted);
  }
  const shared = mapEach(source.parameters, (value, name) => walker.parameter(value, ['parameters', name])[0]);
  const definition = {
    swagger: '2.0',
    info: infoOf(conversion, source.info),
    ...addressOf2(conversion),
    ...pick(source, ['consumes', 'produces']),
    paths: mendOperations(conversion, paths, shared),
    ...(isObject(source.definitions) ? { definitions: walker.schemas.convertAll(source.definitions, ['definitions']) } : {}),
    ...(isObject(source.parameters) ? { parameters: shared } : {}),
    ...(isObject(source.responses) ? { responses: mapEach(source.responses, (value, name) => walker.response(value, ['responses', name])) } : {}),
    ...(security.definitions ? { securityDefinitions: security.definitions, security: [security.requirement] } : {}),
    ...pick(source, ['tags', 'externalDocs']),
    ...extensionsOf(source),
  };
  return { definition, security };
}

function addressOf2(conversion: Conversion): JsonObject {
  const { source } = conversion;
  const host = textAt(source, 'host')?.replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '');
  if (host === undefined) conversion.report('server', 'check', ['host'], 'The document names no host. Enter the host of the API in place of api.example.com.');
  const schemes = Array.isArray(source.schemes) && source.schemes.length > 0 ? source.schemes : ['https'];
  if (!(schemes as unknown[]).includes('https')) conversion.report('server', 'check', ['schemes'], 'The API is called without encryption (http). Change it to https where the API has that; secrets must not travel in the open.');
  return { host: host ?? 'api.example.com', basePath: textAt(source, 'basePath') ?? '/', schemes };
}

class SwaggerWalker {
  readonly schemas: SchemaConverter;
  private readonly conversion: Conversion;
  private readonly security: ImportedSecurity;

  constructor(conversion: Conversion, security: ImportedSecurity) {
    this.conversion = conversion;
    this.security = security;
    this.schemas = new SchemaConverter(conversion);
  }

  pathItem(item: unknown, at: Pointer): JsonObject | undefined {
    const located = this.conversion.resolve(item, at);
    if (!located) return undefined;
    const { value, pointer } = located;
    const known = new Set([...METHODS, 'parameters', '$ref']);
    this.conversion.reportUnknown(value, known, pointer, 'a path');
    const operations = METHODS.flatMap((method) => {
      const operation = Object.hasOwn(value, method) ? value[method] : undefined;
      return isObject(operation) ? [[method, this.operation(operation, method, [...pointer, method])] as const] : [];
    });
    return { ...extensionsOf(value), ...(Array.isArray(value.parameters) ? { parameters: this.parameters(value.parameters, [...pointer, 'parameters']) } : {}), ...Object.fromEntries(operations) };
  }

  parameter(item: unknown, pointer: Pointer): JsonObject[] {
    if (!isObject(item)) return [];
    if (typeof item.$ref === 'string') return this.conversion.resolve(item, pointer) ? [{ $ref: item.$ref }] : [];
    if (item.in === 'body') return [{ ...item, schema: this.schemas.convert(item.schema ?? {}, [...pointer, 'schema']) }];
    if (item.in === 'header' && String(item.name).toLowerCase() === 'authorization') {
      this.conversion.report('parameter', 'lost', pointer, 'The header Authorization is set by the platform and not by a parameter. It was left out.');
      return [];
    }
    const required = item.in === 'path' ? { required: true } : {};
    if (item.collectionFormat !== 'multi') return [{ ...item, ...(item.type === undefined ? { type: 'string' } : {}), ...required }];
    this.conversion.report('parameter', 'changed', pointer, `The list ${String(item.name)} repeats its name for each value, which the platform does not support. It is now sent with commas; check that the API takes that.`);
    return [{ ...item, collectionFormat: 'csv', ...required }];
  }

  response(item: unknown, pointer: Pointer): JsonObject {
    if (!isObject(item)) return { description: 'Response' };
    if (typeof item.$ref === 'string') return this.conversion.resolve(item, pointer) ? { $ref: item.$ref } : { description: 'Response' };
    return { description: 'Response', ...item, ...(item.schema === undefined ? {} : { schema: this.schemas.convert(item.schema, [...pointer, 'schema']) }) };
  }

  private parameters(list: unknown, pointer: Pointer): JsonObject[] {
    return (Array.isArray(list) ? (list as unknown[]) : []).flatMap((item, index) => this.parameter(item, [...pointer, index]));
  }

  private operation(value: JsonObject, method: string, pointer: Pointer): JsonObject {
    const security = operationSecurity(this.conversion, value.security, this.security, [...pointer, 'security']);
    const parameters = this.parameters(value.parameters, [...pointer, 'parameters']).filter((parameter) => {
      const place = this.conversion.resolve(parameter, pointer)?.value.in;
      if (!(method === 'get' || method === 'head') || !(place === 'body' || place === 'formData')) return true;
      this.conversion.report('body', 'lost', pointer, `The operation with ${method} has a body, which the platform refuses. It was left out.`);
      return false;
    });
    const rest = Object.fromEntries(Object.entries(value).filter(([key]) => !['security', 'parameters', 'responses'].includes(key)));
    const responses = mapEach(value.responses, (response, code) => (code.startsWith('x-') ? response : this.response(response, [...pointer, 'responses', code])));
    if (Object.keys(responses).length === 0) {
      setOwn(responses as Record<string, unknown>, '200', { description: 'Success' });
      this.conversion.report('status', 'check', pointer, 'The operation has no response. One for the status 200 was added; say what it holds.');
    }
    return { ...rest, ...(Array.isArray(value.parameters) ? { parameters } : {}), responses, ...(security ? { security } : {}) };
  }
}

function mapEach(value: unknown, convert: (item: unknown, name: string) => unknown): JsonObject {
  return Object.fromEntries(entriesOf(value).flatMap(([name, item]) => {
    const converted = convert(item, name);
    return converted === undefined ? [] : [[name, converted]];
  }));
}

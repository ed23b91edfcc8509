/** A document of OpenAPI 3.0 or 3.1 as a definition of OpenAPI 2.0. Source: the specifications at spec.openapis.org. */
import type { Pointer } from '../../../connector/connector.ts';
import { fieldOf, isObject, type JsonObject } from '../../../connector/json-value.ts';
import { setOwn } from '../../../connector/syntax-node.ts';
import { BodyConverter } from './bodies.ts';
import { entriesOf, extensionsOf, pick, textAt, type Conversion } from './conversion.ts';
import { METHODS, mendOperations } from './mend-operations.ts';
import { ParameterConverter } from './parameters.ts';
import { SchemaConverter } from './schemas.ts';
import { importSecurity, operationSecurity, type ImportedSecurity } from './security.ts';
import { addressOf, reportServers } from './servers.ts';

export interface ConvertedDocument {
  readonly definition: JsonObject;
  readonly security: ImportedSecurity;
}

const JSON_ONLY = JSON.stringify(['application/json']);
const KNOWN_OPERATION: ReadonlySet<string> = new Set(['tags', 'summary', 'description', 'externalDocs', 'operationId', 'parameters', 'requestBody', 'responses', 'callbacks', 'deprecated', 'security', 'servers']);
const KNOWN_PATH: ReadonlySet<string> = new Set(['summary', 'description', 'parameters', 'servers', 'trace', 'query', ...METHODS]);
const KNOWN_ROOT: ReadonlySet<string> = new Set(['openapi', 'info', 'servers', 'paths', 'webhooks', 'components', 'security', 'tags', 'externalDocs', 'jsonSchemaDialect', '$self', '$schema']);

export function convertDocument(conversion: Conversion): ConvertedDocument {
  const { source } = conversion;
  const schemas = new SchemaConverter(conversion);
  const schemes = fieldOf(source.components, 'securitySchemes');
  const security = importSecurity(conversion, isObject(schemes) ? schemes : {}, ['components', 'securitySchemes']);
  const definitions = schemas.convertAll(fieldOf(source.components, 'schemas'), ['components', 'schemas']);
  const paths = new PathConverter(conversion, schemas, security).convertAll(source.paths);
  reportRoot(conversion);
  const definition = {
    swagger: '2.0',
    info: infoOf(conversion, source.info),
    ...addressOf(conversion, source),
    consumes: ['application/json'],
    produces: ['application/json'],
    paths: mendOperations(conversion, paths, undefined),
    ...(Object.keys(definitions).length > 0 ? { definitions } : {}),
    ...(security.definitions ? { securityDefinitions: security.definitions, security: [security.requirement] } : {}),
    ...pick(source, ['tags', 'externalDocs']),
    ...extensionsOf(source),
  };
  return { definition, security };
}

/** Title, description and version, which a connector needs, and what else both versions know. */
export function infoOf(conversion: Conversion, value: unknown): JsonObject {
  const info = isObject(value) ? value : {};
  const title = textAt(info, 'title');
  if (title === undefined) conversion.report('text', 'check', ['info'], 'The document has no title, which users see as the name of the connector. Enter one.');
  const description = textAt(info, 'description') ?? textAt(info, 'summary');
  if (description === undefined) conversion.report('text', 'check', ['info'], 'The document has no description, which a connector needs. Its title was taken; write a sentence that says what the API does.');
  else if (textAt(info, 'summary') !== undefined && textAt(info, 'description') !== undefined) conversion.report('text', 'lost', ['info', 'summary'], 'OpenAPI 2.0 has no summary of the document. It was left out.');
  const license = isObject(info.license) ? info.license : undefined;
  if (license?.identifier !== undefined) conversion.report('unknown', 'lost', ['info', 'license', 'identifier'], 'OpenAPI 2.0 has no identifier of a licence. It was left out.');
  return {
    title: title ?? 'Untitled',
    description: description ?? `${title ?? 'Untitled'}.`,
    version: textAt(info, 'version') ?? '1.0',
    ...pick(info, ['termsOfService', 'contact']),
    ...(license ? { license: { ...pick(license, ['name', 'url']), ...extensionsOf(license) } } : {}),
    ...extensionsOf(info),
  };
}

function reportRoot(conversion: Conversion): void {
  const { source } = conversion;
  conversion.reportUnknown(source, KNOWN_ROOT, [], 'a document');
  for (const [name] of entriesOf(source.webhooks)) conversion.report('webhooks', 'lost', ['webhooks', name], `The webhook ${name} was left out: OpenAPI 2.0 has none. Add a webhook trigger with Add Operation where the API has an operation to subscribe with.`);
  const used = new Set<string>();
  collectReferences(source, used);
  for (const [kind, components] of entriesOf(source.components)) {
    if (['schemas', 'securitySchemes'].includes(kind) || kind.startsWith('x-')) continue;
    const unused = entriesOf(components).map(([name]) => name).filter((name) => !used.has(`#/components/${kind}/${name}`));
    if (unused.length > 0) conversion.report('component', 'lost', ['components', kind], `Nothing uses ${unused.join(', ')} of ${kind}. What is used was written out where it is used; these were left out.`);
  }
}

function collectReferences(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const item of value as unknown[]) collectReferences(item, found);
  else if (isObject(value)) for (const [key, item] of Object.entries(value)) if (key === '$ref' && typeof item === 'string') found.add(item); else collectReferences(item, found);
}

class PathConverter {
  private readonly conversion: Conversion;
  private readonly security: ImportedSecurity;
  private readonly parameters: ParameterConverter;
  private readonly bodies: BodyConverter;

  constructor(conversion: Conversion, schemas: SchemaConverter, security: ImportedSecurity) {
    this.conversion = conversion;
    this.security = security;
    this.parameters = new ParameterConverter(conversion, schemas);
    this.bodies = new BodyConverter(conversion, schemas, this.parameters);
  }

  convertAll(value: unknown): JsonObject {
    const paths: Record<string, unknown> = {};
    for (const [path, item] of entriesOf(value)) {
      const converted = path.startsWith('x-') ? item : this.pathItem(item, ['paths', path]);
      if (converted !== undefined) setOwn(paths, path, converted);
    }
    return paths;
  }

  private pathItem(item: unknown, at: Pointer): JsonObject | undefined {
    const located = this.conversion.resolve(item, at);
    if (!located) return undefined;
    const { value, pointer } = located;
    reportServers(this.conversion, value, pointer);
    this.conversion.reportUnknown(value, KNOWN_PATH, pointer, 'a path');
    for (const name of ['summary', 'description']) if (textAt(value, name) !== undefined) this.conversion.report('text', 'lost', [...pointer, name], `OpenAPI 2.0 has no ${name} of a path. It was left out.`);
    for (const name of ['trace', 'query']) if (isObject(value[name])) this.conversion.report('method', 'lost', [...pointer, name], `OpenAPI 2.0 has no method ${name}. The operation was left out.`);
    const parameters = this.parameters.convertAll(value.parameters, [...pointer, 'parameters']);
    const operations = METHODS.flatMap((method) => {
      const operation = Object.hasOwn(value, method) ? value[method] : undefined;
      return isObject(operation) ? [[method, this.operation(operation, method, [...pointer, method])] as const] : [];
    });
    return { ...extensionsOf(value), ...(parameters.length > 0 ? { parameters } : {}), ...Object.fromEntries(operations) };
  }

  private operation(value: JsonObject, method: string, pointer: Pointer): JsonObject {
    this.conversion.reportUnknown(value, KNOWN_OPERATION, pointer, 'an operation');
    reportServers(this.conversion, value, pointer);
    for (const [name] of entriesOf(value.callbacks)) this.conversion.report('callbacks', 'lost', [...pointer, 'callbacks', name], `The callback ${name} was left out: OpenAPI 2.0 has none. A webhook trigger can take its place: see Add Operation.`);
    const body = this.bodies.requestBody(value.requestBody, [...pointer, 'requestBody'], method);
    const { responses, produces } = this.bodies.responses(value.responses, [...pointer, 'responses']);
    const security = operationSecurity(this.conversion, value.security, this.security, [...pointer, 'security']);
    return {
      ...pick(value, ['operationId', 'summary', 'description']),
      ...(value.deprecated === true ? { deprecated: true } : {}),
      ...extensionsOf(value),
      ...pick(value, ['tags']),
      ...typesBeside('consumes', body.consumes),
      ...typesBeside('produces', produces),
      parameters: [...this.parameters.convertAll(value.parameters, [...pointer, 'parameters']), ...body.parameters],
      responses,
      ...(security ? { security } : {}),
      ...pick(value, ['externalDocs']),
    };
  }
}

/** Nothing where it is what the root says. */
function typesBeside(name: string, types: readonly string[]): JsonObject {
  return types.length === 0 || JSON.stringify(types) === JSON_ONLY ? {} : { [name]: types };
}

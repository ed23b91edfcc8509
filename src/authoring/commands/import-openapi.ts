/**
 * *Import OpenAPI…*: a document of OpenAPI 3.1, 3.0 or 2.0, in JSON or YAML, as the files of a connector. What a
 * connector cannot say is told with its place; nothing is left out in silence. Why the conversion is our own is said in
 * docs/architecture.md.
 */
import type { FileFormat, Pointer, TextRange } from '../../connector/connector.ts';
import { isObject, type JsonObject } from '../../connector/json-value.ts';
import { nodeAt, parseDocument, toValue, type SyntaxDocument } from '../../connector/syntax-tree.ts';
import { Conversion, NotImportableError, type Finding as ConversionFinding } from './openapi/conversion.ts';
import { convertDocument, type ConvertedDocument } from './openapi/document.ts';
import { convertSwagger } from './openapi/swagger-document.ts';

export { NotImportableError, type FindingKind } from './openapi/conversion.ts';

export interface Finding extends ConversionFinding {
  /** In the source's text: of the place, or of the nearest place around it that the text has. */
  readonly range: TextRange;
}

export interface ImportedConnector {
  /** As the source says it: `2.0`, `3.0.3`, `3.1.0`. */
  readonly version: string;
  /** OpenAPI 2.0. */
  readonly definition: JsonObject;
  /** The whole file, with `properties` at its root. */
  readonly properties: JsonObject;
  /** In the order of the source's text. */
  readonly findings: readonly Finding[];
}

/** Not #007ee5 or #ffffff, which are refused for certification. */
const ICON_BRAND_COLOR = '#1b6ec2';
/** Of a definition, as learn.microsoft.com/connectors/custom-connectors/faq says. */
const MAXIMUM_SIZE = 1_000_000;

/**
 * @param text JSON or YAML; which of them is seen from the text where `format` is not given.
 * @throws {NotImportableError} where the text is broken, empty, or no such document.
 */
export function importOpenApi(text: string, format: FileFormat = seemingFormat(text)): ImportedConnector {
  const document = parseDocument(text, format);
  const broken = document.problems.find(({ severity }) => severity === 'error');
  if (broken) throw new NotImportableError(`The document has a syntax error and cannot be imported: ${broken.message} Repair it first.`);
  const source = document.root && toValue(document.root);
  if (!isObject(source)) throw new NotImportableError('The document is empty or no OpenAPI document. Choose a file that begins with openapi or swagger.');
  const version = versionOf(source);
  const conversion = new Conversion(source);
  const { definition, security }: ConvertedDocument = version === '2.0' ? convertSwagger(conversion) : convertDocument(conversion);
  const size = JSON.stringify(definition).length;
  if (size > MAXIMUM_SIZE) conversion.report('size', 'check', [], `The definition has ${size} characters; the platform takes about ${MAXIMUM_SIZE}. Remove operations that nobody needs.`);
  if (Object.keys(isObject(definition.paths) ? definition.paths : {}).length === 0) conversion.report('path', 'check', ['paths'], 'The document has no operations. Add one before the connector is deployed.');
  const properties = { properties: { connectionParameters: security.parameters, iconBrandColor: ICON_BRAND_COLOR, capabilities: [], policyTemplateInstances: [...security.policies] } };
  return { version, definition, properties, findings: located(document, conversion.findings) };
}

function seemingFormat(text: string): FileFormat {
  return /^\uFEFF?\s*(?:\{|\/[/*])/.test(text) ? 'json' : 'yaml';
}

function versionOf(source: JsonObject): string {
  const [openapi, swagger] = [source.openapi, source.swagger].map((value) => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined));
  // Without quotes, YAML makes a number of it.
  if (swagger === '2.0' || swagger === '2') return '2.0';
  if (openapi !== undefined && /^3\.[012](?:\.|$)/.test(openapi)) return openapi;
  if (openapi !== undefined || swagger !== undefined) {
    throw new NotImportableError(`The document is of OpenAPI ${openapi ?? swagger ?? ''}. Versions 2.0, 3.0, 3.1 and 3.2 can be imported; convert it to one of them first.`);
  }
  const other = ['asyncapi', 'arazzo', 'raml', 'swaggerVersion'].find((key) => Object.hasOwn(source, key));
  throw new NotImportableError(other === undefined
    ? 'This is no OpenAPI document: it says neither openapi nor swagger at its root. Choose another file.'
    : `This is a document of ${other}, not of OpenAPI. Choose another file.`);
}

function located(document: SyntaxDocument, findings: readonly ConversionFinding[]): Finding[] {
  return findings
    .map((finding) => ({ ...finding, range: rangeAt(document, finding.pointer) }))
    .sort((left, right) => left.range.start - right.range.start);
}

function rangeAt(document: SyntaxDocument, pointer: Pointer): TextRange {
  for (let length = pointer.length; length > 0; length--) {
    const above = nodeAt(document.root, pointer.slice(0, length - 1));
    const last = pointer[length - 1];
    // By its key, which says what it is about and is short.
    const member = above?.alias ? undefined : above?.members?.findLast(({ key }) => key === last);
    const range = member?.keyRange ?? (typeof last === 'number' && !above?.alias ? above?.items?.[last]?.range : undefined);
    if (range) return range;
  }
  return { start: 0, end: 0 };
}

/** Files' texts to a connector: what they say, and what is wrong with them. Never throws. */
import { connectionParametersOf } from './connection-parameters.ts';
import type { Connector, ConnectorFileKind, ConnectorFiles, ConnectorProblem, OtherParameter, SecurityBlock } from './connector.ts';
import { fieldOf, isObject, keyOf, textField, valueAt, type JsonObject } from './json-value.ts';
import { readSecurityBlocks } from './managed-identity-shape.ts';
import { operationsOf } from './operations.ts';
import { formatOf, nodeAt, parseDocument, toValue, type SyntaxDocument, type SyntaxNode } from './syntax-tree.ts';

/** A broken file may have hundreds of follow-up errors; the first ones help. */
const PROBLEMS_PER_FILE = 20;

const MISSING: Readonly<Record<'definition' | 'properties', string>> = {
  definition: 'The API definition is missing. Add apiDefinition.swagger.json (or .yaml), an OpenAPI 2.0 document, to this folder.',
  properties: 'The connector properties are missing. Add apiProperties.json (or .yaml), with connection parameters and icon color, to this folder.',
};

/** A text is undefined where the file could not be read; that is a problem where `files` names it. */
export function readConnector(files: ConnectorFiles, texts: { readonly definition?: string; readonly properties?: string; readonly settings?: string }): Connector {
  const problems: ConnectorProblem[] = [];
  const definition = readPart(files, 'definition', texts.definition, problems);
  const apiProperties = readPart(files, 'properties', texts.properties, problems);
  const settings = readPart(files, 'settings', texts.settings, problems);

  const definitionData = dataOf(definition);
  if (definition?.root) problems.push(...definitionProblems(definition.root, definitionData, files.definition));
  const propertiesData = fieldOf(dataOf(apiProperties), 'properties');
  const properties = isObject(propertiesData) ? propertiesData : undefined;
  if (apiProperties?.root && !properties) {
    problems.push({ severity: 'error', message: 'The file has no object "properties". Put the connector\'s properties into one of that name.', file: files.properties });
  }
  const security = readSecurityBlocks(properties).map((block): SecurityBlock => ({ ...block, range: nodeAt(apiProperties?.root, block.pointer)?.range }));
  problems.push(...security.flatMap((block) => securityProblems(block, { properties }, files.properties)));

  const info = fieldOf(definitionData, 'info');
  const schemes = fieldOf(definitionData, 'schemes');
  const settingsData = dataOf(settings);
  return {
    files,
    title: textField(info, 'title') ?? files.folderName,
    description: textField(info, 'description'),
    host: textField(definitionData, 'host'),
    basePath: textField(definitionData, 'basePath'),
    schemes: Array.isArray(schemes) ? schemes.filter((scheme): scheme is string => typeof scheme === 'string') : [],
    operations: definition?.root ? operationsOf(definition.root) : [],
    security,
    otherParameters: otherParameters(properties),
    iconBrandColor: textField(properties, 'iconBrandColor'),
    settings: { connectorId: textField(settingsData, 'connectorId'), environment: textField(settingsData, 'environment') },
    problems,
    definition: definitionData,
    properties,
  };
}

function readPart(files: ConnectorFiles, kind: ConnectorFileKind, text: string | undefined, problems: ConnectorProblem[]): SyntaxDocument | undefined {
  const file = files[kind];
  if (file === undefined) {
    if (kind !== 'settings') problems.push({ severity: 'error', message: MISSING[kind] });
    return undefined;
  }
  if (text === undefined) {
    problems.push({ severity: 'error', message: 'The file could not be read. Check that it exists and may be opened.', file });
    return undefined;
  }
  const document = parseDocument(text, formatOf(file));
  const errors = document.problems.filter(({ severity }) => severity === 'error');
  const warnings = document.problems.filter(({ severity }) => severity === 'warning');
  problems.push(...[...errors, ...warnings].slice(0, PROBLEMS_PER_FILE).map(({ severity, message, range }) => ({ severity, message, file, range })));
  if (document.root?.kind !== 'object' && errors.length === 0) {
    problems.push({ severity: 'error', message: document.root ? 'The file must hold one object.' : 'The file is empty.', file, range: document.root?.range });
  }
  return document;
}

function dataOf(document: SyntaxDocument | undefined): JsonObject | undefined {
  const data = document?.root && toValue(document.root);
  return isObject(data) ? data : undefined;
}

function definitionProblems(root: SyntaxNode, definition: JsonObject | undefined, file: string | undefined): ConnectorProblem[] {
  if (!definition) return [];
  const problem = (key: string, message: string): ConnectorProblem[] => [{ severity: 'error', message, file, range: nodeAt(root, [key])?.range }];
  if (definition['openapi'] !== undefined) {
    return problem('openapi', 'This is OpenAPI 3, and Power Platform takes OpenAPI 2.0 only. Convert the definition to Swagger 2.0.');
  }
  const version = definition['swagger'];
  if (version === '2.0') return [];
  if (typeof version === 'number') return problem('swagger', 'The version must be text. Write it in quotes: "2.0".');
  return problem('swagger', 'This is not an OpenAPI 2.0 document. Begin it with "swagger": "2.0".');
}

function securityProblems(block: SecurityBlock, root: unknown, file: string | undefined): ConnectorProblem[] {
  const place = { file, range: block.range };
  if (keyOf(valueAt(root, block.pointer), 'oAuthSettings') === undefined) {
    return [{ severity: 'error', message: `The OAuth parameter "${block.parameterName}" has no oAuthSettings. Add them, or run Configure Managed Identity.`, ...place }];
  }
  // An environment variable, "@environmentVariables(…)", is resolved by the service.
  const tenant = block.tenantId ?? '';
  if (block.credential !== 'managedIdentity' || tenant.startsWith('@') || /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(tenant)) return [];
  const given = tenant === '' ? 'none is given' : `"${tenant}" is none`;
  return [{ severity: 'warning', message: `Managed identity needs the id of one tenant, and ${given}. Run Configure Managed Identity.`, ...place }];
}

/** Without the hidden tenant claim, which belongs to its OAuth parameter. */
function otherParameters(properties: JsonObject | undefined): OtherParameter[] {
  return connectionParametersOf(properties)
    .filter(({ oauth, name }) => !oauth && !/:TenantId$/i.test(name))
    .map(({ name, setName, type }) => ({ name, setName, type }));
}

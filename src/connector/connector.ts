/**
 * What a custom connector is, as plain data: the files that form one, what they say, and what is wrong with them.
 * Sources: the paconn and pac folder layouts and the property list in Microsoft's PowerPlatformConnectors repository
 * (tools/paconn-cli README and schemas).
 */

export type FileFormat = 'json' | 'yaml';

/** Offsets in UTF-16 units, end exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Replace `range` of a text by `newText`; a set of edits never overlaps and refers to the text before any of them. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

/** URIs as strings, so that the layer needs no file system and works in virtual workspaces. */
export interface ConnectorFiles {
  /** The folder's URI, without a trailing slash. */
  readonly folder: string;
  /** The folder's last path segment, decoded, for display. */
  readonly folderName: string;
  readonly definition?: string;
  readonly properties?: string;
  readonly settings?: string;
  readonly script?: string;
  readonly icon?: string;
}

export type ConnectorFileKind = 'definition' | 'properties' | 'settings';

export interface ConnectorProblem {
  readonly severity: 'error' | 'warning';
  /** A complete sentence; the next step belongs in it. */
  readonly message: string;
  /** The file at fault, as a URI; absent when a file is missing. */
  readonly file?: string;
  readonly range?: TextRange;
}

export interface Operation {
  readonly operationId: string;
  /** Upper case: GET, POST… */
  readonly method: string;
  /** As in the definition, without basePath: `/v1.0/me`. */
  readonly path: string;
  readonly summary?: string;
  readonly trigger: boolean;
  readonly parameters: readonly OperationParameter[];
  readonly range?: TextRange;
}

export interface OperationParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'body' | 'formData';
  readonly required: boolean;
  readonly description?: string;
  readonly defaultValue?: unknown;
}

/** A path of property names and array indexes from the document's root. */
export type Pointer = readonly (string | number)[];

/**
 * One OAuth connection parameter's settings, read without regard to the case of their names, since the portal
 * writes camelCase and the managed-identity export PascalCase (see managed-identity-shape.ts).
 */
export interface SecurityBlock {
  /** Where the parameter stands: `['properties','connectionParameters','token']`, or inside a parameter set. */
  readonly pointer: Pointer;
  readonly parameterName: string;
  /** The name of the connectionParameterSets value it belongs to. */
  readonly setName?: string;
  /** Range of the parameter's value, for lenses and diagnostics. */
  readonly range?: TextRange;
  readonly identityProvider?: string;
  readonly clientId?: string;
  readonly tenantId?: string;
  readonly loginUri?: string;
  readonly resourceUri?: string;
  readonly scopes: readonly string[];
  /** True when a non-empty clientSecret stands in the file. Its value is never read into the model. */
  readonly hasSecret: boolean;
  /** How the connector proves itself to Entra. */
  readonly credential: 'managedIdentity' | 'secret' | 'certificate' | 'none';
  readonly redirectMode?: string;
  readonly redirectUrl?: string;
  readonly issuer?: string;
  readonly subject?: string;
  readonly audience?: string;
  /** Of the four above, those that the data gives several times and differently, so that none was taken. */
  readonly ambiguous?: readonly ('redirectUrl' | 'issuer' | 'subject' | 'audience')[];
}

/** A connection parameter that is not OAuth: API key, basic, gateway… */
export interface OtherParameter {
  readonly name: string;
  readonly setName?: string;
  readonly type: string;
}

export interface ConnectorSettings {
  readonly connectorId?: string;
  readonly environment?: string;
}

export interface Connector {
  readonly files: ConnectorFiles;
  /** info.title, or the folder's name where the definition has none. */
  readonly title: string;
  readonly description?: string;
  readonly host?: string;
  readonly basePath?: string;
  readonly schemes: readonly string[];
  readonly operations: readonly Operation[];
  readonly security: readonly SecurityBlock[];
  readonly otherParameters: readonly OtherParameter[];
  readonly iconBrandColor?: string;
  readonly settings: ConnectorSettings;
  readonly problems: readonly ConnectorProblem[];
  /** The files' contents as data, `undefined` where absent or broken beyond reading. */
  readonly definition?: Readonly<Record<string, unknown>>;
  /** The `properties` object of apiProperties. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

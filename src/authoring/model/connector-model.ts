/**
 * A connector as the rules and the editor's features read it: views on the syntax trees of its files, indexed once per
 * version. The views keep the nodes, so that whatever is said about them can be said at the right place.
 */
import type { ConnectorFiles, SecurityBlock, TextRange } from '../../connector/connector.ts';
import type { SyntaxDocument, SyntaxMember, SyntaxNode } from '../../connector/syntax-node.ts';
import type { SchemaProblem } from '../schema/schema-service.ts';

/** The files that hold rules' findings and the features' answers. */
export type FileKind = 'definition' | 'properties' | 'settings' | 'script';

export interface ConnectorModel {
  readonly files: ConnectorFiles;
  /** Names of all that lies in the connector's folder; undefined where nobody could list it. */
  readonly entryNames?: readonly string[];
  /** Of the files that exist and could be read, however broken. */
  readonly documents: Readonly<Partial<Record<'definition' | 'properties' | 'settings', SyntaxDocument>>>;
  /** Absent where the file is missing or holds no object. */
  readonly definition?: DefinitionModel;
  readonly properties?: PropertiesModel;
  readonly script?: ScriptModel;
  /** Every place that names an operation by its id, in all files, the operations' own `operationId` apart. */
  readonly operationIdUses: readonly OperationIdUse[];
  /** What the files' schemas say; absent where nobody asked them. */
  readonly schemaProblems?: Readonly<Partial<Record<FileKind, readonly SchemaProblem[]>>>;
}

/** Where an object stands in a definition: what an extension means depends on it. */
export type Place =
  | 'root' | 'info' | 'contact' | 'license' | 'pathItem' | 'operation' | 'parameter' | 'items' | 'responses' | 'response'
  | 'header' | 'schema' | 'securityScheme' | 'tag' | 'externalDocs' | 'notificationContent';

export interface DefinitionModel {
  readonly document: SyntaxDocument;
  readonly root: SyntaxNode;
  readonly paths: readonly PathView[];
  readonly operations: readonly OperationView[];
  /** By exact id; an id that stands twice has two views. */
  readonly operationsById: ReadonlyMap<string, readonly OperationView[]>;
  /** Every parameter object where it is written: shared, of a path, of an operation. References are not in it. */
  readonly parameters: readonly ParameterView[];
  /** Every schema object where it is written, nested ones included. */
  readonly schemas: readonly SchemaView[];
  /** Every schema, parameter and `items` object that says more of its value than the type. */
  readonly typedValues: readonly TypedValue[];
  readonly extensions: readonly ExtensionUse[];
  /** The same by exact name: most rules are about one of them. */
  readonly extensionsByName: ReadonlyMap<string, readonly ExtensionUse[]>;
  readonly references: readonly ReferenceUse[];
  readonly dynamics: readonly DynamicUse[];
  /** Members of `definitions`, `parameters`, `responses`, `securityDefinitions` at the root. */
  readonly definitions: ReadonlyMap<string, SyntaxMember>;
  readonly sharedParameters: ReadonlyMap<string, SyntaxMember>;
  readonly sharedResponses: ReadonlyMap<string, SyntaxMember>;
  readonly securitySchemes: ReadonlyMap<string, SyntaxMember>;
  /** Names in `security`, at the root and in operations. */
  readonly securityUses: readonly SecurityUse[];
  /** Follows local references to the object they name; the node itself where it is none; undefined where they lead nowhere. */
  resolve(node: SyntaxNode | undefined): SyntaxNode | undefined;
}

export interface PathView {
  readonly path: string;
  readonly member: SyntaxMember;
  readonly node: SyntaxNode;
  /** `{id}` in the template, with where each stands. */
  readonly templateNames: readonly { readonly name: string; readonly range: TextRange }[];
  readonly parameters: readonly EffectiveParameter[];
  readonly operations: readonly OperationView[];
  readonly notificationContent?: SyntaxMember;
}

export interface OperationView {
  readonly path: PathView;
  /** As the key is written, in lower case. */
  readonly method: string;
  readonly member: SyntaxMember;
  readonly node: SyntaxNode;
  /** Undefined where it is missing or no text. */
  readonly id?: string;
  readonly idNode?: SyntaxNode;
  readonly summary?: string;
  readonly description?: string;
  readonly visibility?: string;
  readonly deprecated: boolean;
  /** The text of `x-ms-trigger`; a trigger is whatever has that extension. */
  readonly trigger?: string;
  /** The path's and its own, its own replacing one of the same name and place. */
  readonly parameters: readonly EffectiveParameter[];
  readonly responses: readonly ResponseView[];
  /** The `responses` member, absent where there is none. */
  readonly responsesMember?: SyntaxMember;
}

/** A parameter as an operation has it. */
export interface EffectiveParameter {
  readonly parameter: ParameterView;
  /** The object in the `parameters` list: the parameter itself, or the reference to it. */
  readonly item: SyntaxNode;
  readonly fromPath: boolean;
}

export interface ParameterView {
  readonly node: SyntaxNode;
  readonly name?: string;
  readonly nameNode?: SyntaxNode;
  readonly in?: string;
  readonly required: boolean;
  readonly type?: string;
  readonly visibility?: string;
  readonly scope: 'shared' | 'path' | 'operation';
  /** Of a shared one, its key under the root's `parameters`. */
  readonly sharedMember?: SyntaxMember;
  /** The operation it is written in. */
  readonly operation?: OperationView;
  readonly path?: PathView;
}

export interface ResponseView {
  readonly operation: OperationView;
  /** `200`, `default`… */
  readonly code: string;
  readonly member: SyntaxMember;
  /** After references. */
  readonly node: SyntaxNode;
  readonly schema?: SyntaxNode;
}

export interface SchemaView {
  readonly node: SyntaxNode;
  readonly role: 'definition' | 'body' | 'response' | 'notification';
  /** Undefined for shared definitions, shared parameters and shared responses, which many operations may use. */
  readonly operation?: OperationView;
  /** The property it describes, for a schema directly under `properties`. */
  readonly property?: SyntaxMember;
  /** The schema it is part of. */
  readonly parent?: SchemaView;
  /** Named in the parent's `required`. */
  readonly required: boolean;
}

export interface TypedValue {
  readonly node: SyntaxNode;
  /** Undefined for what is no single type of JSON: `file`, lists of types, nothing at all. */
  readonly type?: ValueType;
  /** A list with values. */
  readonly enum?: SyntaxMember;
  readonly default?: SyntaxMember;
  readonly format?: SyntaxMember;
}

export type ValueType = 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object';

export interface ExtensionUse {
  readonly name: string;
  readonly member: SyntaxMember;
  readonly owner: SyntaxNode;
  readonly place: Place;
  /** `in` of the parameter that carries it. */
  readonly parameterIn?: string;
  readonly operation?: OperationView;
}

export interface ReferenceUse {
  /** The object that holds `$ref`. */
  readonly node: SyntaxNode;
  readonly member: SyntaxMember;
  readonly target: string;
  readonly operation?: OperationView;
}

export interface SecurityUse {
  readonly name: string;
  readonly member: SyntaxMember;
  readonly operation?: OperationView;
}

export type DynamicKind = 'values' | 'list' | 'schema' | 'properties' | 'tree';

/** One call that an `x-ms-dynamic-*` extension makes; a tree makes two. */
export interface DynamicUse {
  readonly kind: DynamicKind;
  readonly part?: 'open' | 'browse';
  /** The extension's member. */
  readonly member: SyntaxMember;
  /** The object with `operationId` and `parameters`: the extension's value, or its `open` or `browse`. */
  readonly node: SyntaxNode;
  /** The parameter or schema that carries it. */
  readonly owner: SyntaxNode;
  readonly schema?: SchemaView;
  readonly parameter?: ParameterView;
  readonly operation?: OperationView;
  readonly operationId?: string;
  readonly operationIdNode?: SyntaxNode;
  readonly arguments: readonly DynamicArgument[];
}

export interface DynamicArgument {
  /** The parameter of the called operation. */
  readonly name: string;
  readonly member: SyntaxMember;
  /** What `parameter` or `parameterReference` names in the caller. */
  readonly reference?: string;
  readonly referenceNode?: SyntaxNode;
}

export interface OperationIdUse {
  readonly file: FileKind;
  readonly id: string;
  readonly range: TextRange;
  readonly kind: 'dynamic' | 'capability' | 'openai' | 'policy' | 'scriptOperations' | 'legacyScript' | 'script';
  /** The string that names it; none in a script. */
  readonly node?: SyntaxNode;
}

export interface PropertiesModel {
  readonly document: SyntaxDocument;
  readonly root: SyntaxNode;
  /** The object `properties`, absent where it is missing. */
  readonly node?: SyntaxNode;
  readonly parameters: readonly ConnectionParameterView[];
  readonly oauth: readonly OAuthView[];
  readonly policies: readonly PolicyView[];
  readonly policiesMember?: SyntaxMember;
  readonly connectionParametersMember?: SyntaxMember;
  readonly parameterSetsMember?: SyntaxMember;
  readonly scriptOperations?: SyntaxMember;
  /** `@connectionParameters('name')`, `@headers('name')`… in any string of the file. */
  readonly expressions: readonly ExpressionUse[];
}

export interface ExpressionUse {
  readonly kind: 'connectionParameters' | 'headers' | 'queryParameters' | 'environmentVariables' | 'pathParameters';
  readonly name: string;
  /** Of the name alone. */
  readonly range: TextRange;
  readonly node: SyntaxNode;
  /** Where the name begins in the node's value. */
  readonly start: number;
  readonly policy?: PolicyView;
}

export interface ConnectionParameterView {
  readonly name: string;
  readonly member: SyntaxMember;
  readonly node: SyntaxNode;
  /** The object that holds it: connectionParameters, or a set's parameters. */
  readonly container: SyntaxNode;
  readonly setName?: string;
  /** As written. */
  readonly type?: string;
  readonly typeNode?: SyntaxNode;
  readonly uiDefinition?: SyntaxNode;
  readonly constraints?: SyntaxNode;
  readonly oauth?: OAuthView;
}

export interface OAuthView {
  readonly parameter: ConnectionParameterView;
  readonly member: SyntaxMember;
  readonly node: SyntaxNode;
  readonly provider?: string;
  readonly providerNode?: SyntaxNode;
  readonly customParameters?: SyntaxMember;
  /** The values read without regard to case: managed identity, tenant, subject… */
  readonly block: SecurityBlock;
}

export interface PolicyView {
  readonly node: SyntaxNode;
  readonly templateId?: string;
  readonly templateIdNode?: SyntaxNode;
  readonly title?: string;
  readonly parametersMember?: SyntaxMember;
  /** Without `x-ms-apimTemplateParameter.`, in lower case. */
  readonly parameters: ReadonlyMap<string, SyntaxMember>;
  readonly section?: SyntaxNode;
  readonly operationNames: readonly SyntaxNode[];
  /** Undefined means all operations. */
  readonly operationNameMember?: SyntaxMember;
}

export interface ScriptModel {
  readonly text: string;
  /** The class that the platform looks for: `class Script : ScriptBase`. */
  readonly hasScriptClass: boolean;
  /** Text literals compared with the operation's id. */
  readonly operationIds: readonly {
    readonly id: string;
    readonly range: TextRange;
    /** The comparison is one without regard to case. */
    readonly ignoresCase?: true;
  }[];
}

/**
 * Every `x-ms-*` extension known in connector definitions: where it counts, and what it does.
 * Sources: learn.microsoft.com/connectors/custom-connectors/openapi-extensions (the documented ones),
 * schemas/apiDefinition.swagger.schema.json of microsoft/PowerPlatformConnectors (further ones and their forms), the
 * published connectors of that repository (`seenOn`, and what stands there without documentation),
 * github.com/Azure/autorest/blob/main/docs/extensions/readme.md and Microsoft.OpenApi.OData (left over from the
 * definitions that connectors were made from). Names that are mere misspellings are not listed.
 */

export type ExtensionPlace =
  | 'root'
  | 'info'
  | 'pathItem'
  | 'operation'
  | 'parameter:path'
  | 'parameter:query'
  | 'parameter:header'
  | 'parameter:body'
  | 'parameter:formData'
  | 'schema'
  | 'response'
  | 'header'
  | 'notificationContent'
  | 'securityScheme';

export interface Extension {
  readonly name: string;
  /** Where it has an effect. */
  readonly places: readonly ExtensionPlace[];
  /** Where published connectors have it as well, without effect as far as is documented. */
  readonly seenOn?: readonly ExtensionPlace[];
  /** One sentence. */
  readonly description: string;
  readonly documentation: string;
  readonly valueKind: 'string' | 'boolean' | 'object' | 'array' | 'any';
  /** Closed list of values. */
  readonly values?: readonly string[];
  /** In use by published connectors or in Microsoft's schema, but explained nowhere for connectors. */
  readonly undocumented?: true;
}

const LEARN = 'https://learn.microsoft.com/connectors/custom-connectors/openapi-extensions';
const SCHEMA = 'https://github.com/microsoft/PowerPlatformConnectors/blob/dev/schemas/apiDefinition.swagger.schema.json';
const WEBHOOK = 'https://learn.microsoft.com/connectors/custom-connectors/create-webhook-trigger';
const POLLING = 'https://learn.microsoft.com/connectors/custom-connectors/create-polling-trigger';
const CERTIFICATION = 'https://learn.microsoft.com/connectors/custom-connectors/certification-submission';
const AUTOREST = 'https://github.com/Azure/autorest/blob/main/docs/extensions/readme.md';
const ODATA = 'https://github.com/microsoft/OpenAPI.NET.OData';
const COPILOT = 'https://learn.microsoft.com/microsoft-copilot-studio/advanced-connectors';

const SIMPLE_PARAMETERS: readonly ExtensionPlace[] = ['parameter:path', 'parameter:query', 'parameter:header', 'parameter:formData'];
const PARAMETERS: readonly ExtensionPlace[] = [...SIMPLE_PARAMETERS, 'parameter:body'];

/** Documented for connectors. */
const documented: readonly Extension[] = [
  { name: 'x-ms-summary', places: [...PARAMETERS, 'schema', 'response', 'header', 'notificationContent'], seenOn: ['operation'], description: 'The title that users see for a parameter or a field; for an operation, that is summary.', documentation: LEARN, valueKind: 'string' },
  { name: 'x-ms-visibility', places: ['operation', ...PARAMETERS, 'schema', 'header'], seenOn: ['response', 'pathItem'], description: 'Shows an operation or field first (important), under more options (advanced), or never (internal).', documentation: LEARN, valueKind: 'string', values: ['important', 'advanced', 'internal'] },
  { name: 'x-ms-api-annotation', places: ['operation', 'info'], seenOn: ['notificationContent'], description: 'Versions an operation: its family, revision, status and what replaces it.', documentation: LEARN, valueKind: 'object' },
  { name: 'x-ms-operation-context', places: ['operation'], description: 'Names the operation that simulates a firing trigger, so that the trigger can be tested.', documentation: LEARN, valueKind: 'object' },
  { name: 'x-ms-capabilities', places: ['root', 'operation'], description: 'What the connector can do beyond its operations: test a connection, pick files, send in chunks.', documentation: LEARN, valueKind: 'object' },
  { name: 'x-ms-trigger', places: ['operation'], description: 'Makes the operation a trigger that fires once for each answer (single) or for each item in it (batch).', documentation: LEARN, valueKind: 'string', values: ['single', 'batch'] },
  { name: 'x-ms-trigger-hint', places: ['operation'], description: 'Tells users how to make the trigger fire.', documentation: LEARN, valueKind: 'string' },
  { name: 'x-ms-trigger-metadata', places: ['operation'], description: 'How the trigger works: kind query or webhook, mode polling.', documentation: POLLING, valueKind: 'object' },
  { name: 'x-ms-notification-content', places: ['pathItem'], description: 'The schema of what the service sends to the notification URL of a webhook trigger.', documentation: WEBHOOK, valueKind: 'object' },
  { name: 'x-ms-notification-url', places: ['schema', 'parameter:query', 'parameter:header', 'parameter:formData'], description: 'Marks the field that gets the URL at which the flow waits for the webhook.', documentation: WEBHOOK, valueKind: 'boolean' },
  { name: 'x-ms-url-encoding', places: ['parameter:path'], seenOn: ['parameter:query', 'parameter:header', 'parameter:body', 'parameter:formData', 'schema', 'operation'], description: 'Encodes the path parameter once (single) or twice (double).', documentation: LEARN, valueKind: 'string', values: ['single', 'double'] },
  { name: 'x-ms-dynamic-values', places: [...PARAMETERS, 'schema'], description: 'Fills a drop-down list by calling an operation; the older form, for flows that exist.', documentation: LEARN, valueKind: 'object' },
  { name: 'x-ms-dynamic-list', places: [...PARAMETERS, 'schema'], description: 'Fills a drop-down list by calling an operation; the newer form.', documentation: LEARN, valueKind: 'object' },
  { name: 'x-ms-dynamic-schema', places: ['schema'], seenOn: ['operation'], description: 'Gets the schema of a body or response by calling an operation; the older form, for flows that exist.', documentation: LEARN, valueKind: 'object' },
  { name: 'x-ms-dynamic-properties', places: ['schema'], seenOn: ['operation'], description: 'Gets the schema of a body or response by calling an operation; the newer form.', documentation: LEARN, valueKind: 'object' },
  { name: 'x-ms-connector-metadata', places: ['root'], seenOn: ['info'], description: 'Website, privacy policy and categories of a connector that is to be certified.', documentation: CERTIFICATION, valueKind: 'array' },
  { name: 'x-ms-agentic-protocol', places: ['operation'], description: 'Says that the operation is a server of the Model Context Protocol: mcp-streamable-1.0.', documentation: 'https://learn.microsoft.com/microsoft-copilot-studio/mcp-add-existing-server-to-agent', valueKind: 'string' },
];

/** In Microsoft's schema of definitions, without a page of their own. */
const inSchema: readonly Extension[] = [
  { name: 'x-ms-dynamic-tree', places: [...SIMPLE_PARAMETERS, 'schema'], description: 'Lets users pick a value from a tree, such as folders, that operations open and browse.', documentation: SCHEMA, valueKind: 'object' },
  { name: 'x-ms-enum', places: [...SIMPLE_PARAMETERS, 'schema'], description: 'Names an enumeration and its values.', documentation: SCHEMA, valueKind: 'object' },
  { name: 'x-ms-enum-values', places: [...SIMPLE_PARAMETERS, 'schema'], description: 'The texts that users see for the values of enum.', documentation: SCHEMA, valueKind: 'array' },
  { name: 'x-ms-pageable', places: ['operation'], description: 'Names the property with the link to the next page; the policy updatenextlink belongs with it.', documentation: SCHEMA, valueKind: 'object' },
  { name: 'x-ms-test-value', places: [...PARAMETERS, 'schema'], description: 'A value to test with; never a secret.', documentation: SCHEMA, valueKind: 'any' },
  { name: 'x-ms-no-generic-test', places: ['operation'], description: 'Keeps automatic tests from calling the operation.', documentation: SCHEMA, valueKind: 'boolean' },
  { name: 'x-ms-safe-operation', places: ['operation'], description: 'Says that the operation changes nothing, though its method is not GET.', documentation: SCHEMA, valueKind: 'boolean' },
  { name: 'x-ms-media-kind', places: ['schema', ...PARAMETERS], description: 'Says what the content is: an image or audio.', documentation: SCHEMA, valueKind: 'string' },
  { name: 'x-ms-trigger-value', places: ['parameter:query'], description: 'Where a polling trigger finds the value that the next poll sends.', documentation: SCHEMA, valueKind: 'object' },
  { name: 'x-ms-notification', places: ['operation'], description: 'Describes notifications of a webhook.', documentation: SCHEMA, valueKind: 'object' },
  { name: 'x-ms-deployment-version', places: ['info'], description: 'The version of the connector\'s own deployment, such as 1.0.0.', documentation: SCHEMA, valueKind: 'string' },
  { name: 'x-ms-docs', places: ['root'], description: 'Links to documentation of the connector.', documentation: SCHEMA, valueKind: 'array' },
  { name: 'x-ms-localizeDefaultValue', places: [...PARAMETERS, 'schema'], description: 'Says that the default value is a text to translate.', documentation: SCHEMA, valueKind: 'boolean' },
  { name: 'x-ms-parameter-location', places: PARAMETERS, description: 'Says whether a shared parameter belongs to the method or to the client.', documentation: SCHEMA, valueKind: 'string', values: ['method', 'client'] },
  { name: 'x-ms-skip-url-encoding', places: ['parameter:path', 'parameter:query'], seenOn: ['parameter:header'], description: 'Leaves the value of the parameter unencoded.', documentation: SCHEMA, valueKind: 'boolean' },
].map((extension) => ({ ...extension, undocumented: true }) as Extension);

/** Set by certified connectors, mostly for Copilot. */
const inConnectors: readonly Extension[] = [
  { name: 'x-ms-openai-data', places: ['operation', 'root'], description: 'Offers operations to copilots, with what they ask of the user first.', documentation: COPILOT, valueKind: 'object' },
  { name: 'x-ms-openai-manifest', places: ['root', 'info'], description: 'How copilots present the connector: name, description for the model, contact and legal page.', documentation: COPILOT, valueKind: 'object' },
  { name: 'x-ms-openai-published-to-copilots', places: ['info'], description: 'The copilots that the connector is published to.', documentation: COPILOT, valueKind: 'any' },
  { name: 'x-ms-keywords', places: ['info'], description: 'Words under which the connector is found.', documentation: COPILOT, valueKind: 'array' },
  { name: 'x-ms-editor', places: ['schema', 'parameter:query'], description: 'The control with which users enter the value, such as dictionary.', documentation: SCHEMA, valueKind: 'string' },
  { name: 'x-ms-editor-options', places: ['schema', 'parameter:query'], description: 'Options of that control, such as the items of a list.', documentation: SCHEMA, valueKind: 'object' },
].map((extension) => ({ ...extension, undocumented: true }) as Extension);

/** Left over from the definitions that connectors were made from; connectors do not read them. */
const leftOver: readonly Extension[] = [
  { name: 'x-ms-mutability', places: ['schema'], description: 'Whether a property can be created, read or updated.', documentation: AUTOREST, valueKind: 'array' },
  { name: 'x-ms-discriminator-value', places: ['schema'], description: 'The value of the discriminator that stands for this schema.', documentation: AUTOREST, valueKind: 'string' },
  { name: 'x-ms-client-name', places: ['schema', ...PARAMETERS], description: 'The name in generated clients.', documentation: AUTOREST, valueKind: 'string' },
  { name: 'x-ms-client-flatten', places: ['schema', 'parameter:body'], description: 'Flattens the model in generated clients.', documentation: AUTOREST, valueKind: 'boolean' },
  { name: 'x-ms-identifiers', places: ['schema'], description: 'The properties that identify an item of an array.', documentation: AUTOREST, valueKind: 'array' },
  { name: 'x-ms-long-running-operation', places: ['operation'], description: 'Says that the operation goes on after its answer.', documentation: AUTOREST, valueKind: 'boolean' },
  { name: 'x-ms-long-running-operation-options', places: ['operation'], description: 'How the end of a long operation is found.', documentation: AUTOREST, valueKind: 'object' },
  { name: 'x-ms-secret', places: ['schema'], description: 'Says that the value is a secret.', documentation: AUTOREST, valueKind: 'boolean' },
  { name: 'x-ms-azure-resource', places: ['schema'], description: 'Marks an Azure resource.', documentation: AUTOREST, valueKind: 'boolean' },
  { name: 'x-ms-examples', places: ['operation', 'parameter:query'], description: 'Examples of calls.', documentation: AUTOREST, valueKind: 'any' },
  { name: 'x-ms-parameterized-host', places: ['root'], seenOn: ['schema'], description: 'Builds the host from parameters; connectors use the policy dynamichosturl for that.', documentation: AUTOREST, valueKind: 'object' },
  { name: 'x-ms-docs-operation-type', places: ['operation'], description: 'Whether the operation is an OData action or function.', documentation: ODATA, valueKind: 'string' },
  { name: 'x-ms-navigationProperty', places: ['schema'], description: 'Marks an OData navigation property.', documentation: ODATA, valueKind: 'boolean' },
  { name: 'x-ms-primary-error-message', places: ['schema'], description: 'Marks the property with the message of an OData error.', documentation: ODATA, valueKind: 'boolean' },
].map((extension) => ({ ...extension, undocumented: true }) as Extension);

export const extensions: readonly Extension[] = [...documented, ...inSchema, ...inConnectors, ...leftOver];

const byName = new Map(extensions.map((extension) => [extension.name.toLowerCase(), extension]));

/** The extension of that name, whatever its case. */
export function extension(name: string): Extension | undefined {
  return byName.get(name.toLowerCase());
}

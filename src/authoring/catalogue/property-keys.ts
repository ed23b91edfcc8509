/**
 * The keys of apiProperties.json, object by object.
 * Sources: schemas/paconn-apiProperties.schema.json and tools/paconn-cli (operations/download.py, upsert.py) of
 * microsoft/PowerPlatformConnectors; connectors of that repository for what the schema lacks (connectionParameterSets,
 * scriptOperations, script, gatewaySettings, defaultValue); managedBlog/graph-connector-factory-v2 for managed identity.
 */

export const ROOT_KEYS: readonly string[] = ['$schema', 'properties'];

export const PROPERTIES_KEYS: readonly string[] = [
  'connectionParameters', 'connectionParameterSets', 'iconBrandColor', 'capabilities', 'policyTemplateInstances', 'scriptOperations', 'script',
  'publisher', 'stackOwner',
];

export const CONNECTION_PARAMETER_KEYS: readonly string[] = [
  'type', 'oAuthSettings', 'uiDefinition', 'metadata', 'gatewaySettings', 'allowedValues', 'defaultValue', 'managedIdentitySettings',
];

export const CONNECTION_PARAMETER_TYPES: readonly string[] = [
  'string', 'securestring', 'int', 'bool', 'oauthSetting', 'gatewaySetting', 'managedIdentity', 'clientCertificate',
];

export const UI_DEFINITION_KEYS: readonly string[] = ['displayName', 'description', 'tooltip', 'tabIndex', 'constraints', 'schema'];

export const CONSTRAINT_KEYS: readonly string[] = [
  'required', 'hidden', 'clearText', 'tabIndex', 'allowedValues', 'capability', 'dependentParameters', 'dependencies', 'location', 'default',
];

export const PARAMETER_SETS_KEYS: readonly string[] = ['uiDefinition', 'values'];

export const PARAMETER_SET_KEYS: readonly string[] = ['name', 'uiDefinition', 'parameters', 'metadata'];

export const OAUTH_SETTINGS_KEYS: readonly string[] = [
  'identityProvider', 'clientId', 'clientSecret', 'clientAssertionType', 'scopes', 'redirectMode', 'redirectUrl', 'properties', 'customParameters',
  'additionalParameters',
];

export const OAUTH_PROPERTIES_KEYS: readonly string[] = [
  'IsFirstParty', 'IsOnbehalfofLoginSupported', 'AzureActiveDirectoryResourceId', 'FederatedIdentityCredentials',
];

export const FEDERATED_CREDENTIALS_KEYS: readonly string[] = ['Issuer', 'Subject', 'Audience'];

/** What `capabilities` may hold: those of the Dataverse column `connector.capabilities` and of published connectors. */
export const CAPABILITIES: readonly string[] = ['actions', 'triggers', 'gateway', 'cloud', 'blob', 'tabular', 'composite', 'federatedKnowledgeSource'];

export const REDIRECT_MODES: readonly string[] = ['Global', 'GlobalPerConnector', 'Direct', 'GlobalListener'];

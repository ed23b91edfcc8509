/** The files of a new connector. settings.json is not among them: it is written when the connector is deployed. */
import { stringify } from 'yaml';
import type { FileFormat } from './connector.ts';

export type ConnectorTemplate = 'blank' | 'graphCurrentUser';

export interface NewConnector {
  readonly template: ConnectorTemplate;
  readonly title: string;
  readonly description: string;
  readonly format: FileFormat;
  /** Host name of the API, without scheme. */
  readonly host?: string;
  /** Of the Graph template's app; without it the block says `common` until managed identity is configured. */
  readonly tenantId?: string;
}

/** Not #007ee5 or #ffffff, which are refused for certification. */
const ICON_BRAND_COLOR = '#1b6ec2';

const GRAPH = 'https://graph.microsoft.com/';
const SCOPE = 'User.Read';

/** Definition first, then properties; both may be deployed as they are, the blank one once it has an operation. */
export function newConnectorFiles(connector: NewConnector): { name: string; content: string }[] {
  const extension = connector.format;
  const graph = connector.template === 'graphCurrentUser';
  return [
    { name: `apiDefinition.swagger.${extension}`, content: written(graph ? graphDefinition(connector) : blankDefinition(connector), extension) },
    { name: `apiProperties.${extension}`, content: written(graph ? graphProperties(connector.tenantId) : blankProperties(), extension) },
  ];
}

function written(value: unknown, format: FileFormat): string {
  return format === 'json' ? `${JSON.stringify(value, null, 2)}\n` : stringify(value, { lineWidth: 0, version: '1.2' });
}

function head({ title, description }: NewConnector, host: string): object {
  return {
    swagger: '2.0',
    info: { title, description, version: '1.0' },
    host,
    basePath: '/',
    schemes: ['https'],
    consumes: ['application/json'],
    produces: ['application/json'],
  };
}

function blankDefinition(connector: NewConnector): object {
  return { ...head(connector, connector.host ?? 'api.example.com'), paths: {}, definitions: {} };
}

function blankProperties(): object {
  return { properties: { connectionParameters: {}, iconBrandColor: ICON_BRAND_COLOR, capabilities: [], policyTemplateInstances: [] } };
}

/** Microsoft Graph v1.0, Get user: GET /me with User.Read. */
function graphDefinition(connector: NewConnector): object {
  return {
    ...head(connector, connector.host ?? 'graph.microsoft.com'),
    paths: {
      '/v1.0/me': {
        get: {
          operationId: 'GetCurrentUser',
          summary: 'Get the current user',
          description: 'Gets the profile of the user who is signed in.',
          parameters: [],
          responses: { 200: { description: 'The user', schema: { $ref: '#/definitions/User' } }, default: { description: 'Error' } },
        },
      },
    },
    definitions: {
      User: {
        type: 'object',
        properties: {
          id: { type: 'string', description: 'Unique identifier of the user.', 'x-ms-summary': 'Id' },
          displayName: { type: 'string', description: 'Name shown in the address book.', 'x-ms-summary': 'Display name' },
          givenName: { type: 'string', description: 'First name.', 'x-ms-summary': 'Given name' },
          surname: { type: 'string', description: 'Last name.', 'x-ms-summary': 'Surname' },
          userPrincipalName: { type: 'string', description: 'Name with which the user signs in.', 'x-ms-summary': 'User principal name' },
          mail: { type: 'string', description: 'SMTP address.', 'x-ms-summary': 'Mail' },
          jobTitle: { type: 'string', description: 'Job title.', 'x-ms-summary': 'Job title' },
        },
      },
    },
    securityDefinitions: {
      oauth2_auth: {
        type: 'oauth2',
        flow: 'accessCode',
        authorizationUrl: 'https://login.microsoftonline.com/common/oauth2/authorize',
        tokenUrl: 'https://login.microsoftonline.com/common/oauth2/token',
        scopes: { [SCOPE]: SCOPE },
      },
    },
    security: [{ oauth2_auth: [SCOPE] }],
  };
}

/** The portal's form for Azure Active Directory before any secret or managed identity is chosen. */
function graphProperties(tenantId = 'common'): object {
  return {
    properties: {
      connectionParameters: {
        token: {
          type: 'oauthSetting',
          oAuthSettings: {
            identityProvider: 'aad',
            clientId: '',
            scopes: [SCOPE],
            redirectMode: 'GlobalPerConnector',
            properties: { IsFirstParty: 'False', AzureActiveDirectoryResourceId: GRAPH, IsOnbehalfofLoginSupported: true },
            customParameters: {
              loginUri: { value: 'https://login.microsoftonline.com' },
              tenantId: { value: tenantId },
              resourceUri: { value: GRAPH },
              enableOnbehalfOfLogin: { value: 'false' },
            },
          },
          uiDefinition: {
            displayName: 'Sign in with Microsoft Entra ID',
            description: 'Sign in with your work account.',
            constraints: { required: 'true', hidden: 'false' },
          },
        },
        'token:TenantId': {
          type: 'string',
          metadata: { sourceType: 'AzureActiveDirectoryTenant' },
          uiDefinition: { constraints: { required: 'false', hidden: 'true' } },
        },
      },
      iconBrandColor: ICON_BRAND_COLOR,
      capabilities: [],
      policyTemplateInstances: [],
    },
  };
}

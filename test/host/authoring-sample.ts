/** A connector for the authoring tests, in either format: an action, a call for dynamic values, a policy, a script, a sign-in. */
import { stringify } from 'yaml';
import type * as vscode from 'vscode';
import { write } from './workspace-files.ts';

export type Format = 'json' | 'yaml';

const DEFINITION = {
  swagger: '2.0',
  info: { title: 'Library', version: '1.0', description: 'Looks after books and the people who borrow them.' },
  host: 'library.contoso.com',
  basePath: '/',
  schemes: ['https'],
  paths: {
    '/shelves': {
      get: { operationId: 'ListShelves', summary: 'List shelves', description: 'Lists all shelves.', responses: { 200: { description: 'OK', schema: { type: 'array', items: { $ref: '#/definitions/Shelf' } } } } },
    },
    '/shelves/{shelfId}/books': {
      get: {
        operationId: 'ListBooks',
        summary: 'List books',
        description: 'Lists the books of a shelf.',
        parameters: [{
          name: 'shelfId', in: 'path', required: true, type: 'string', description: 'The shelf.', 'x-ms-summary': 'Shelf', 'x-ms-url-encoding': 'single',
          'x-ms-dynamic-values': { operationId: 'ListShelves', 'value-path': 'id', 'value-title': 'name' },
        }],
        responses: { 200: { description: 'OK', schema: { type: 'object' } } },
      },
    },
  },
  definitions: { Shelf: { type: 'object', properties: { id: { type: 'string', description: 'The id.' }, name: { type: 'string', description: 'The name.' } } } },
  securityDefinitions: { oauth2_auth: { type: 'oauth2', flow: 'accessCode', authorizationUrl: 'https://login.microsoftonline.com/common/oauth2/authorize', tokenUrl: 'https://login.microsoftonline.com/common/oauth2/token', scopes: {} } },
  security: [{ oauth2_auth: [] }],
};

const PROPERTIES = {
  properties: {
    iconBrandColor: '#1c6dd0',
    capabilities: [],
    connectionParameters: {
      token: {
        type: 'oauthSetting',
        oAuthSettings: {
          identityProvider: 'aad',
          clientId: '11111111-2222-3333-4444-555555555555',
          scopes: [],
          redirectMode: 'GlobalPerConnector',
          redirectUrl: 'https://global.consent.azure-apim.net/redirect/library',
          properties: { IsFirstParty: 'False', AzureActiveDirectoryResourceId: 'https://library.contoso.com' },
          customParameters: { loginUri: { value: 'https://login.microsoftonline.com' }, tenantId: { value: 'common' }, resourceUri: { value: 'https://library.contoso.com' } },
        },
        uiDefinition: { displayName: 'Sign in', constraints: { required: 'true' } },
      },
      'token:TenantId': { type: 'string', metadata: { sourceType: 'AzureActiveDirectoryTenant' }, uiDefinition: { constraints: { required: 'false', hidden: 'true' } } },
    },
    policyTemplateInstances: [{
      templateId: 'setheader',
      title: 'Accept',
      parameters: {
        'x-ms-apimTemplateParameter.name': 'Accept',
        'x-ms-apimTemplateParameter.value': 'application/json',
        'x-ms-apimTemplateParameter.existsAction': 'override',
        'x-ms-apimTemplate-policySection': 'Request',
        'x-ms-apimTemplate-operationName': ['ListShelves'],
      },
    }],
    scriptOperations: ['ListShelves'],
  },
};

const SCRIPT = `public class Script : ScriptBase
{
    public override async Task<HttpResponseMessage> ExecuteAsync()
    {
        if (this.Context.OperationId == "ListShelves")
        {
            return await this.Context.SendAsync(this.Context.Request, this.CancellationToken);
        }
        return new HttpResponseMessage(HttpStatusCode.BadRequest);
    }
}
`;

export interface Sample {
  readonly definition: vscode.Uri;
  readonly properties: vscode.Uri;
  readonly script: vscode.Uri;
}

export async function writeSample(folder: string, format: Format, change: (definition: typeof DEFINITION) => unknown = (definition) => definition): Promise<Sample> {
  const text = (data: unknown): string => (format === 'json' ? `${JSON.stringify(data, null, 2)}\n` : stringify(data, { lineWidth: 0 }));
  return {
    definition: await write(`${folder}/apiDefinition.swagger.${format}`, text(change(structuredClone(DEFINITION)))),
    properties: await write(`${folder}/apiProperties.${format}`, text(PROPERTIES)),
    script: await write(`${folder}/script.csx`, SCRIPT),
  };
}

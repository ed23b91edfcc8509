/** The files of the connector "Expenses" that the preset `secretful` has deployed, as a folder of the workspace holds them. */

const expensesAppId = 'a94c7d3e-50b8-4e12-9f6a-c83d10e5b276';

/** File names and texts. A maker's folder has no secret in it: the service was given that once. */
export function secretfulFiles(connectorId: string, environment: string, tenantId: string): readonly (readonly [name: string, text: string])[] {
  const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
  return [
    ['apiDefinition.swagger.json', json({
      swagger: '2.0', info: { title: 'Expenses', description: 'Expenses, a connector that was here before.', version: '1.0' },
      host: 'graph.microsoft.com', basePath: '/', schemes: ['https'],
      paths: { '/v1.0/me': { get: { operationId: 'GetMe', summary: 'Get', responses: { default: { description: 'default', schema: {} } } } } },
    })],
    ['apiProperties.json', json({
      properties: {
        iconBrandColor: '#1c6dd0',
        connectionParameters: {
          token: {
            type: 'oauthSetting',
            oAuthSettings: {
              identityProvider: 'aad', clientId: expensesAppId, scopes: ['User.Read'], redirectMode: 'Global', properties: { IsFirstParty: 'False' },
              customParameters: {
                loginUri: { value: 'https://login.microsoftonline.com' }, tenantId: { value: tenantId },
                resourceUri: { value: 'https://graph.microsoft.com' }, enableOnbehalfOfLogin: { value: 'false' },
              },
            },
          },
        },
      },
    })],
    ['settings.json', json({ connectorId, environment })],
  ];
}

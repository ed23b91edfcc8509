/**
 * A hand-off as a Bicep file with the Microsoft Graph extension. Source: learn.microsoft.com, Bicep templates for
 * Microsoft Graph (resource types Microsoft.Graph/applications and applications/federatedIdentityCredentials, the
 * alternate key `uniqueName`); msgraph-bicep-types#196 and #202 (an app without unique name cannot be adopted). A
 * deployment replaces lists as a whole, so the file holds the merged ones and is true for the moment it was made.
 */
import { permissionsWith } from '../desired-state.ts';
import { PlanRefusedError } from '../errors.ts';
import { bicepQuoted } from './bicep-quoting.ts';
import type { HandOff } from './hand-off-model.ts';
import { accessTo } from './script-parts.ts';
import { visibleAscii } from './visible-text.ts';

const EXTENSION = 'br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0';

/** Throws PlanRefusedError for an existing app without unique name, which a Bicep file cannot name. */
export function bicepFile(handOff: HandOff): string {
  const { app, credential, redirectUrl, permissions, otherPermissions } = handOff;
  const uniqueName = app.uniqueName;
  if (!uniqueName) {
    throw new PlanRefusedError('applicationNotFound', `The app registration "${app.displayName}" has no unique name, and Bicep finds an app by that alone. Use the script or the checklist instead.`);
  }
  const access = permissionsWith(otherPermissions, permissions ? [accessTo(permissions)] : []);
  const redirectUris = [...(app.kind === 'existing' ? app.redirectUris : []), ...(redirectUrl === undefined || (app.kind === 'existing' && app.redirectUris.includes(redirectUrl)) ? [] : [redirectUrl])];
  return [
    `// Managed identity for the custom connector "${visibleAscii(handOff.connectorTitle)}" in "${visibleAscii(handOff.environmentDisplayName)}".`,
    `// Deploy as an owner of the app or an Application Administrator, in the tenant ${visibleAscii(handOff.tenantId)}.`,
    '// A deployment replaces redirect URIs and permissions by the lists below. They hold what was there when this file was',
    '// made: deploy it soon, and never again after somebody has changed the app.',
    ...handOff.later.map((sentence) => `// Not yet: ${visibleAscii(sentence)}`),
    `extension ${bicepQuoted(EXTENSION)}`,
    '',
    'resource app \'Microsoft.Graph/applications@v1.0\' = {',
    `  uniqueName: ${bicepQuoted(uniqueName)}`,
    `  displayName: ${bicepQuoted(app.displayName)}`,
    '  signInAudience: \'AzureADMyOrg\'',
    '  requiredResourceAccess: [',
    ...access.flatMap(({ resourceAppId, resourceAccess }) => [
      '    {',
      `      resourceAppId: ${bicepQuoted(resourceAppId)}`,
      '      resourceAccess: [',
      ...resourceAccess.map(({ id, type }) => `        { id: ${bicepQuoted(id)}, type: ${bicepQuoted(type)} }`),
      '      ]',
      '    }',
    ]),
    '  ]',
    '  web: {',
    '    redirectUris: [',
    ...redirectUris.map((uri) => `      ${bicepQuoted(uri)}`),
    '    ]',
    '  }',
    '}',
    '',
    'resource principal \'Microsoft.Graph/servicePrincipals@v1.0\' = {',
    '  appId: app.appId',
    '}',
    '',
    ...(credential ? [
      'resource credential \'Microsoft.Graph/applications/federatedIdentityCredentials@v1.0\' = {',
      `  name: '\${app.uniqueName}/${bicepQuoted(credential.name).slice(1)}`,
      `  issuer: ${bicepQuoted(credential.issuer)}`,
      `  subject: ${bicepQuoted(credential.subject ?? '')}`,
      `  audiences: [${credential.audiences.map(bicepQuoted).join(', ')}]`,
      `  description: ${bicepQuoted(credential.description ?? '')}`,
      '}',
      '',
    ] : []),
    'output clientId string = app.appId',
    '',
  ].join('\n');
}

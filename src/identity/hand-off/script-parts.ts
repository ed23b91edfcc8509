/** What the bash and the PowerShell script of a hand-off have in common. */
import type { HandOff } from './hand-off-model.ts';
import { visibleAscii } from './visible-text.ts';

/** Comment lines; `#` begins a comment in both. */
export function scriptHeader({ connectorTitle, environmentDisplayName, later }: HandOff): string[] {
  return [
    `# Managed identity for the custom connector "${visibleAscii(connectorTitle)}" in "${visibleAscii(environmentDisplayName)}":`,
    '# the part that is written to Microsoft Entra. Needs Azure CLI, signed in (az login) by somebody who may change the app:',
    '# its owner, an Application Administrator or a Cloud Application Administrator. Run it again at any time: what is there is kept.',
    ...later.map((sentence) => `# Not yet: ${visibleAscii(sentence)}`),
  ];
}

/** Body of the app registration's create, in Graph's words. */
export function newApplicationBody({ displayName, notes }: Extract<HandOff['app'], { readonly kind: 'new' }>, permissions: HandOff['permissions']): object {
  return {
    displayName, signInAudience: 'AzureADMyOrg', notes,
    ...(permissions && { requiredResourceAccess: [accessTo(permissions)] }),
  };
}

export function accessTo({ resourceAppId, scopes }: NonNullable<HandOff['permissions']>): HandOff['otherPermissions'][number] {
  return { resourceAppId, resourceAccess: scopes.map(({ id }) => ({ id, type: 'Scope' })) };
}

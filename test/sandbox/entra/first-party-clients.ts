/**
 * What Microsoft's public clients may ask for without consent, and what a sign-in with them therefore yields. From the
 * community enumeration in dirkjanm/ROADtools (firstpartyscopes.json): VS Code's client has no Graph scope that writes
 * applications (also Azure/vscode-aks-tools#724), and none at all for Azure API connections; Azure CLI has both.
 */
import type { Resource } from './resources.ts';

export const vsCodeClientId = 'aebc6443-996d-45c2-90f0-388ff96faa56';
export const azureCliClientId = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';

type Preauthorized = Partial<Record<Resource['name'], readonly string[]>>;

const clients: Readonly<Record<string, { readonly name: string; readonly scopes: Preauthorized }>> = {
  [vsCodeClientId]: {
    name: 'Visual Studio Code',
    scopes: {
      graph: ['Mail.Send', 'Tasks.ReadWrite', 'User.Read', 'User.ReadBasic.All', 'email', 'openid', 'profile'],
      powerApps: ['user_impersonation'],
      powerPlatform: ['CopilotStudio.Copilots.Test', 'PowerPages.Websites.Read', 'PowerPages.Websites.Write'],
      azure: ['user_impersonation'],
    },
  },
  [azureCliClientId]: {
    name: 'Microsoft Azure CLI',
    scopes: {
      graph: ['Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All',
        'Directory.AccessAsUser.All', 'Group.ReadWrite.All', 'User.Read.All', 'email', 'openid', 'profile'],
      powerApps: ['user_impersonation'],
      powerPlatform: ['EnvironmentManagement.Environments.Read'],
      apiHub: ['user_impersonation'],
      azure: ['user_impersonation'],
    },
  },
};

export function firstPartyClient(clientId: string): { readonly name: string; readonly scopes: Preauthorized } | undefined {
  return clients[clientId.toLowerCase()];
}

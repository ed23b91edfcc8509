/**
 * Microsoft's own APIs that connectors call most, with what a security block must say for each.
 * Sources: application ids: learn.microsoft.com/power-platform/admin/apps-to-allow and /troubleshoot/entra/entra-id
 * /governance/verify-first-party-apps-sign-in, the published list in hashicorp/go-azure-sdk (sdk/environments), and for
 * Log Analytics learn.microsoft.com/azure/lighthouse/how-to/monitor-at-scale; resource URIs and delegated permissions:
 * the page given with each API. Public cloud; other clouds have other hosts.
 */

export interface ApiScope {
  /** As it stands in `scopes`, without the resource's URI. */
  readonly name: string;
  readonly description: string;
  /** Users cannot consent to it for themselves. */
  readonly adminConsent?: true;
}

export interface MicrosoftApi {
  readonly name: string;
  /** What customParameters.resourceUri says. Only a pattern where `template` is set. */
  readonly resourceUri: string;
  /** The host differs by organization: `contoso` in the URI must be replaced. */
  readonly template?: true;
  /** Other URIs of the same API. */
  readonly alsoKnownAs?: readonly string[];
  readonly appId: string;
  /** Delegated permissions; the common ones, not all. */
  readonly scopes: readonly ApiScope[];
  readonly documentation: string;
}

const scope = (name: string, description: string): ApiScope => ({ name, description });
const adminScope = (name: string, description: string): ApiScope => ({ name, description, adminConsent: true });
const impersonation = (api: string): ApiScope[] => [scope('user_impersonation', `Call ${api} as the signed-in user.`)];

const GRAPH_SCOPES: readonly ApiScope[] = [
  scope('User.Read', 'Sign in and read the profile of the signed-in user.'),
  scope('User.ReadWrite', 'Read and change the profile of the signed-in user.'),
  scope('User.ReadBasic.All', 'Read the basic profiles of all users.'),
  adminScope('User.Read.All', 'Read the full profiles of all users.'),
  adminScope('User.ReadWrite.All', 'Read and change the full profiles of all users.'),
  scope('People.Read', 'Read the people that matter to the signed-in user.'),
  scope('Mail.Read', 'Read the user\'s mail.'),
  scope('Mail.ReadBasic', 'Read the user\'s mail without body and attachments.'),
  scope('Mail.ReadWrite', 'Read, create, change and delete the user\'s mail.'),
  scope('Mail.Send', 'Send mail as the user.'),
  scope('MailboxSettings.Read', 'Read the settings of the user\'s mailbox.'),
  scope('MailboxSettings.ReadWrite', 'Read and change the settings of the user\'s mailbox.'),
  scope('Calendars.Read', 'Read the user\'s calendars.'),
  scope('Calendars.ReadWrite', 'Read and change the user\'s calendars.'),
  scope('Contacts.Read', 'Read the user\'s contacts.'),
  scope('Contacts.ReadWrite', 'Read and change the user\'s contacts.'),
  scope('Files.Read', 'Read the user\'s files.'),
  scope('Files.ReadWrite', 'Read and change the user\'s files.'),
  scope('Files.Read.All', 'Read all files that the user can open.'),
  scope('Files.ReadWrite.All', 'Read and change all files that the user can open.'),
  scope('Sites.Read.All', 'Read items in all site collections that the user can open.'),
  scope('Sites.ReadWrite.All', 'Read and change items in all site collections that the user can open.'),
  scope('Sites.Manage.All', 'Create and delete lists in all site collections that the user can open.'),
  adminScope('Sites.FullControl.All', 'Have full control of all site collections that the user can open.'),
  scope('Tasks.Read', 'Read the user\'s tasks and plans.'),
  scope('Tasks.ReadWrite', 'Read and change the user\'s tasks and plans.'),
  scope('Notes.Read', 'Read the user\'s OneNote notebooks.'),
  scope('Notes.ReadWrite', 'Read and change the user\'s OneNote notebooks.'),
  adminScope('Group.Read.All', 'Read all groups.'),
  adminScope('Group.ReadWrite.All', 'Read and change all groups.'),
  adminScope('GroupMember.Read.All', 'Read the members of groups.'),
  adminScope('GroupMember.ReadWrite.All', 'Read and change the members of groups.'),
  adminScope('Directory.Read.All', 'Read the directory.'),
  adminScope('Directory.ReadWrite.All', 'Read and change the directory.'),
  adminScope('Application.Read.All', 'Read app registrations and service principals.'),
  adminScope('AuditLog.Read.All', 'Read audit logs.'),
  adminScope('Reports.Read.All', 'Read usage reports.'),
  scope('Team.ReadBasic.All', 'Read names and descriptions of the user\'s teams.'),
  scope('Channel.ReadBasic.All', 'Read names and descriptions of channels.'),
  scope('ChannelMessage.Send', 'Send messages in channels as the user.'),
  adminScope('ChannelMessage.Read.All', 'Read the messages of channels.'),
  scope('Chat.Read', 'Read the user\'s chats.'),
  scope('Chat.ReadWrite', 'Read the user\'s chats and send messages in them.'),
  scope('Presence.Read', 'Read the user\'s presence.'),
  scope('OnlineMeetings.Read', 'Read the user\'s online meetings.'),
  scope('OnlineMeetings.ReadWrite', 'Read and create the user\'s online meetings.'),
  adminScope('SecurityEvents.Read.All', 'Read security events.'),
  adminScope('SecurityAlert.Read.All', 'Read security alerts.'),
  scope('openid', 'Sign the user in.'),
  scope('profile', 'Read the user\'s basic profile.'),
  scope('email', 'Read the user\'s mail address.'),
  scope('offline_access', 'Keep access once given, through refresh tokens.'),
];

export const microsoftApis: readonly MicrosoftApi[] = [
  {
    name: 'Microsoft Graph',
    resourceUri: 'https://graph.microsoft.com/',
    appId: '00000003-0000-0000-c000-000000000000',
    scopes: GRAPH_SCOPES,
    documentation: 'https://learn.microsoft.com/graph/permissions-reference',
  },
  {
    name: 'Dataverse',
    resourceUri: 'https://contoso.crm.dynamics.com/',
    template: true,
    appId: '00000007-0000-0000-c000-000000000000',
    scopes: impersonation('Dataverse'),
    documentation: 'https://learn.microsoft.com/power-apps/developer/data-platform/authenticate-oauth',
  },
  {
    name: 'Azure Resource Manager',
    resourceUri: 'https://management.azure.com/',
    alsoKnownAs: ['https://management.core.windows.net/'],
    appId: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
    scopes: impersonation('Azure Resource Manager'),
    documentation: 'https://learn.microsoft.com/rest/api/azure/',
  },
  {
    name: 'SharePoint Online',
    resourceUri: 'https://contoso.sharepoint.com/',
    template: true,
    appId: '00000003-0000-0ff1-ce00-000000000000',
    scopes: [
      scope('AllSites.Read', 'Read items in all site collections that the user can open.'),
      scope('AllSites.Write', 'Read and change items in all site collections that the user can open.'),
      scope('AllSites.Manage', 'Create and delete lists in all site collections that the user can open.'),
      adminScope('AllSites.FullControl', 'Have full control of all site collections that the user can open.'),
      scope('MyFiles.Read', 'Read the user\'s files.'),
      scope('MyFiles.Write', 'Read and change the user\'s files.'),
    ],
    documentation: 'https://learn.microsoft.com/sharepoint/dev/sp-add-ins/complete-basic-operations-using-sharepoint-rest-endpoints',
  },
  {
    name: 'Azure Key Vault',
    resourceUri: 'https://vault.azure.net',
    appId: 'cfa8b339-82a2-471a-a3c9-0fc0be7a4093',
    scopes: impersonation('Azure Key Vault'),
    documentation: 'https://learn.microsoft.com/azure/key-vault/general/authentication-requests-and-responses',
  },
  {
    name: 'Azure Storage',
    resourceUri: 'https://storage.azure.com/',
    appId: 'e406a681-f3d4-42a8-90b6-c2b029497af1',
    scopes: impersonation('Azure Storage'),
    documentation: 'https://learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory',
  },
  {
    name: 'Power Platform API',
    resourceUri: 'https://api.powerplatform.com/',
    appId: '8578e004-a5c6-46e7-913e-12f58912df43',
    scopes: [
      scope('AppManagement.ApplicationPackages.Read', 'Read the application packages of environments.'),
      scope('AppManagement.ApplicationPackages.Install', 'Install application packages into environments.'),
      scope('Connectivity.Connections.Read', 'Read connections.'),
      scope('Licensing.Allocations.Read', 'Read the allocation of capacity.'),
      scope('Licensing.BillingPolicies.Read', 'Read billing policies.'),
    ],
    documentation: 'https://learn.microsoft.com/power-platform/admin/programmability-permission-reference',
  },
  {
    name: 'Power Apps service',
    resourceUri: 'https://service.powerapps.com/',
    appId: '475226c6-020e-4fb2-8a90-7a972cbfc1d4',
    scopes: [scope('User', 'Call the Power Apps service as the signed-in user.')],
    documentation: 'https://learn.microsoft.com/power-platform/admin/apps-to-allow',
  },
  {
    name: 'Power Automate service',
    resourceUri: 'https://service.flow.microsoft.com/',
    appId: '7df0a125-d3be-4c96-aa54-591f83ff541c',
    scopes: [
      scope('User', 'Call the Power Automate service as the signed-in user.'),
      scope('Flows.Read.All', 'Read the user\'s flows.'),
      scope('Flows.Manage.All', 'Change the user\'s flows.'),
    ],
    documentation: 'https://learn.microsoft.com/power-automate/web-api',
  },
  {
    name: 'Azure DevOps',
    resourceUri: '499b84ac-1321-427f-aa17-267ca6975798',
    alsoKnownAs: ['https://app.vssps.visualstudio.com/'],
    appId: '499b84ac-1321-427f-aa17-267ca6975798',
    scopes: [
      ...impersonation('Azure DevOps'),
      scope('vso.work', 'Read work items.'),
      scope('vso.work_write', 'Read and change work items.'),
      scope('vso.code', 'Read source code.'),
      scope('vso.build', 'Read builds.'),
      scope('vso.build_execute', 'Queue builds.'),
      scope('vso.project', 'Read projects and teams.'),
    ],
    documentation: 'https://learn.microsoft.com/azure/devops/integrate/get-started/authentication/oauth',
  },
  {
    name: 'Log Analytics API',
    resourceUri: 'https://api.loganalytics.io',
    appId: 'ca7f3f0b-7d91-482c-8e09-c5d840d0eac5',
    scopes: [scope('Data.Read', 'Read the data of workspaces as the signed-in user.')],
    documentation: 'https://learn.microsoft.com/azure/azure-monitor/logs/api/access-api',
  },
  {
    name: 'Application Insights API',
    resourceUri: 'https://api.applicationinsights.io',
    appId: 'f5c26e74-f226-4ae8-85f0-b4af0080ac9e',
    scopes: [scope('Data.Read', 'Read the data of Application Insights as the signed-in user.')],
    documentation: 'https://learn.microsoft.com/azure/azure-monitor/app/app-insights-azure-ad-api',
  },
  {
    name: 'Azure AI services',
    resourceUri: 'https://cognitiveservices.azure.com',
    appId: '7d312290-28c8-473c-a0ed-8e53749b6d6d',
    scopes: impersonation('Azure AI services'),
    documentation: 'https://learn.microsoft.com/azure/ai-services/authentication',
  },
  {
    name: 'Power BI',
    resourceUri: 'https://analysis.windows.net/powerbi/api',
    alsoKnownAs: ['https://api.fabric.microsoft.com'],
    appId: '00000009-0000-0000-c000-000000000000',
    scopes: [
      scope('Report.Read.All', 'Read the user\'s reports.'),
      scope('Dataset.Read.All', 'Read the user\'s semantic models.'),
      scope('Dataset.ReadWrite.All', 'Read and change the user\'s semantic models.'),
      scope('Workspace.Read.All', 'Read the user\'s workspaces.'),
      scope('Dashboard.Read.All', 'Read the user\'s dashboards.'),
    ],
    documentation: 'https://learn.microsoft.com/rest/api/power-bi/',
  },
  {
    name: 'Office 365 Management API',
    resourceUri: 'https://manage.office.com',
    appId: 'c5393580-f805-4401-95e8-94b7a6ef2fc2',
    scopes: [
      adminScope('ActivityFeed.Read', 'Read the activity data of the organization.'),
      adminScope('ServiceHealth.Read', 'Read the health of the organization\'s services.'),
    ],
    documentation: 'https://learn.microsoft.com/office/office-365-management-api/get-started-with-office-365-management-apis',
  },
  {
    name: 'Azure SQL Database',
    resourceUri: 'https://database.windows.net/',
    appId: '022907d3-0f1b-48f7-badc-1ba6abab6d66',
    scopes: impersonation('Azure SQL Database'),
    documentation: 'https://learn.microsoft.com/azure/azure-sql/database/authentication-aad-overview',
  },
  {
    name: 'Azure Data Explorer',
    resourceUri: 'https://contoso.westeurope.kusto.windows.net',
    template: true,
    appId: '2746ea77-4702-4b45-80ca-3c97e680e8b7',
    scopes: impersonation('Azure Data Explorer'),
    documentation: 'https://learn.microsoft.com/kusto/api/rest/authentication',
  },
  {
    name: 'Azure Service Bus',
    resourceUri: 'https://servicebus.azure.net',
    appId: '80a10ef9-8168-493d-abf9-3297c4ef6e3c',
    scopes: impersonation('Azure Service Bus'),
    documentation: 'https://learn.microsoft.com/azure/service-bus-messaging/authenticate-application',
  },
  {
    name: 'Azure Event Hubs',
    resourceUri: 'https://eventhubs.azure.net',
    appId: '80369ed6-5f11-4dd9-bef3-692475845e77',
    scopes: impersonation('Azure Event Hubs'),
    documentation: 'https://learn.microsoft.com/azure/event-hubs/authenticate-application',
  },
  {
    name: 'Azure Digital Twins',
    resourceUri: 'https://digitaltwins.azure.net',
    appId: '0b07f429-9f4b-4714-9392-cc5e8e80c8b0',
    scopes: [scope('Read.Write', 'Read and change digital twins as the signed-in user.')],
    documentation: 'https://learn.microsoft.com/azure/digital-twins/how-to-create-app-registration',
  },
  {
    name: 'Dynamics 365 Business Central',
    resourceUri: 'https://api.businesscentral.dynamics.com',
    appId: '996def3d-b36c-4153-8607-a6fd3c01b89f',
    scopes: [
      ...impersonation('Business Central'),
      scope('Financials.ReadWrite.All', 'Read and change the data of Business Central as the signed-in user.'),
    ],
    documentation: 'https://learn.microsoft.com/dynamics365/business-central/dev-itpro/webservices/authenticate-web-services-using-oauth',
  },
  {
    name: 'Microsoft Defender for Endpoint',
    resourceUri: 'https://api.securitycenter.microsoft.com',
    appId: 'fc780465-2017-40d4-a0c5-307022471b92',
    scopes: [
      adminScope('Alert.Read', 'Read alerts.'),
      adminScope('Machine.Read', 'Read machines.'),
      adminScope('AdvancedQuery.Read', 'Run advanced queries.'),
    ],
    documentation: 'https://learn.microsoft.com/defender-endpoint/api/exposed-apis-create-app-nativeapp',
  },
];

const normalized = (uri: string): string => uri.trim().replace(/\/+$/, '').toLowerCase();

/** Hosts whose first label differs by organization, behind that label. */
const templateSuffixes: readonly (readonly [RegExp, string])[] = [
  // Regions of Dataverse have a number of their own: crm4, crm9…
  [/^https:\/\/[\w-]+\.crm\d*\.dynamics\.com$/, 'Dataverse'],
  [/^https:\/\/[\w-]+\.sharepoint\.com$/, 'SharePoint Online'],
  [/^https:\/\/[\w-]+(?:\.[\w-]+)?\.kusto\.windows\.net$/, 'Azure Data Explorer'],
];

/**
 * The API of a resource URI or application id, whatever its case, with or without a slash at the end.
 *
 * @param resource `https://graph.microsoft.com/`, `https://org.crm4.dynamics.com`, a GUID, or `api://<GUID>`.
 */
export function microsoftApi(resource: string): MicrosoftApi | undefined {
  const wanted = normalized(resource).replace(/^api:\/\//, '');
  const template = templateSuffixes.find(([form]) => form.test(wanted));
  if (template) return microsoftApis.find(({ name }) => name === template[1]);
  return microsoftApis.find(({ appId, resourceUri, alsoKnownAs = [] }) => appId === wanted || [resourceUri, ...alsoKnownAs].some((uri) => normalized(uri) === wanted));
}

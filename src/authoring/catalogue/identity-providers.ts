/**
 * The values of `oAuthSettings.identityProvider`, with their customParameters.
 * Sources: schemas/paconn-apiProperties.schema.json and the connectors of microsoft/PowerPlatformConnectors (aad, oauth2,
 * oauth2generic, aadcertificate, DocuSign, facebook, with the parameters those connectors set), learn.microsoft.com
 * /connectors/custom-connectors/connection-parameters, managedBlog/graph-connector-factory-v2 (grantType of aad), and
 * connectors outside that repository for what the designer does not offer (oauth2pkce, oauth2pkcewithprm, google,
 * GitHub, SalesforceV2, sharepointonlinecertificateV2). Required is what that schema requires.
 */

export interface CustomParameter {
  /** Written so; read in any case, since the portal writes some in PascalCase. */
  readonly name: string;
  readonly required: boolean;
  readonly description: string;
  readonly example: string;
  /** Closed list of values. */
  readonly values?: readonly string[];
  /** `url` is an https URL; `template` is text with `{…}` placeholders that the service fills in. */
  readonly kind?: 'url' | 'template';
}

export interface IdentityProvider {
  /** As it is written; found without regard to case. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly documentation: string;
  readonly customParameters: readonly CustomParameter[];
  /** `wellKnown`: in Microsoft's schema or samples. `seenInTheWild`: used by published connectors, but not documented. */
  readonly standing: 'wellKnown' | 'seenInTheWild';
  /** The provider takes tokens of Microsoft Entra ID, so that `token:TenantId` belongs beside the parameter. */
  readonly entra?: true;
}

const DOCUMENTATION = 'https://learn.microsoft.com/connectors/custom-connectors/connection-parameters';

const LOGIN_URI: CustomParameter = { name: 'loginUri', required: false, description: 'The sign-in host of the cloud.', example: 'https://login.microsoftonline.com', kind: 'url' };
const TENANT_ID: CustomParameter = { name: 'tenantId', required: false, description: 'The tenant whose users sign in: its GUID, or common for every tenant. Managed identity needs the GUID.', example: 'common' };
const RESOURCE_URI: CustomParameter = { name: 'resourceUri', required: true, description: 'The API that tokens are for: its application ID URI or its application id.', example: 'https://graph.microsoft.com/' };
const ON_BEHALF_OF: CustomParameter = { name: 'enableOnbehalfOfLogin', required: false, description: 'Whether the connection may be made with the token of the app that uses it, without a sign-in of its own.', example: 'false', values: ['true', 'false'] };
const LOGIN_URI_AAD: CustomParameter = { name: 'loginUriAAD', required: false, description: 'The sign-in host for service principals, where it differs from loginUri.', example: 'https://login.windows.net', kind: 'url' };

const URLS: readonly CustomParameter[] = [
  { name: 'authorizationUrl', required: true, description: 'Where the user signs in.', example: 'https://auth.example.com/authorize', kind: 'url' },
  { name: 'tokenUrl', required: true, description: 'Where the code is exchanged for a token.', example: 'https://auth.example.com/token', kind: 'url' },
  { name: 'refreshUrl', required: true, description: 'Where a token is renewed; most often the same as tokenUrl.', example: 'https://auth.example.com/token', kind: 'url' },
];

export const identityProviders: readonly IdentityProvider[] = [
  {
    name: 'aad',
    title: 'Microsoft Entra ID',
    description: 'Sign-in with Microsoft Entra ID, with a client secret or with managed identity.',
    documentation: DOCUMENTATION,
    standing: 'wellKnown',
    entra: true,
    customParameters: [
      LOGIN_URI,
      TENANT_ID,
      RESOURCE_URI,
      ON_BEHALF_OF,
      {
        name: 'grantType',
        required: false,
        description: 'How the connector gets its token. Managed identity needs authorization_code_with_federated_identity_credentials.',
        example: 'code',
        values: ['code', 'client_credentials', 'authorization_code_with_federated_identity_credentials'],
      },
      LOGIN_URI_AAD,
    ],
  },
  {
    name: 'aadcertificate',
    title: 'Microsoft Entra ID with certificate',
    description: 'Sign-in with Microsoft Entra ID in which the connector proves itself by a certificate. For Microsoft\'s own connectors.',
    documentation: DOCUMENTATION,
    standing: 'wellKnown',
    entra: true,
    customParameters: [LOGIN_URI, TENANT_ID, RESOURCE_URI, LOGIN_URI_AAD, ON_BEHALF_OF],
  },
  {
    name: 'oauth2',
    title: 'Generic OAuth 2.0',
    description: 'The authorization code flow with three URLs. Right for most services.',
    documentation: DOCUMENTATION,
    standing: 'wellKnown',
    customParameters: URLS,
  },
  {
    name: 'oauth2generic',
    title: 'Generic OAuth 2.0 with templates',
    description: 'The authorization code flow for services that depart from the standard: URLs, query strings and bodies are templates.',
    documentation: DOCUMENTATION,
    standing: 'wellKnown',
    customParameters: [
      { name: 'authorizationUrlTemplate', required: true, description: 'Where the user signs in.', example: 'https://auth.example.com/authorize', kind: 'template' },
      { name: 'authorizationUrlQueryStringTemplate', required: false, description: 'The query string of the sign-in.', example: '?client_id={ClientId}&response_type=code&redirect_uri={RedirectUrl}&scope={Scopes}&state={State}', kind: 'template' },
      { name: 'tokenUrlTemplate', required: true, description: 'Where the code is exchanged for a token.', example: 'https://auth.example.com/token', kind: 'template' },
      { name: 'tokenUrlQueryStringTemplate', required: false, description: 'The query string of the exchange; may be empty.', example: '', kind: 'template' },
      { name: 'tokenBodyTemplate', required: false, description: 'The body of the exchange.', example: 'code={Code}&grant_type=authorization_code&redirect_uri={RedirectUrl}&client_id={ClientId}&client_secret={ClientSecret}', kind: 'template' },
      { name: 'refreshUrlTemplate', required: true, description: 'Where a token is renewed.', example: 'https://auth.example.com/token', kind: 'template' },
      { name: 'refreshUrlQueryStringTemplate', required: false, description: 'The query string of the renewal; may be empty.', example: '', kind: 'template' },
      { name: 'refreshBodyTemplate', required: false, description: 'The body of the renewal.', example: 'refresh_token={RefreshToken}&grant_type=refresh_token&client_id={ClientId}&client_secret={ClientSecret}', kind: 'template' },
      { name: 'scopeListDelimiter', required: false, description: 'What stands between the scopes: a blank or a comma.', example: ' ' },
    ],
  },
  {
    name: 'oauth2pkce',
    title: 'OAuth 2.0 with PKCE',
    description: 'The authorization code flow with a proof key. The designer does not list it.',
    documentation: DOCUMENTATION,
    standing: 'seenInTheWild',
    customParameters: [
      ...URLS,
      { name: 'idpHint', required: false, description: 'Tells the sign-in page which identity provider to use.', example: 'google' },
      { name: 'audience', required: false, description: 'The API that tokens are for, where the service asks for it.', example: 'https://api.example.com' },
    ],
  },
  {
    name: 'oauth2pkcewithprm',
    title: 'OAuth 2.0 with PKCE and protected resource metadata',
    description: 'What the wizard of Copilot Studio makes for servers of the Model Context Protocol: the server itself says where to sign in.',
    documentation: 'https://learn.microsoft.com/microsoft-copilot-studio/mcp-add-existing-server-to-agent',
    standing: 'seenInTheWild',
    customParameters: [],
  },
  {
    name: 'facebook',
    title: 'Facebook',
    description: 'Sign-in with Facebook; its addresses are known to the service.',
    documentation: DOCUMENTATION,
    standing: 'wellKnown',
    customParameters: [],
  },
  {
    name: 'google',
    title: 'Google',
    description: 'Sign-in with Google; its addresses are known to the service.',
    documentation: DOCUMENTATION,
    standing: 'seenInTheWild',
    customParameters: [],
  },
  {
    name: 'GitHub',
    title: 'GitHub',
    description: 'Sign-in with GitHub; its addresses are known to the service.',
    documentation: DOCUMENTATION,
    standing: 'seenInTheWild',
    customParameters: [],
  },
  {
    name: 'DocuSign',
    title: 'DocuSign',
    description: 'Sign-in with DocuSign.',
    documentation: DOCUMENTATION,
    standing: 'seenInTheWild',
    customParameters: [
      { ...LOGIN_URI, required: true, description: 'The sign-in host: production or demo.', example: 'https://account.docusign.com' },
    ],
  },
  {
    name: 'SalesforceV2',
    title: 'Salesforce',
    description: 'Sign-in with Salesforce.',
    documentation: DOCUMENTATION,
    standing: 'seenInTheWild',
    customParameters: [],
  },
  {
    name: 'sharepointonlinecertificateV2',
    title: 'SharePoint Online with certificate',
    description: 'What Microsoft\'s own SharePoint connector uses; custom connectors have no certificate for it.',
    documentation: DOCUMENTATION,
    standing: 'seenInTheWild',
    entra: true,
    customParameters: [
      { name: 'resourceUriAAD', required: false, description: 'The API that tokens of service principals are for.', example: 'https://graph.microsoft.com/' },
      LOGIN_URI,
      LOGIN_URI_AAD,
    ],
  },
];

const byName = new Map(identityProviders.map((provider) => [provider.name.toLowerCase(), provider]));

/** The provider of that name, whatever its case. */
export function identityProvider(name: string): IdentityProvider | undefined {
  return byName.get(name.toLowerCase());
}

/** A provider's parameter, whatever the case of its name. */
export function customParameter(provider: IdentityProvider, name: string): CustomParameter | undefined {
  return provider.customParameters.find((parameter) => parameter.name.toLowerCase() === name.toLowerCase());
}

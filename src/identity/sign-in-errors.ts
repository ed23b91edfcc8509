/**
 * What Entra's sign-in errors mean for a connector. Sources: Entra docs (reference-error-codes, workload identity
 * federation considerations), and reports that quote the messages: Azure/login#175, #379, #482, #515, microsoft/Agents#202
 * and #237, Azure/azure-workload-identity troubleshooting. Microsoft warns not to program against these numbers; they
 * are used here to explain, never to decide.
 */
export interface SignInErrorExplanation {
  /** `AADSTS700213`. */
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

type Explanation = Omit<SignInErrorExplanation, 'code'>;

const RUN_VERIFY = 'Run Verify Managed Identity, which names the difference, and repair it from there.';
const RUN_CONFIGURE = 'Run Configure Managed Identity again: it replaces the credential by the connector\'s present values.';
const NEW_CONNECTION = 'Then delete the connection and make a new one.';

const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  AADSTS50011: {
    what: 'The redirect URI of the sign-in is not registered on the app.',
    why: 'The connector\'s redirect URL is missing from the app registration or differs in a letter or in case.',
    next: RUN_VERIFY,
  },
  AADSTS70021: {
    what: 'No federated credential of the app matches the assertion.',
    why: 'Issuer, subject or audience differ, or the credential is so new that the sign-in service does not know it yet.',
    next: `Wait five minutes and try again. ${RUN_VERIFY}`,
  },
  AADSTS700211: {
    what: 'No federated credential of the app has this issuer.',
    why: 'The credential\'s issuer differs from the connector\'s: another tenant, another cloud, a slash at the end, or "/v2.0" missing.',
    next: RUN_VERIFY,
  },
  AADSTS700212: {
    what: 'No federated credential of the app has this audience.',
    why: 'The credential\'s audience is not that of the cloud, which is api://AzureADTokenExchange in the public cloud.',
    next: RUN_VERIFY,
  },
  AADSTS700213: {
    what: 'No federated credential of the app has this subject.',
    why: 'The connector was made anew, renamed or deployed to another environment, or the subject was copied with a mistake. A credential a few minutes old may also be unknown yet.',
    next: `${RUN_CONFIGURE} ${NEW_CONNECTION}`,
  },
  AADSTS7002137: {
    what: 'The federated credential\'s subject has not the expected form.',
    why: 'The subject was composed by hand. The message names the form that is expected.',
    next: RUN_CONFIGURE,
  },
  AADSTS7002138: {
    what: 'The federated credential matches only when upper and lower case are ignored.',
    why: 'Entra compares issuer, subject and audience case-sensitively, and one of them was saved in another case.',
    next: `${RUN_VERIFY} If the error stays after some minutes, delete the credential in the portal and run Configure Managed Identity again.`,
  },
  AADSTS70025: {
    what: 'The app registration has no federated credential.',
    why: 'It was never added, or it was added to another app than the one in the security block.',
    next: RUN_CONFIGURE,
  },
  AADSTS7000226: {
    what: 'The app registration has no federated credential that accepts this assertion.',
    why: 'The credential is missing, or the security block names another app.',
    next: RUN_VERIFY,
  },
  AADSTS70050: {
    what: 'The subject is malformed.',
    why: 'It holds a character outside ASCII or was cut off.',
    next: RUN_CONFIGURE,
  },
  AADSTS700222: {
    what: 'The app does not accept assertions that Entra itself has issued.',
    why: 'A policy of the tenant or an old credential form forbids this issuer.',
    next: 'Ask an administrator of the tenant to allow the issuer in the app management policy.',
  },
  AADSTS700024: {
    what: 'The assertion is outside its time of validity.',
    why: 'A clock is wrong or the request took too long.',
    next: 'Try again. If it stays, report it to Microsoft: Power Platform issues the assertion.',
  },
  AADSTS700027: {
    what: 'The assertion\'s signature was not accepted.',
    why: 'The issuer\'s keys were not found, or the security block still asks for a certificate.',
    next: RUN_VERIFY,
  },
  AADSTS700025: {
    what: 'The app is a public client and must not present an assertion.',
    why: 'The redirect URI was registered for the platform "mobile and desktop" instead of "web".',
    next: 'Move the redirect URI to the platform Web in the app registration, then verify again.',
  },
  AADSTS7000215: {
    what: 'The client secret is wrong.',
    why: 'The deployed connector still signs in with a secret, which has expired or is the secret\'s id instead of its value.',
    next: 'Run Configure Managed Identity and deploy the connector, so that it needs no secret.',
  },
  AADSTS7000222: {
    what: 'The client secret has expired.',
    why: 'The deployed connector still signs in with a secret.',
    next: 'Run Configure Managed Identity and deploy the connector, so that it needs no secret.',
  },
  AADSTS7000218: {
    what: 'The sign-in presented neither a secret nor an assertion.',
    why: 'The connector was saved without a secret and without managed identity.',
    next: 'Run Configure Managed Identity, which sets managed identity in the security block and deploys it.',
  },
  AADSTS700016: {
    what: 'The app registration was not found in the tenant.',
    why: 'The security block names an app of another tenant, or the app was created a moment ago.',
    next: `Wait a minute and try again. ${RUN_VERIFY}`,
  },
  AADSTS7000229: {
    what: 'The app registration has no service principal in the tenant.',
    why: 'An app that was created through the API gets none by itself.',
    next: RUN_CONFIGURE,
  },
  AADSTS50034: {
    what: 'The account does not exist in the tenant.',
    why: 'You signed in with an account of another organization.',
    next: 'Sign in with an account of the connector\'s tenant.',
  },
  AADSTS50020: {
    what: 'The account is not a member of the tenant.',
    why: 'You signed in with an account of another organization or a personal account; the app registration is for one tenant.',
    next: 'Sign in with an account of the connector\'s tenant.',
  },
  AADSTS65001: {
    what: 'Consent is missing for a permission that the connector asks for.',
    why: 'Neither you nor an administrator has granted the scopes of the security block to the app.',
    next: 'Sign in again and accept, or have an administrator grant consent on the app registration\'s page "API permissions".',
  },
  AADSTS65002: {
    what: 'A Microsoft application is not allowed to ask for this permission.',
    why: 'The token was requested with a client id that belongs to Microsoft, for a permission that it is not preauthorized for.',
    next: 'Sign in to the Azure CLI (az login), or set connectorStudio.clientId to a client of your own.',
  },
  AADSTS65004: {
    what: 'The consent was declined.',
    why: 'The dialog was closed or cancelled.',
    next: 'Sign in again and accept, or choose fewer scopes.',
  },
  AADSTS90094: {
    what: 'An administrator has to consent.',
    why: 'The scopes of the security block need admin consent, or the tenant does not let users consent.',
    next: 'Have an administrator grant consent on the app registration\'s page "API permissions".',
  },
  AADSTS90095: {
    what: 'The consent has to be requested from an administrator.',
    why: 'The tenant uses a workflow for admin consent.',
    next: 'Send the request in the dialog and try again once it is approved.',
  },
  AADSTS90008: {
    what: 'The app does not require the permission that the sign-in needs.',
    why: 'Its API permissions lack the scopes of the security block, usually Microsoft Graph\'s User.Read.',
    next: `${RUN_CONFIGURE} New permissions take some minutes.`,
  },
  AADSTS90009: {
    what: 'The app asks for a token for itself.',
    why: 'The client id and the resource in the security block are the same app.',
    next: 'Use one app registration for the connector and another for the API it calls.',
  },
  AADSTS500011: {
    what: 'The API was not found in the tenant.',
    why: 'The resource URL of the security block is wrong, or the API has no service principal in this tenant.',
    next: 'Check the resource URL, or have an administrator add the API to the tenant.',
  },
  AADSTS70011: {
    what: 'A scope is invalid.',
    why: 'The security block names a scope that the API does not offer.',
    next: 'Run Configure Managed Identity and choose the scopes from the API\'s list.',
  },
  AADSTS650053: {
    what: 'The API does not offer a scope that the connector asks for.',
    why: 'A scope in the security block is misspelt or belongs to another API.',
    next: 'Run Configure Managed Identity and choose the scopes from the API\'s list.',
  },
  AADSTS50076: {
    what: 'Multi-factor authentication is required.',
    why: 'A Conditional Access policy of the tenant asks for it.',
    next: 'Sign in again and complete the second factor.',
  },
  AADSTS53000: {
    what: 'The device does not meet the tenant\'s requirements.',
    why: 'A Conditional Access policy asks for a compliant device.',
    next: 'Sign in from a managed device, or ask your administrator.',
  },
  AADSTS53003: {
    what: 'Conditional Access has blocked the sign-in.',
    why: 'A policy of the tenant forbids it for this app, place or device.',
    next: 'Ask your administrator which policy applies; the sign-in log shows it under the correlation id.',
  },
  AADSTS900439: {
    what: 'A government tenant was addressed at the public cloud.',
    why: 'The login URL belongs to another cloud than the tenant.',
    next: 'Set connectorStudio.cloud to the tenant\'s cloud and configure the connector again.',
  },
  AADSTS900432: {
    what: 'The request crossed from one cloud into another.',
    why: 'The login URL belongs to another cloud than the app registration.',
    next: 'Set connectorStudio.cloud to the tenant\'s cloud and configure the connector again.',
  },
};

/** The known codes in a text, each once, in the order in which they appear. */
export function explainSignInError(text: string): SignInErrorExplanation[] {
  const codes = new Set(Array.from(text.matchAll(/AADSTS\d+/gi), ([code]) => code.toUpperCase()));
  return [...codes].flatMap((code) => {
    const explanation = EXPLANATIONS[code];
    return explanation ? [{ code, ...explanation }] : [];
  });
}

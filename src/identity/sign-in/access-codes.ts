/** Errors about who signs in and what for: the account, consent, the API and its scopes, policies, expired sign-ins. */
import { ERROR_CODES_PAGE, RUN_CONFIGURE, type SignInCode, type SignInCodes } from './sign-in-code.ts';

const OWN_TENANT = 'Sign in with an account of the connector\'s tenant, or have an administrator invite this one as a guest.';
const CHOOSE_SCOPES = 'Run Configure Managed Identity and choose the scopes from the API\'s list.';
const ASK_ADMINISTRATOR = 'Have an administrator grant consent on the app registration\'s page "API permissions".';

function signInAgain(what: string, why: string): SignInCode {
  return {
    what, why,
    next: 'Sign in to the connection again: in the maker portal, Connections, Fix connection. Nothing is wrong with the connector.',
    remedy: 'user', causes: [], source: ERROR_CODES_PAGE,
  };
}

function policy(what: string, why: string, next: string, remedy: SignInCode['remedy'] = 'administrator'): SignInCode {
  return { what, why, next, remedy, causes: [], source: `${ERROR_CODES_PAGE}; Entra docs, troubleshoot-conditional-access` };
}

export const ACCESS_CODES: SignInCodes = {
  AADSTS50034: {
    what: 'The account does not exist in the tenant.',
    why: 'You signed in with an account of another organization.',
    next: OWN_TENANT, remedy: 'user', causes: ['tenant id'], source: ERROR_CODES_PAGE,
  },
  AADSTS50020: {
    what: 'The account is not a member of the tenant.',
    why: 'You signed in with an account of another organization or a personal account; the app registration is for one tenant.',
    next: OWN_TENANT, remedy: 'user', causes: ['tenant id'], source: ERROR_CODES_PAGE,
  },
  AADSTS50105: {
    what: 'The account may not use the app.',
    why: 'The enterprise application asks for an assignment, and neither the account nor a group of it is assigned.',
    next: 'Have an administrator assign the users: Enterprise applications, the app, Users and groups. Or switch off "Assignment required" in its properties.',
    remedy: 'administrator', causes: [], source: ERROR_CODES_PAGE,
  },
  AADSTS50126: {
    what: 'User name or password is wrong.',
    why: 'The password was mistyped or has changed.',
    next: 'Sign in again.', remedy: 'user', causes: [], source: ERROR_CODES_PAGE,
  },
  AADSTS65001: {
    what: 'Consent is missing for a permission that the connector asks for.',
    why: 'Neither you nor an administrator has granted the scopes of the security block to the app.',
    next: 'Sign in again and accept, or have an administrator grant consent on the app registration\'s page "API permissions".',
    remedy: 'user', causes: ['consent', 'API permissions', 'scopes'], source: ERROR_CODES_PAGE,
  },
  AADSTS65002: {
    what: 'A Microsoft application is not allowed to ask for this permission.',
    why: 'The token was requested with a client id that belongs to Microsoft, for a permission that it is not preauthorized for.',
    next: 'Sign in to the Azure CLI (az login), or set connectorStudio.clientId to a client of your own. If it is a connection that failed, the security block names an application of Microsoft: run Configure Managed Identity and choose one of your own.',
    remedy: 'user', causes: ['client id', 'app registration'], source: `${ERROR_CODES_PAGE}; Azure/azure-sdk-for-net#24332`,
  },
  AADSTS65004: {
    what: 'The consent was declined.',
    why: 'The dialog was closed or cancelled.',
    next: 'Sign in again and accept, or choose fewer scopes.',
    remedy: 'user', causes: [], source: ERROR_CODES_PAGE,
  },
  AADSTS65005: {
    what: 'The app does not list the API among its permissions.',
    why: 'The app registration\'s API permissions lack the API that the security block names.',
    next: `${RUN_CONFIGURE} It adds the permissions as well; they take some minutes.`,
    remedy: 'plan', causes: ['API permissions', 'resource URL', 'scopes'], source: ERROR_CODES_PAGE,
  },
  AADSTS650057: {
    what: 'The app does not list the API among its permissions.',
    why: 'The app registration\'s API permissions lack the API that the security block names.',
    next: `${RUN_CONFIGURE} It adds the permissions as well; they take some minutes.`,
    remedy: 'plan', causes: ['API permissions', 'resource URL', 'scopes'], source: ERROR_CODES_PAGE,
  },
  AADSTS650056: {
    what: 'The app\'s permissions are not set up.',
    why: 'The app registration lists no permission of the API, or nobody has consented to it in this tenant.',
    next: `${RUN_CONFIGURE} ${ASK_ADMINISTRATOR}`,
    remedy: 'plan', causes: ['API permissions', 'consent', 'client id'], source: ERROR_CODES_PAGE,
  },
  AADSTS650053: {
    what: 'The API does not offer a scope that the connector asks for.',
    why: 'A scope in the security block is misspelt or belongs to another API.',
    next: CHOOSE_SCOPES, remedy: 'plan', causes: ['scopes', 'resource URL'],
    source: 'public reports that quote "The application asked for scope … that doesn\'t exist on the resource"',
  },
  AADSTS650052: {
    what: 'The organization has not subscribed to the API.',
    why: 'The API that the security block names has no service principal in this tenant.',
    next: 'Have an administrator add or subscribe to the API, or correct the resource URL.',
    remedy: 'administrator', causes: ['resource URL'], source: ERROR_CODES_PAGE,
  },
  AADSTS70011: {
    what: 'A scope is invalid.',
    why: 'The security block names a scope that the API does not offer.',
    next: CHOOSE_SCOPES, remedy: 'plan', causes: ['scopes', 'resource URL'], source: ERROR_CODES_PAGE,
  },
  AADSTS500011: {
    what: 'The API was not found in the tenant.',
    why: 'The resource URL of the security block is wrong, or the API has no service principal in this tenant.',
    next: 'Check the resource URL, or have an administrator add the API to the tenant.',
    remedy: 'administrator', causes: ['resource URL', 'tenant id'], source: ERROR_CODES_PAGE,
  },
  AADSTS50001: {
    what: 'The API does not exist or is switched off.',
    why: 'The resource URL of the security block is wrong, or the API\'s enterprise application is disabled.',
    next: 'Check the resource URL, or have an administrator enable the API in the tenant.',
    remedy: 'administrator', causes: ['resource URL'], source: ERROR_CODES_PAGE,
  },
  AADSTS90008: {
    what: 'The app does not require the permission that the sign-in needs.',
    why: 'Its API permissions lack the scopes of the security block, usually Microsoft Graph\'s User.Read.',
    next: `${RUN_CONFIGURE} New permissions take some minutes.`,
    remedy: 'plan', causes: ['API permissions', 'consent'], source: ERROR_CODES_PAGE,
  },
  AADSTS90094: {
    what: 'An administrator has to consent.',
    why: 'The scopes of the security block need admin consent, or the tenant does not let users consent.',
    next: ASK_ADMINISTRATOR, remedy: 'administrator', causes: ['consent', 'scopes'], source: ERROR_CODES_PAGE,
  },
  AADSTS90095: {
    what: 'The consent has to be requested from an administrator.',
    why: 'The tenant uses a workflow for admin consent.',
    next: 'Send the request in the dialog and try again once it is approved.',
    remedy: 'administrator', causes: ['consent'], source: ERROR_CODES_PAGE,
  },
  AADSTS50076: policy('Multi-factor authentication is required.', 'A Conditional Access policy of the tenant asks for it.', 'Sign in again and complete the second factor. A connection that was made without it has to be signed in to again.', 'user'),
  AADSTS50079: policy('The account has to enrol in multi-factor authentication.', 'The tenant asks for a second factor, and the account has none yet.', 'Sign in to myaccount.microsoft.com, add a method, then sign in to the connection again.', 'user'),
  AADSTS50074: policy('The second factor was not passed.', 'The tenant asks for multi-factor authentication, and it was not completed.', 'Sign in again and complete the second factor.', 'user'),
  AADSTS53000: policy('The device does not meet the tenant\'s requirements.', 'A Conditional Access policy asks for a compliant device.', 'Sign in from a managed device, or ask your administrator.'),
  AADSTS53001: policy('The device is not joined to the domain.', 'A Conditional Access policy asks for a joined device.', 'Sign in from a device of your organization, or ask your administrator.'),
  AADSTS53003: policy('Conditional Access has blocked the sign-in.', 'A policy of the tenant forbids it for this app, place or device.', 'Ask your administrator which policy applies; the sign-in log shows it under the correlation id.'),
  AADSTS530032: policy('A security policy of the tenant has blocked the sign-in.', 'The tenant\'s administrator has set a policy that this request does not meet.', 'Ask your administrator which policy applies; the sign-in log shows it under the correlation id.'),
  AADSTS50173: signInAgain('The earlier sign-in was revoked.', 'The password has changed, or an administrator has ended the account\'s sessions.'),
  AADSTS700082: signInAgain('The earlier sign-in has expired.', 'The connection was not used for so long (usually 90 days) that its token has expired.'),
  AADSTS70008: signInAgain('The earlier sign-in has expired.', 'The token or code is too old or was revoked.'),
  AADSTS70043: signInAgain('The earlier sign-in has expired under the tenant\'s policy.', 'A Conditional Access policy limits how long a sign-in lasts.'),
  AADSTS50132: signInAgain('The session is no longer valid.', 'The password has expired or changed.'),
  AADSTS50133: signInAgain('The session is no longer valid.', 'The password has expired or changed.'),
  AADSTS50057: {
    what: 'The account is disabled.',
    why: 'An administrator has switched it off; connections that it signed in to stop with it.',
    next: 'Sign in to the connection with another account, or have an administrator enable this one.',
    remedy: 'administrator', causes: [], source: ERROR_CODES_PAGE,
  },
  AADSTS54005: {
    what: 'The code of this sign-in has been used already.',
    why: 'The page was loaded twice, or the sign-in was repeated in another tab.',
    next: 'Start the sign-in to the connection again, and close the old tab.',
    remedy: 'user', causes: [], source: ERROR_CODES_PAGE,
  },
};

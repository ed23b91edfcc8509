/** The form that *Add Security…* carries out, from the answers to its questions. */
import type { SecurityForm } from '../../../authoring/commands/add-security.ts';
import { identityProvider } from '../../../authoring/catalogue/identity-providers.ts';
import type { Cloud } from '../../../cloud/clouds.ts';
import type { SecurityAnswers } from '../../wizard/security-steps.ts';

/** @param cloud The one that connectors sign in to. */
export function securityForm(answers: SecurityAnswers, { login, federatedAudience }: Pick<Cloud, 'login' | 'federatedAudience'>): SecurityForm {
  const { kind = 'none', name = '', in: place = 'header', label, userLabel, passwordLabel, clientId = '', tenantId = '', resourceUri = '', scopes = [] } = answers;
  switch (kind) {
    case 'none':
      return { kind };
    case 'apiKey':
      return { kind, name, in: place, label };
    case 'basic':
      return { kind, userLabel, passwordLabel };
    case 'oauth': {
      const { identityProvider: provider = '', customParameters = {}, authorizationUrl, tokenUrl } = answers;
      const known = identityProvider(provider);
      return {
        kind,
        identityProvider: provider,
        clientId,
        scopes,
        customParameters: {
          ...(known?.entra && login !== PUBLIC_LOGIN ? { loginUri: login } : {}),
          ...(resourceUri === '' ? {} : { resourceUri }),
          ...customParameters,
        },
        authorizationUrl,
        tokenUrl,
      };
    }
    case 'managedIdentity':
      return { kind, block: { clientId, tenantId, loginUri: login, resourceUri, scopes, issuer: `${login}/${tenantId}/v2.0`, audience: federatedAudience } };
  }
}

/** What is written anyway where nothing else is given. */
const PUBLIC_LOGIN = 'https://login.microsoftonline.com';

/** Graph's JSON as our objects; sources: the application, federatedIdentityCredential and servicePrincipal resource types. */
import type { ApplicationRegistration, FederatedCredential, RequiredResourceAccess, ResourceApi } from '../../connector/app-registration.ts';
import { asArray, asFilledText, asObject, asText, texts } from '../json-values.ts';

/** `$select` for what `readApplication` reads. */
export const applicationProperties = 'id,appId,displayName,signInAudience,uniqueName,web,requiredResourceAccess,passwordCredentials';

/** `$select` for what `readResourceApi` reads. */
export const resourceApiProperties = 'id,appId,displayName,oauth2PermissionScopes';

/** @throws Error when the service left out what every application has. */
export function readApplication(value: unknown): ApplicationRegistration {
  const application = asObject(value);
  return {
    id: required(application['id'], 'application', 'id'),
    appId: required(application['appId'], 'application', 'appId'),
    displayName: asText(application['displayName']) ?? '',
    signInAudience: asFilledText(application['signInAudience']),
    uniqueName: asFilledText(application['uniqueName']) ?? null,
    redirectUris: texts(asObject(application['web'])['redirectUris']),
    requiredResourceAccess: asArray(application['requiredResourceAccess']).map(readRequiredResourceAccess),
    passwordCredentials: asArray(application['passwordCredentials']).map((item) => {
      const credential = asObject(item);
      return {
        keyId: asText(credential['keyId']) ?? '',
        displayName: asText(credential['displayName']) ?? null,
        hint: asText(credential['hint']) ?? null,
        endDateTime: asText(credential['endDateTime']) ?? null,
      };
    }),
  };
}

export function readFederatedCredential(value: unknown): FederatedCredential {
  const credential = asObject(value);
  return {
    id: asFilledText(credential['id']),
    name: asText(credential['name']) ?? '',
    issuer: asText(credential['issuer']) ?? '',
    subject: asText(credential['subject']) ?? null,
    audiences: texts(credential['audiences']),
    description: asText(credential['description']) ?? null,
  };
}

export function readResourceApi(value: unknown): ResourceApi {
  const principal = asObject(value);
  return {
    appId: required(principal['appId'], 'service principal', 'appId'),
    displayName: asText(principal['displayName']) ?? '',
    scopes: asArray(principal['oauth2PermissionScopes'])
      .map(asObject)
      .filter((scope) => scope['isEnabled'] !== false)
      .map((scope) => ({
        id: asText(scope['id']) ?? '',
        value: asText(scope['value']) ?? '',
        description: asFilledText(scope['userConsentDescription']) ?? asFilledText(scope['adminConsentDescription']),
        adminConsentRequired: scope['type'] === 'Admin',
      })),
  };
}

function readRequiredResourceAccess(value: unknown): RequiredResourceAccess {
  const required = asObject(value);
  return {
    resourceAppId: asText(required['resourceAppId']) ?? '',
    resourceAccess: asArray(required['resourceAccess']).map((item) => {
      const access = asObject(item);
      return { id: asText(access['id']) ?? '', type: asText(access['type']) ?? '' };
    }),
  };
}

function required(value: unknown, object: string, property: string): string {
  const text = asFilledText(value);
  if (text === undefined) throw new Error(`Microsoft Graph answered with a wrong ${object}: it has no ${property}. Try again.`);
  return text;
}

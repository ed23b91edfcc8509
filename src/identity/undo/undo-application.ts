/**
 * Taking back what was made of an app registration. An app is deleted only as long as nothing but what these runs have
 * put there is on it. Graph docs: application-delete keeps it, and its unique name, among the deleted items for 30 days.
 */
import type { ApplicationRegistration, RequiredResourceAccess } from '../../connector/app-registration.ts';
import { sameGuid } from '../../connector/difference.ts';
import type { MadeItem } from './made-items.ts';
import type { UndoneBy } from './undo-changes.ts';
import { gone, left, type UndoInput } from './undo-input.ts';
import { appName } from './undo-trust.ts';

export function undoApplication(input: UndoInput, item: MadeItem & { readonly kind: 'application' }): UndoneBy {
  const { directory } = input.ports;
  const resource = `App registration "${item.displayName}"`;
  let application: ApplicationRegistration | undefined;
  return {
    look: async (signal) => {
      application = item.appId === undefined ? await directory.applicationByUniqueName(item.uniqueName, signal) : await directory.applicationByAppId(item.appId, signal);
      if (!application) return gone(resource);
      const foreign = foreignContent(application, input.items, await directory.federatedCredentials(application.id, signal));
      if (foreign.length > 0) return left(resource, `Somebody has given it ${foreign.join(' and ')} since it was made.`);
      return {
        action: 'remove', resource,
        fields: [{ name: 'client id', before: application.appId }, { name: 'unique name', before: item.uniqueName }],
        note: 'Entra keeps it for 30 days under Deleted applications, where it can be restored.',
      };
    },
    write: async (signal) => {
      if (application) await directory.deleteApplication(application.id, signal);
    },
  };
}

/** What is on the app that none of the items says; those are taken back before the app is. */
function foreignContent(application: ApplicationRegistration, items: readonly MadeItem[], credentials: readonly { readonly name: string }[]): string[] {
  const urls = items.flatMap((item) => (item.kind === 'redirectUri' ? [item.redirectUrl] : []));
  const names = items.flatMap((item) => (item.kind === 'federatedCredential' && !item.before ? [item.after.name] : []));
  const count = (number: number, one: string, many: string): string[] => (number === 0 ? [] : [number === 1 ? one : `${number} ${many}`]);
  return [
    ...count(application.passwordCredentials.length, 'a client secret', 'client secrets'),
    ...count(application.redirectUris.filter((uri) => !urls.includes(uri)).length, 'another redirect URI', 'other redirect URIs'),
    ...count(credentials.filter(({ name }) => !names.includes(name)).length, 'another federated credential', 'other federated credentials'),
  ];
}

export function undoSupportedAccounts(input: UndoInput, item: MadeItem & { readonly kind: 'supportedAccounts' }): UndoneBy {
  const { directory } = input.ports;
  return {
    look: async (signal) => {
      const application = await directory.applicationByAppId(item.appId, signal);
      const resource = `Supported accounts of ${appName(application, item.appId)}`;
      if (!application) return gone(resource);
      if (application.signInAudience === item.before) return { action: 'keep', resource, fields: [], gone: true, note: 'They are as they were before.' };
      if (application.signInAudience !== item.after) return left(resource, 'Somebody has changed them since.');
      return { action: 'change', resource, fields: [{ name: 'supported accounts', before: item.after, after: item.before }] };
    },
    write: async (signal) => directory.updateApplication(item.objectId, { signInAudience: item.before }, signal),
  };
}

export function undoPermissions(input: UndoInput, item: MadeItem & { readonly kind: 'permissions' }): UndoneBy {
  const { directory } = input.ports;
  let application: ApplicationRegistration | undefined;
  return {
    look: async (signal) => {
      application = await directory.applicationByAppId(item.appId, signal);
      const resource = `API permissions of ${appName(application, item.appId)}`;
      const present = item.scopes.filter(({ id }) => application?.requiredResourceAccess.some((entry) => sameGuid(entry.resourceAppId, item.resourceAppId) && entry.resourceAccess.some((access) => sameGuid(access.id, id))));
      if (present.length === 0) return gone(resource);
      return {
        action: 'remove', resource, fields: [{ name: 'delegated', before: `${item.resourceName}: ${present.map(({ value }) => value).join(', ')}` }],
        note: 'Consents that were given stay until they are revoked under Enterprise applications.',
      };
    },
    write: async (signal) => {
      if (application) await directory.updateApplication(application.id, { requiredResourceAccess: withoutScopes(application.requiredResourceAccess, item) }, signal);
    },
  };
}

function withoutScopes(access: readonly RequiredResourceAccess[], { resourceAppId, scopes }: MadeItem & { readonly kind: 'permissions' }): readonly RequiredResourceAccess[] {
  return access.flatMap((entry) => {
    if (!sameGuid(entry.resourceAppId, resourceAppId)) return [entry];
    const resourceAccess = entry.resourceAccess.filter(({ id, type }) => type !== 'Scope' || !scopes.some((scope) => sameGuid(scope.id, id)));
    return resourceAccess.length === 0 ? [] : [{ ...entry, resourceAccess }];
  });
}

export function undoServicePrincipal(input: UndoInput, item: MadeItem & { readonly kind: 'servicePrincipal' }): UndoneBy {
  const { directory } = input.ports;
  return {
    look: async (signal) => {
      const [application, present] = await Promise.all([directory.applicationByAppId(item.appId, signal), directory.servicePrincipalExists(item.appId, signal)]);
      const resource = `Service principal of ${appName(application, item.appId)}`;
      if (!present) return gone(resource);
      return { action: 'remove', resource, fields: [{ name: 'client id', before: item.appId }], note: 'Nobody in this tenant can sign in with the app any more, and consents given to it go with it.' };
    },
    write: async (signal) => directory.deleteServicePrincipal(item.appId, signal),
  };
}

/** Taking back the trust: the redirect URI and the federated credential on the app registration. */
import type { ApplicationRegistration, FederatedCredential } from '../../connector/app-registration.ts';
import type { PlanField } from '../plan-model.ts';
import type { MadeItem } from './made-items.ts';
import { gone, left, type StepWithoutKey, type UndoInput } from './undo-input.ts';
import type { UndoneBy } from './undo-changes.ts';

export function undoRedirectUri(input: UndoInput, item: MadeItem & { readonly kind: 'redirectUri' }): UndoneBy {
  const { directory } = input.ports;
  let application: ApplicationRegistration | undefined;
  return {
    look: async (signal) => {
      application = await directory.applicationByAppId(item.appId, signal);
      const resource = `Redirect URI on ${appName(application, item.appId)}`;
      if (!application?.redirectUris.includes(item.redirectUrl)) return gone(resource);
      const others = application.redirectUris.length - 1;
      return {
        action: 'remove', resource, fields: [{ name: 'web', before: item.redirectUrl }],
        ...(others > 0 && { note: `The ${others === 1 ? 'other redirect URI is' : `${others} other redirect URIs are`} kept.` }),
      };
    },
    write: async (signal) => {
      const redirectUris = (application?.redirectUris ?? []).filter((uri) => uri !== item.redirectUrl);
      await directory.updateApplication(application?.id ?? item.objectId, { redirectUris }, signal);
    },
  };
}

export function undoFederatedCredential(input: UndoInput, item: MadeItem & { readonly kind: 'federatedCredential' }): UndoneBy {
  const { directory } = input.ports;
  const { after, before } = item;
  return {
    look: async (signal) => {
      const application = await directory.applicationByAppId(item.appId, signal);
      const resource = `Federated credential "${after.name}" on ${appName(application, item.appId)}`;
      if (!application) return gone(resource);
      const present = (await directory.federatedCredentials(application.id, signal)).find(({ name }) => name === after.name);
      if (!present) return gone(resource);
      return credentialStep(resource, present, after, before);
    },
    write: async (signal) => {
      if (before) await directory.upsertFederatedCredential(item.objectId, before, signal);
      else await directory.deleteFederatedCredential(item.objectId, after.name, signal);
    },
  };
}

function credentialStep(resource: string, present: FederatedCredential, after: FederatedCredential, before: FederatedCredential | undefined): StepWithoutKey {
  if (before && sameCredential(present, before)) return { action: 'keep', resource, fields: [], gone: true, note: 'It is as it was before.' };
  if (!sameCredential(present, after)) return left(resource, 'Its values are no longer those that were written.');
  const field = (name: string, from: string | null, to: string | null | undefined): PlanField => ({ name, before: from ?? '(none)', ...(before && { after: to ?? '(none)' }) });
  return {
    action: before ? 'change' : 'remove', resource,
    fields: [
      field('issuer', present.issuer, before?.issuer),
      field('subject', present.subject, before?.subject),
      field('audience', present.audiences.join(', '), before?.audiences.join(', ')),
    ],
    note: before ? 'Gets the values that it had before.' : 'The connector cannot get tokens any more once it is gone.',
  };
}

function sameCredential(left: FederatedCredential, right: FederatedCredential): boolean {
  return left.issuer === right.issuer && left.subject === right.subject && left.audiences.join('\n') === right.audiences.join('\n');
}

/** `"MS Graph"`, or the client id of an app that cannot be read. */
export function appName(application: Pick<ApplicationRegistration, 'displayName'> | undefined, appId: string): string {
  return application ? `"${application.displayName}"` : `the app ${appId}`;
}

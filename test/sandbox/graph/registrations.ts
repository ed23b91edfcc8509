/** Finding an app by any of its keys, as a reader (lagging, stale) and as the writer sees it. */
import { type Replicated } from '../replicated.ts';
import type { Registration } from '../tenant.ts';
import type { GraphCall, GraphContext } from './graph-route.ts';
import { graphErrors } from './graph-errors.ts';

export function registrationFor(context: GraphContext, key: GraphCall['key']): Replicated<Registration> | undefined {
  const { id, appId } = key;
  const uniqueName = key.uniqueName?.replaceAll("''", "'");
  if (id !== undefined) return context.tenant.registrations.get(id.toLowerCase());
  return [...context.tenant.registrations.values()].find(({ current: { application } }) =>
    appId === undefined ? application.uniqueName === uniqueName : application.appId === appId.toLowerCase());
}

/** What a replica answers. @throws Refusal 404 for none, and while a new app is on its way. */
export function readRegistration(context: GraphContext, key: GraphCall['key']): Registration {
  return visible(context, key).read(context.switches.staleReadMs, context.switches.staleEvery);
}

/** For writes below an app: the app must have arrived. */
export function writableRegistration(context: GraphContext, key: GraphCall['key']): Replicated<Registration> {
  return visible(context, key);
}

export function visibleRegistrations(context: GraphContext): Registration[] {
  const { newApplicationLagMs, staleReadMs, staleEvery } = context.switches;
  return [...context.tenant.registrations.values()].filter((held) => !held.isYoungerThan(newApplicationLagMs)).map((held) => held.read(staleReadMs, staleEvery));
}

function visible(context: GraphContext, key: GraphCall['key']): Replicated<Registration> {
  const held = registrationFor(context, key);
  if (!held || held.isYoungerThan(context.switches.newApplicationLagMs)) {
    throw graphErrors.notFound(key.id ?? key.appId ?? key.uniqueName ?? '');
  }
  return held;
}

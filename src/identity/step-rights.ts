/**
 * What an account needs for each step of a plan: the delegated permission of its token, and the role. Sources: Graph docs,
 * permissions tables of application-post-applications, application-update, serviceprincipal-post-serviceprincipals and
 * federatedidentitycredential-upsert, rbac-apps-serviceprincipal-creds-apis (roles), directory-deleteditems-restore; Power
 * Platform docs, "Environment roles" (Environment Maker).
 */
import type { ActualState } from './actual-state.ts';
import type { PlanStep } from './plan-model.ts';

const GRAPH_SCOPE = 'Application.ReadWrite.All';

/** One line; undefined for a step that writes nothing, or a file of the user's alone. */
export function rightFor({ id, action }: Pick<PlanStep, 'id' | 'action'>, { application, deletedSince }: Pick<ActualState, 'application' | 'deletedSince'>): string | undefined {
  if (action === 'keep' || id === 'securityBlock') return undefined;
  if (id === 'connector') return 'Power Apps: user_impersonation; role Environment Maker in the environment, for a connector of somebody else the right to edit it';
  if (id !== 'application') return `Microsoft Graph: ${GRAPH_SCOPE}; owner of the app${application ? '' : ', as whoever registers it is'}, Cloud Application Administrator or Application Administrator`;
  if (!application) return `Microsoft Graph: ${GRAPH_SCOPE}; any user where users may register applications, else Application Developer, Cloud Application Administrator or Application Administrator`;
  if (deletedSince !== undefined) return `Microsoft Graph: ${GRAPH_SCOPE}; Application Administrator, Cloud Application Administrator or Hybrid Identity Administrator`;
  return `Microsoft Graph: ${GRAPH_SCOPE}; owner of the app, Cloud Application Administrator or Application Administrator`;
}

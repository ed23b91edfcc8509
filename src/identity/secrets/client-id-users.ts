/** Who else signs in with an app registration: the connectors that the user can see. */
import { sameGuid } from '../../connector/difference.ts';
import { surveyConnectors, type SurveyOptions, type SurveyPorts } from './survey.ts';

export interface ClientIdUser {
  readonly environment: string;
  readonly environmentDisplayName: string;
  /** `shared_…` */
  readonly connectorName: string;
  readonly connectorTitle: string;
  readonly credential: 'managedIdentity' | 'secret' | 'certificate';
}

export interface ClientIdUsers {
  readonly users: readonly ClientIdUser[];
  /** Display names of the environments that could not be read. */
  readonly unread: readonly string[];
}

/** Reads every environment; throws what surveyConnectors throws. */
export async function usersOfClientId(ports: SurveyPorts, clientId: string, options?: SurveyOptions): Promise<ClientIdUsers> {
  const { environments } = await surveyConnectors<ClientIdUser>(ports, ({ deployed, security }, environment) => security
    .filter((block) => sameGuid(block.clientId, clientId))
    .map(({ credential }) => ({
      environment: environment.name,
      environmentDisplayName: environment.displayName,
      connectorName: deployed.name,
      connectorTitle: deployed.displayName,
      // The service shows no secret: an OAuth parameter without another credential has one.
      credential: credential === 'none' ? 'secret' : credential,
    })), options);
  return {
    users: environments.flatMap(({ items }) => items),
    unread: environments.filter(({ error }) => error !== undefined).map(({ environment }) => environment.displayName),
  };
}

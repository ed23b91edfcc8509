/**
 * What Power Platform will most likely generate for a connector, for the plan to show before the connector exists.
 * Redirect URL and subject follow from the connector's internal name, the subject also from the API Management
 * service that the environment is served by, which only a deployed connector tells. Never written anywhere: what is
 * written is what was read back.
 */
import { predictApiName } from '../connector/connector-name.ts';
import type { DeployedConnector } from '../connector/deployed-connector.ts';
import type { IdentityTarget } from './plan-model.ts';
import type { IdentityCloud } from './ports.ts';
import { CONNECTORS_APPLICATION_ID, formatSubject } from '../connector/connector-subject.ts';

/** Stands in a predicted subject for the part that is not known yet. */
export const UNKNOWN_APIM_SERVICE = '<region>';

export interface PredictedIdentity {
  readonly connectorName: string;
  readonly apiName: string;
  /** Undefined outside the public cloud, whose consent host is the only one known for certain. */
  readonly redirectUrl?: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

export function predictIdentity(title: string, target: IdentityTarget, cloud: IdentityCloud, deployed?: DeployedConnector): PredictedIdentity {
  const apiName = deployed ? apiNameOf(deployed.name) : predictApiName({ title, environment: target.environment, creatorObjectId: target.userObjectId });
  const service = apimServiceOf(deployed) ?? UNKNOWN_APIM_SERVICE;
  return {
    connectorName: deployed?.name ?? `shared_${apiName}`,
    apiName,
    ...(cloud.name === 'public' ? { redirectUrl: `https://global.consent.azure-apim.net/redirect/${apiName}` } : {}),
    issuer: `${cloud.login}/${target.tenantId}/v2.0`,
    subject: formatSubject(cloud.subjectCloud, target.tenantId, CONNECTORS_APPLICATION_ID, `${service}_${apiName}`),
    audience: cloud.federatedAudience,
  };
}

/** `shared_my-20connector-5f…` without its prefix. */
export function apiNameOf(connectorName: string): string {
  return connectorName.replace(/^shared_/, '');
}

/** The first label of `primaryRuntimeUrl`: `https://europe-002.azure-apim.net/apim/…` (PnP docs, pa connector list). */
function apimServiceOf(deployed: DeployedConnector | undefined): string | undefined {
  const url = deployed?.properties['primaryRuntimeUrl'];
  return typeof url === 'string' ? /^https:\/\/([^./]+)\./.exec(url)?.[1] : undefined;
}

/**
 * What was predicted in a plan beside what Power Platform generated. A difference is told with the part that differs,
 * so that the rule can be mended; it changes nothing, since what is written is what was read back.
 */
import { parseSubject } from '../connector/connector-subject.ts';
import { sameGuid } from '../connector/difference.ts';
import type { DeployedConnector } from '../connector/deployed-connector.ts';
import { readApiName } from '../connector/read-api-name.ts';
import type { Plan } from './plan-model.ts';
import type { IdentityCloud } from './ports.ts';
import { apiNameOf, predictIdentity, UNKNOWN_APIM_SERVICE } from './predicted-identity.ts';

const NO_EFFECT = 'The generated one was written; the prediction has no further effect.';

export interface Generated {
  readonly deployed: DeployedConnector;
  readonly redirectUrl: string;
  readonly subject: string;
}

/** Complete sentences; none where the plan predicted nothing, or rightly. */
export function predictionRemarks(plan: Plan, cloud: IdentityCloud, { deployed, redirectUrl, subject }: Generated): string[] {
  const predictedIn = (step: string, field: string): string | undefined => plan.steps.find(({ id }) => id === step)?.fields.find(({ name, predicted }) => name === field && predicted)?.after;
  const name = predictedIn('connector', 'connector id');
  const url = predictedIn('redirectUri', 'web');
  const remarks: string[] = [];
  if (name !== undefined && name !== deployed.name) {
    remarks.push(`Power Platform gave the connector the id ${deployed.name} and not ${name} as predicted: ${nameDifference(name, deployed.name)}. ${NO_EFFECT}`);
  } else if (url?.startsWith('https:') && url !== redirectUrl) {
    remarks.push(`Power Platform generated another redirect URL than predicted (${url}). ${NO_EFFECT}`);
  }
  // With the connector known its service is known too, so that the whole subject follows.
  const expected = predictIdentity(plan.connectorTitle, plan.target, cloud, deployed).subject;
  const known = !expected.includes(UNKNOWN_APIM_SERVICE);
  if (known && predictedIn('federatedCredential', 'subject') !== undefined && subject !== expected) {
    remarks.push(`Power Platform generated another subject than follows from the connector's id (${expected}): ${subjectDifference(expected, subject)}. ${NO_EFFECT}`);
  }
  return remarks;
}

function nameDifference(predicted: string, actual: string): string {
  const [expected, found] = [readApiName(apiNameOf(predicted)), readApiName(apiNameOf(actual))];
  if (expected.cut && found.cut && apiNameOf(predicted).slice(0, 47) === apiNameOf(actual).slice(0, 47)) return 'the digest at the end of the long name is another';
  if (expected.title !== found.title) return `its first part reads "${found.title}" and not "${expected.title}"`;
  if (expected.environmentHash !== found.environmentHash) return 'its part for the environment is another';
  if (found.creatorHash === undefined) return 'it has no part for its creator, as a connector of a solution';
  return expected.creatorHash === found.creatorHash ? 'its end is another' : 'its part for the creator is another, so somebody else counts as its creator than the one who is signed in';
}

function subjectDifference(predicted: string, actual: string): string {
  const [expected, found] = [parseSubject(predicted), parseSubject(actual)];
  if (!expected || !found) return 'it has another form';
  if (!sameGuid(expected.applicationId, found.applicationId)) return `it is issued for application ${found.applicationId}`;
  if (expected.cloud !== found.cloud) return `it names the cloud "${found.cloud}"`;
  if (expected.apiName !== found.apiName) return `it names the connector "${found.apiName ?? found.tail}"`;
  return `it names the service "${found.apimService ?? ''}" and not "${expected.apimService ?? ''}"`;
}

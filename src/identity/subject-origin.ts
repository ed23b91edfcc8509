/**
 * What a federated credential's subject was made for: which connector in which environment, and by whom; or what else.
 * Names of Microsoft's applications in subjects: Power Platform docs, set-up-managed-identity (Dataverse plug-ins);
 * microsoft/Agents#237 (Bot Framework); Copilot Studio docs, external threat detection.
 */
import { CONNECTORS_APPLICATION_ID, explainUnreadableSubject, parseSubject, type ConnectorSubject } from '../connector/connector-subject.ts';
import { escapeApiName } from '../connector/connector-name.ts';
import { sameGuid } from '../connector/difference.ts';
import { sameEnvironment } from '../connector/environment-name.ts';
import { findApiNameOrigin, readApiName, type ApiNameOrigin } from '../connector/read-api-name.ts';

export interface OriginKnowledge {
  /** Of the app registration; absent where it is not known, and any tenant is then right. */
  readonly tenantId?: string;
  /** The connector that is looked at. */
  readonly connector?: { readonly name: string; readonly title: string; readonly environment: string };
  /** That the user may see. */
  readonly environments: readonly { readonly name: string; readonly displayName: string }[];
  readonly people: readonly { readonly objectId: string; readonly name: string }[];
}

export interface SubjectOrigin {
  readonly kind: 'thisConnector' | 'formerConnector' | 'otherConnector' | 'otherProduct' | 'otherTenant' | 'otherWorkload' | 'unreadable';
  /** A complete sentence that begins with "It". */
  readonly words: string;
  /** `ms-20graph-5f…`, where it is a connector's. */
  readonly apiName?: string;
  /** The name of the environment, where it is one of the known. */
  readonly environment?: string;
}

const PRODUCTS: Readonly<Record<string, string>> = {
  '58e835ab-2e39-46a9-b797-accce6633447': 'a Dataverse plug-in',
  '5b404cf4-a79d-4cfe-b866-24bf8e1a4921': 'an OAuth connection of a bot',
  '9d8f559b-5984-46a4-902a-ad4271e83efa': 'Copilot Studio',
};

/** For a subject alone. */
export const NOTHING_KNOWN: OriginKnowledge = { environments: [], people: [] };

/** @param subject null or undefined for a credential that matches by an expression */
export function subjectOrigin(subject: string | null | undefined, knowledge: OriginKnowledge): SubjectOrigin {
  if (!subject) return { kind: 'otherWorkload', words: 'It has no subject but matches by an expression, which Power Platform does not use.' };
  if (!/^\/eid1\//i.test(subject.trim())) return { kind: 'otherWorkload', words: otherWorkload(subject) };
  const parsed = parseSubject(subject);
  if (!parsed) return { kind: 'unreadable', words: `It can belong to nothing. ${explainUnreadableSubject(subject)}` };
  if (knowledge.tenantId !== undefined && !sameGuid(parsed.tenantId, knowledge.tenantId)) {
    const whose = parsed.apiName === undefined ? 'something' : `the connector "${readApiName(parsed.apiName).title}"`;
    return { kind: 'otherTenant', words: `It was made for ${whose} in another tenant, ${parsed.tenantId}.`, apiName: parsed.apiName };
  }
  if (parsed.applicationId !== CONNECTORS_APPLICATION_ID || parsed.apiName === undefined) return { kind: 'otherProduct', words: otherProduct(parsed, knowledge) };
  return connectorOrigin(parsed.apiName, parsed, knowledge);
}

function connectorOrigin(apiName: string, { apimService }: ConnectorSubject, { connector, environments, people }: OriginKnowledge): SubjectOrigin {
  const found = findApiNameOrigin(apiName, { environments: environments.map(({ name }) => name), people: people.map(({ objectId }) => objectId.toLowerCase()) }, connector ? [connector.title] : []);
  const place = { apiName, ...(found.environment === undefined ? {} : { environment: found.environment }) };
  if (connector && `shared_${apiName}` === connector.name) {
    return { kind: 'thisConnector', words: `It was made for this connector while it was served by "${apimService ?? ''}".`, ...place };
  }
  const where = environmentWords(found, environments);
  const by = creatorWords(found, people);
  const titleCut = found.cut && found.environmentHash === undefined && !found.certain;
  const title = connector && escapeApiName(connector.title);
  const sameTitle = titleCut ? title?.startsWith(escapeApiName(found.title)) : title === escapeApiName(found.title);
  if (connector && sameTitle && sameEnvironment(found.environment, connector.environment)) {
    return { kind: 'formerConnector', words: `It was made for a former connector of this title in ${where}${by}.`, ...place };
  }
  const ofSolution = !found.cut && found.environmentHash !== undefined && found.creatorHash === undefined ? ' of a solution' : '';
  return { kind: 'otherConnector', words: `It was made for the connector "${found.title}${titleCut ? '…' : ''}"${ofSolution} in ${where}${by}.`, ...place };
}

function environmentWords({ environment, environmentHash, certain, cut }: ApiNameOrigin, environments: OriginKnowledge['environments']): string {
  const known = environments.find(({ name }) => name === environment);
  if (known) return certain ? `the environment ${known.displayName}` : `the environment ${known.displayName} (most likely: the name was cut)`;
  if (environmentHash === undefined && cut) return 'an environment that its name no longer shows, since the name was cut';
  const unseen = environments.length === 0 ? 'an environment' : 'an environment that this account does not see';
  return `${unseen}${environmentHash === undefined ? '' : ` (hash ${environmentHash}${environmentHash.length < 16 ? '…' : ''})`}`;
}

function creatorWords({ creator, creatorHash }: ApiNameOrigin, people: OriginKnowledge['people']): string {
  const known = people.find(({ objectId }) => sameGuid(objectId, creator));
  if (known) return `, by ${known.name}`;
  return creatorHash?.length === 16 && people.length > 0 ? `, by somebody else (hash ${creatorHash})` : '';
}

function otherProduct({ applicationId, tail }: ConnectorSubject, { environments }: OriginKnowledge): string {
  const product = PRODUCTS[applicationId];
  const environmentId = /(?:^|\/)e\/([0-9a-f-]{36})(?:\/|$)/i.exec(tail)?.[1];
  const environment = environments.find(({ name }) => name.toLowerCase().endsWith(environmentId?.toLowerCase() ?? ' '));
  return `It was made for ${product ?? `application ${applicationId} of Microsoft`}${environment ? ` in the environment ${environment.displayName}` : ''}, not for a connector.`;
}

function otherWorkload(subject: string): string {
  if (/^repo:/.test(subject)) return 'It was made for a workflow of GitHub, not for a connector.';
  if (/^system:serviceaccount:/.test(subject)) return 'It was made for a service account of Kubernetes, not for a connector.';
  return 'It was made for another workload than Power Platform, so not for a connector.';
}

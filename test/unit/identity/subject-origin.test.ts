import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { predictApiName } from '../../../src/connector/connector-name.ts';
import { CONNECTORS_APPLICATION_ID, formatSubject } from '../../../src/connector/connector-subject.ts';
import { NOTHING_KNOWN, subjectOrigin, type OriginKnowledge, type SubjectOrigin } from '../../../src/identity/subject-origin.ts';

const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const DEVELOPMENT = 'Default-0d645e38-ec52-4a4f-ac58-65f2ac4015f6';
const PRODUCTION = '9d5fb8bf-d308-4f5a-a728-0a2038e4615a';
const ADA = '9b974388-773f-4966-b27f-2e91c5916b18';
const BOB = '03043611-d01e-4e58-9fbe-1a18ecb861d8';
const OWN = predictApiName({ title: 'MS Graph', environment: DEVELOPMENT, creatorObjectId: ADA });
const KNOWLEDGE: OriginKnowledge = {
  tenantId: TENANT,
  connector: { name: `shared_${OWN}`, title: 'MS Graph', environment: DEVELOPMENT },
  environments: [{ name: DEVELOPMENT, displayName: 'Development' }, { name: PRODUCTION, displayName: 'Production' }],
  people: [{ objectId: ADA.toUpperCase(), name: 'Ada' }, { objectId: BOB, name: 'Bob' }],
};
const of = (apiName: string, tenant = TENANT, service = 'europe-002'): string => formatSubject('pub', tenant, CONNECTORS_APPLICATION_ID, `${service}_${apiName}`);
const named = (title: string, environment: string, creatorObjectId: string): string => of(predictApiName({ title, environment, creatorObjectId }));
const LONG = 'A connector with quite a long title indeed';

describe('what a subject was made for', () => {
  const cases: [string, string | null | undefined, SubjectOrigin['kind'], RegExp][] = [
    ['another environment', named('MS Graph', PRODUCTION, ADA), 'otherConnector', /^It was made for the connector "ms graph" in the environment Production, by Ada\.$/],
    ['another creator of the same title', named('MS Graph', DEVELOPMENT, BOB), 'formerConnector', /^It was made for a former connector of this title in the environment Development, by Bob\.$/],
    ['a creator nobody knows', named('MS Graph', DEVELOPMENT, '11111111-1111-1111-1111-111111111111'), 'formerConnector', /, by somebody else \(hash [0-9a-f]{16}\)\.$/],
    ['another title', named('Weather', DEVELOPMENT, ADA), 'otherConnector', /^It was made for the connector "weather" in the environment Development, by Ada\.$/],
    ['an environment out of sight', named('MS Graph', 'Default-20662f19-dcf5-43db-861d-23acdd8eeb44', ADA), 'otherConnector', /an environment that this account does not see \(hash d94596a0e5358ac4\), by Ada\.$/],
    ['a solution\'s connector', of(predictApiName({ solutionName: 'new_weather', environment: PRODUCTION })), 'otherConnector', /^It was made for the connector "new_weather" of a solution in the environment Production\.$/],
    ['a long title elsewhere', named(LONG, PRODUCTION, ADA), 'otherConnector', /^It was made for the connector "a connector with quite a long title…" in an environment that its name no longer shows, since the name was cut\.$/],
    ['a name cut within the environment', of('uipath-20orchestrator-20-2d-201-5f190e9222f2887-f90997bf714b9708'), 'otherConnector', /"uipath orchestrator - 1" in the environment Production \(most likely: the name was cut\)\.$/],
    ['this connector on another service', of(OWN, TENANT, 'unitedstates-001'), 'thisConnector', /^It was made for this connector while it was served by "unitedstates-001"\.$/],
    ['another tenant', of(OWN, '33e01921-4d64-4f8c-a055-5bdaffd5e33d'), 'otherTenant', /^It was made for the connector "ms graph" in another tenant, 33e01921-4d64-4f8c-a055-5bdaffd5e33d\.$/],
    ['a plug-in', formatSubject('pub', TENANT, '58e835ab-2e39-46a9-b797-accce6633447', `n/plugin/e/${PRODUCTION}/h/abc`), 'otherProduct', /^It was made for a Dataverse plug-in in the environment Production, not for a connector\.$/],
    ['a bot', formatSubject('pub', TENANT, '5b404cf4-a79d-4cfe-b866-24bf8e1a4921', 'x'), 'otherProduct', /OAuth connection of a bot/],
    ['Copilot Studio', formatSubject('pub', TENANT, '9d8f559b-5984-46a4-902a-ad4271e83efa', 'x'), 'otherProduct', /Copilot Studio/],
    ['an unknown application', formatSubject('pub', TENANT, ADA, 'x_y'), 'otherProduct', new RegExp(`application ${ADA} of Microsoft`)],
    ['a workflow of GitHub', 'repo:contoso/app:ref:refs/heads/main', 'otherWorkload', /GitHub/],
    ['Kubernetes', 'system:serviceaccount:default:x', 'otherWorkload', /Kubernetes/],
    ['anything else', 'whatever', 'otherWorkload', /another workload/],
    ['an expression', null, 'otherWorkload', /expression/],
    ['a subject composed by hand', `/eid1/c/pub/t/${TENANT}/a/x/y`, 'unreadable', /GUID/],
  ];
  for (const [name, subject, kind, words] of cases) {
    test(name, () => {
      const origin = subjectOrigin(subject, KNOWLEDGE);
      assert.match(origin.words, words);
      assert.equal(origin.kind, kind);
    });
  }

  test('a long title of this connector is known again although its name was cut', () => {
    const own = predictApiName({ title: LONG, environment: DEVELOPMENT, creatorObjectId: ADA });
    const knowledge = { ...KNOWLEDGE, connector: { name: `shared_${own}`, title: LONG, environment: DEVELOPMENT } };
    assert.match(subjectOrigin(named(LONG, DEVELOPMENT, BOB), knowledge).words, /^It was made for a former connector of this title in the environment Development, by Bob\.$/);
  });

  test('of a subject alone its connector is told', () => {
    assert.equal(subjectOrigin(named('MS Graph', DEVELOPMENT, ADA), NOTHING_KNOWN).words, 'It was made for the connector "ms graph" in an environment (hash 0027f520b23e81c1).');
  });
});

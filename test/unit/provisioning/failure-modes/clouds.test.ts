/** Failure mode 24: sovereign clouds, each with its own hosts and values, and nothing of one sent to another. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createHttpHeaders, type HttpClient } from '@azure/core-rest-pipeline';
import { cloudByName, cloudNames, type Cloud, type CloudName } from '../../../../src/cloud/clouds.ts';
import { createDirectory } from '../../../../src/cloud/entra/directory.ts';
import { HostRefusedError } from '../../../../src/cloud/hosts.ts';
import { createTokens } from '../../../../src/cloud/tokens.ts';
import { GeneratedIdentityError } from '../../../../src/identity/apply.ts';
import { applyPlan } from '../../../../src/identity/apply.ts';
import { createPlan } from '../../../../src/identity/plan.ts';
import { lintGeneratedIdentity } from '../../../../src/identity/identity-lint.ts';
import { TENANT, USER, World } from '../../identity/fake-world.ts';
import { failure } from './tenant-under-test.ts';

interface Row {
  readonly login: string;
  readonly graph: string;
  readonly powerApps: string;
  readonly federatedAudience: string;
  readonly subjectCloud: string;
}

/** Written out here a second time, from Graph docs "National cloud deployments" and Power Platform docs "set-up-managed-identity". */
const ROWS: Readonly<Record<CloudName, Row>> = {
  public: { login: 'https://login.microsoftonline.com', graph: 'https://graph.microsoft.com', powerApps: 'https://api.powerapps.com', federatedAudience: 'api://AzureADTokenExchange', subjectCloud: 'pub' },
  gcc: { login: 'https://login.microsoftonline.com', graph: 'https://graph.microsoft.com', powerApps: 'https://gov.api.powerapps.us', federatedAudience: 'api://AzureADTokenExchange', subjectCloud: 'pub' },
  gccHigh: { login: 'https://login.microsoftonline.us', graph: 'https://graph.microsoft.us', powerApps: 'https://high.api.powerapps.us', federatedAudience: 'api://AzureADTokenExchangeUSGov', subjectCloud: 'usg' },
  dod: { login: 'https://login.microsoftonline.us', graph: 'https://dod-graph.microsoft.us', powerApps: 'https://api.apps.appsplatform.us', federatedAudience: 'api://AzureADTokenExchangeUSGov', subjectCloud: 'usg' },
  china: { login: 'https://login.partner.microsoftonline.cn', graph: 'https://microsoftgraph.chinacloudapi.cn', powerApps: 'https://api.powerapps.cn', federatedAudience: 'api://AzureADTokenExchangeChina', subjectCloud: 'chn' },
};

const jwt = (audience: string): string => `e30.${Buffer.from(JSON.stringify({ tid: TENANT, oid: USER, aud: audience, scp: 'Application.ReadWrite.All', exp: 4_102_444_800 })).toString('base64url')}.`;

/** Answers every list with a link to `nextLink`, and notes where it was called. */
function recorder(nextLink?: string): HttpClient & { readonly hosts: string[]; readonly authorizations: string[] } {
  const hosts: string[] = [];
  const authorizations: string[] = [];
  return {
    hosts, authorizations,
    sendRequest: async (request) => {
      hosts.push(new URL(request.url).origin);
      authorizations.push(request.headers.get('authorization') ?? '');
      return { request, status: 200, headers: createHttpHeaders(), bodyAsText: JSON.stringify({ value: [], ...(nextLink && { '@odata.nextLink': nextLink }) }) };
    },
  };
}

function directoryIn(cloud: Cloud, httpClient: HttpClient, asked: string[] = []): ReturnType<typeof createDirectory> {
  const tokens = createTokens({ cloud, useAzureCli: false, sessions: { accessToken: async ({ scopes }) => { asked.push(...scopes); return jwt(cloud.graphAudience); } } });
  return createDirectory({ cloud, tokens, tenantId: TENANT, httpClient });
}

await suite('sovereign clouds', async () => {
  for (const name of cloudNames) {
    const row = ROWS[name];

    await test(`#24 ${name}: login, Graph, audience and subject are the cloud's own, in the plan and on the wire`, async () => {
      const cloud = cloudByName(name);
      const { login, graph, powerApps, federatedAudience, subjectCloud } = cloud;
      assert.deepEqual({ login, graph, powerApps, federatedAudience, subjectCloud }, row);
      const world = new World();
      const plan = await createPlan({ ...world.input(world.start()), cloud });
      const after = (id: string, field: string): string => plan.steps.find((step) => step.id === id)?.fields.find((candidate) => candidate.name === field)?.after ?? '';
      assert.equal(after('federatedCredential', 'issuer'), `${row.login}/${TENANT}/v2.0`);
      assert.match(after('federatedCredential', 'subject'), new RegExp(`^/eid1/c/${row.subjectCloud}/t/`));
      assert.equal(after('federatedCredential', 'audience'), row.federatedAudience);
      const client = recorder();
      const asked: string[] = [];
      await directoryIn(cloud, client, asked).federatedCredentials('00000000-0000-0000-0000-000000000001');
      assert.deepEqual([client.hosts, asked], [[row.graph], [`${row.graph}/.default`]]);
    });

    await test(`#24 ${name}: no request, and no token, goes to another cloud's host`, async () => {
      const cloud = cloudByName(name);
      for (const other of cloudNames.filter((candidate) => ROWS[candidate].graph !== row.graph)) {
        const client = recorder(`${ROWS[other].graph}/v1.0/applications?$skiptoken=x`);
        const error = await failure(directoryIn(cloud, client).federatedCredentials('00000000-0000-0000-0000-000000000001'));
        assert.ok(error instanceof HostRefusedError);
        assert.match(error.message, new RegExp(`^The request to ${new URL(ROWS[other].graph).host} was not sent: the host does not belong to the .* cloud\\. If your tenant is in another cloud, choose it in the setting "connectorStudio\\.cloud"\\.$`));
        assert.deepEqual(client.hosts, [row.graph], other);
      }
    });

    await test(`#24 ${name}: what another cloud has generated is refused, with the setting to change`, () => {
      const target = { tenantId: TENANT, cloud: cloudByName(name) };
      for (const other of cloudNames.filter((candidate) => ROWS[candidate].subjectCloud !== row.subjectCloud)) {
        const theirs = ROWS[other];
        const values = { issuer: `${theirs.login}/${TENANT}/v2.0`, subject: `/eid1/c/${theirs.subjectCloud}/t/v4j5cvGGr0GRqy180BHbRw/a/k972yLpWjkypg7DpMYfrNA/region-002_name`, audience: theirs.federatedAudience };
        const findings = lintGeneratedIdentity(values, target);
        assert.deepEqual(findings.map(({ severity, subject }) => `${severity} ${subject}`), ['error issuer', 'error subject', 'error audience'], other);
        for (const { message } of findings) assert.match(message, /Set connectorStudio\.cloud to the connector's cloud\./);
      }
    });
  }

  await test('#24 a connector of the public cloud with another cloud chosen: stopped before anything is written to the app', async () => {
    const world = new World();
    const cloud = cloudByName('gccHigh');
    const input = { ...world.input(world.start()), cloud };
    const error = await failure(applyPlan(await createPlan(input), input));
    assert.ok(error instanceof GeneratedIdentityError);
    assert.match(error.message, /^The connector's identity does not fit the app registration\..*Set connectorStudio\.cloud to the connector's cloud\./);
    assert.deepEqual(world.directory.applications.map(({ application, credentials }) => [application.redirectUris, credentials]), [[[], []]]);
  });
});

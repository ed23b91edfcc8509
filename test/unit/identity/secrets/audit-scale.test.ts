import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { ApplicationRegistration } from '../../../../src/connector/app-registration.ts';
import type { DeployedConnector } from '../../../../src/connector/deployed-connector.ts';
import { auditSecrets, type AuditOptions, type AuditPorts } from '../../../../src/identity/secrets/audit.ts';
import { auditCsv, auditJson } from '../../../../src/identity/secrets/audit-export.ts';
import type { AuditReport, AuditRow } from '../../../../src/identity/secrets/audit-model.ts';
import { renderAudit } from '../../../../src/identity/secrets/audit-text.ts';
import { mapBounded } from '../../../../src/connector/bounded-work.ts';
import { FakeServiceError } from '../fake-directory.ts';
import { PUBLIC_CLOUD, TENANT } from '../fake-world.ts';

const OPTIONS: AuditOptions = { tenantId: TENANT, cloud: PUBLIC_CLOUD, now: Date.parse('2026-03-01T10:00:00Z') };

function clientId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** A tenant of 300 environments with 10 connectors each that share 100 apps; counts who is asked, and how many at once. */
class BigTenant {
  readonly calls = { environments: 0, connectors: 0, applications: 0, credentials: 0 };
  atOnce = 0;
  most = 0;
  /** Milliseconds that each answer takes. */
  latency = 0;
  deaf = false;
  readonly askedFor: string[] = [];

  async #answer<T>(kind: keyof BigTenant['calls'], signal: AbortSignal | undefined, make: () => T): Promise<T> {
    this.calls[kind] += 1;
    this.atOnce += 1;
    this.most = Math.max(this.most, this.atOnce);
    try {
      await delay(this.latency, undefined, this.deaf ? {} : { signal });
      return make();
    } finally {
      this.atOnce -= 1;
    }
  }

  readonly ports: AuditPorts = {
    environments: { list: (signal) => this.#answer('environments', signal, () => Array.from({ length: 300 }, (_none, index) => ({ name: `environment-${index}`, displayName: `Environment ${index}` }))) },
    connectors: {
      list: (environment, signal) => this.#answer('connectors', signal, () => {
        const number = Number(environment.slice(12));
        if (number === 17) throw new FakeServiceError(403, 'EnvironmentAccess', 'You may not.');
        return Array.from({ length: 10 }, (_none, index) => connectorOf(environment, number * 10 + index));
      }),
      connector: () => Promise.reject(new Error('The list tells all.')),
    },
    directory: {
      applicationsByAppIds: (appIds, signal) => this.#answer('applications', signal, () => {
        assert.ok(appIds.length <= 15);
        this.askedFor.push(...appIds);
        return appIds.map(applicationOf);
      }),
      federatedCredentials: (_objectId, signal) => this.#answer('credentials', signal, () => []),
    },
  };
}

function connectorOf(environment: string, number: number): DeployedConnector {
  const oAuthSettings = { identityProvider: 'aad', clientId: clientId(number % 100), customParameters: { tenantId: { value: TENANT } } };
  return { name: `shared_${number}`, displayName: `Connector ${number}`, environment, properties: { connectionParameters: { token: { type: 'oauthSetting', oAuthSettings } } } };
}

function applicationOf(appId: string): ApplicationRegistration {
  const day = Number(appId.slice(-12)) + 2;
  return { id: `object-${appId}`, appId, displayName: `App ${day}`, redirectUris: [], requiredResourceAccess: [], passwordCredentials: [{ keyId: appId, endDateTime: new Date(OPTIONS.now + day * 86_400_000).toISOString() }] };
}

describe('an audit of 300 environments with 10 connectors each', () => {
  it('asks a few at a time, each environment and each app once', async () => {
    const tenant = new BigTenant();
    const report = await auditSecrets(tenant.ports, OPTIONS);
    assert.equal(report.rows.length, 2991);
    assert.deepEqual([report.environments, report.environmentsFailed, report.connectors], [300, 1, 2990]);
    assert.deepEqual(tenant.calls, { environments: 1, connectors: 300, applications: 7, credentials: 0 });
    assert.equal(new Set(tenant.askedFor).size, 100);
    assert.equal(tenant.askedFor.length, 100);
    assert.ok(tenant.most > 1 && tenant.most <= 6, `${tenant.most} at once`);
    const ends = report.rows.flatMap(({ daysLeft }) => daysLeft ?? []);
    assert.deepEqual(ends, ends.toSorted((left, right) => left - right));
    assert.ok(renderAudit(report).length < 1_000_000);
  });

  for (const deaf of [false, true]) {
    it(`ends at once when cancelled, with services that ${deaf ? 'do not listen' : 'listen'}, and begins nothing more`, async () => {
      const tenant = new BigTenant();
      Object.assign(tenant, { latency: 20, deaf });
      const stop = new AbortController();
      const reason = new Error('Enough.');
      const running = auditSecrets(tenant.ports, { ...OPTIONS, signal: stop.signal, onProgress: ({ environmentsDone }) => { if (environmentsDone === 12) stop.abort(reason); } });
      await assert.rejects(running, reason);
      const asked = tenant.calls.connectors;
      await delay(80);
      assert.equal(tenant.calls.connectors, asked);
      assert.ok(asked < 30);
    });
  }

  it('does not wait for the slow list of environments when cancelled', async () => {
    const tenant = new BigTenant();
    Object.assign(tenant, { latency: 1_500, deaf: true });
    const stop = new AbortController();
    const from = performance.now();
    const running = auditSecrets(tenant.ports, { ...OPTIONS, signal: stop.signal });
    setTimeout(() => stop.abort(), 10);
    await assert.rejects(running, { name: 'AbortError' });
    assert.ok(performance.now() - from < 700);
  });

  it('passes on what is no answer of a service', async () => {
    const { ports } = new BigTenant();
    await assert.rejects(auditSecrets({ ...ports, connectors: { ...ports.connectors, list: () => Promise.reject(new TypeError('A mistake of ours.')) } }, OPTIONS), TypeError);
  });

  it('reads a connector by itself where the list leaves out its security', async () => {
    const { ports } = new BigTenant();
    let read = 0;
    const connectors: AuditPorts['connectors'] = {
      list: async (environment) => [{ ...connectorOf(environment, 3), properties: {} }],
      connector: async (environment) => { read += 1; return connectorOf(environment, 3); },
    };
    const report = await auditSecrets({ ...ports, environments: { list: async () => [{ name: 'environment-1', displayName: 'One' }] }, connectors }, OPTIONS);
    assert.deepEqual([read, report.rows[0]?.clientId, report.rows[0]?.daysLeft], [1, clientId(3), 5]);
  });
});

describe('work on many items', () => {
  it('keeps the order, and begins nothing after a failure', async () => {
    assert.deepEqual(await mapBounded([3, 1, 2], 2, async (milliseconds) => { await delay(milliseconds); return milliseconds; }), [3, 1, 2]);
    const begun: number[] = [];
    await assert.rejects(mapBounded([1, 2, 3, 4, 5, 6], 2, async (item) => {
      begun.push(item);
      await delay(1);
      if (item === 2) throw new Error('No.');
    }), /No\./);
    await delay(10);
    assert.ok(begun.length <= 4);
  });
});

describe('an exported audit', () => {
  const row: AuditRow = {
    environment: 'e', environmentDisplayName: 'Production, "EU"', connectorName: 'shared_x', connectorTitle: '=HYPERLINK("http://x","y")', owner: '+49 30', parameterName: 'token',
    credential: 'secret', clientId: clientId(1), expiresAt: '2026-02-01T00:00:00.000Z', daysLeft: -28, expired: true,
    application: { displayName: '@SUM(1)\r\n\u202Ecod.exe', secrets: [{ keyId: 'k', hint: '=1+', endsAt: '2026-02-01T00:00:00.000Z', daysLeft: -28, expired: true }] },
    findings: [{ severity: 'error', message: 'Expired.' }],
  };
  const report: AuditReport = { version: 1, auditedAt: '2026-03-01T10:00:00.000Z', tenantId: TENANT, environments: 1, environmentsFailed: 0, connectors: 1, rows: [row] };

  it('is CSV by RFC 4180, in which no cell is a formula', () => {
    const lines = auditCsv(report).split('\r\n');
    assert.equal(lines.length, 3);
    assert.equal(lines[2], '');
    assert.equal(lines[0]?.split(',').length, 17);
    assert.equal(lines[1], `2026-02-01T00:00:00.000Z,-28,true,"'=HYPERLINK(""http://x"",""y"")",shared_x,"Production, ""EU""",e,'+49 30,token,,client secret,${clientId(1)},'@SUM(1) cod.exe,"a secret without a name (=1+…), expired 2026-02-01 (28 days ago)",Expired.,,`);
  });

  it('is JSON that says what it is', () => {
    assert.deepEqual(JSON.parse(auditJson(report)), report);
  });

  it('shows hostile names as the plain text that they are, one line each', () => {
    const text = renderAudit(report);
    assert.equal(text.split('\n').filter((line) => line.startsWith('2026-02-01')).length, 1);
    assert.doesNotMatch(text, /\u202E|\r/);
  });
});

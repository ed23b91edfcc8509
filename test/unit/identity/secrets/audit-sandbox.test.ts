/** The audit through the product's own clients against a sandbox tenant after some years of secrets. */
import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { createApplicationReader } from '../../../../src/cloud/entra/application-reader.ts';
import { createConnectors } from '../../../../src/cloud/power-platform/connectors.ts';
import { createEnvironments } from '../../../../src/cloud/power-platform/environments.ts';
import { auditSecrets, type AuditOptions, type AuditPorts } from '../../../../src/identity/secrets/audit.ts';
import { auditCsv } from '../../../../src/identity/secrets/audit-export.ts';
import type { AuditReport } from '../../../../src/identity/secrets/audit-model.ts';
import { renderAudit } from '../../../../src/identity/secrets/audit-text.ts';
import { usersOfClientId } from '../../../../src/identity/secrets/client-id-users.ts';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import { expensesAppId, partnerAppId } from '../../../sandbox/secretful-tenant.ts';
import { SandboxProcess } from './sandbox-process.ts';

const sandbox = await startSandbox({ preset: 'secretful' });
after(() => sandbox.stop());
beforeEach(() => sandbox.reset('secretful'));

const { context } = new SandboxProcess(sandbox);
const { cloud, tenantId } = context;
const ports: AuditPorts = { environments: createEnvironments(context), connectors: createConnectors(context), directory: createApplicationReader(context, 'Application.ReadWrite.All') };
const audit = (change: Partial<AuditPorts> = {}, options: Partial<AuditOptions> = {}): Promise<AuditReport> =>
  auditSecrets({ ...ports, ...change }, { tenantId, cloud, now: sandbox.now(), ...options });

function words(report: AuditReport, title: string): string {
  return report.rows.filter(({ connectorTitle }) => connectorTitle === title).flatMap(({ findings }) => findings.map(({ severity, message }) => `${severity}: ${message}`)).join('\n');
}

describe('an audit of the sandbox tenant', () => {
  it('lists every connector, what expires first at the top, and an environment that refuses as a row', async () => {
    const report = await audit();
    assert.deepEqual(report.rows.map(({ connectorTitle, environmentDisplayName, credential, daysLeft }) => [connectorTitle ?? '-', environmentDisplayName, credential ?? '-', daysLeft ?? '-']), [
      ['Payroll', 'Production', 'secret', -5],
      ['Travel', 'Development', 'secret', 12],
      ['Travel Expenses', 'Development', 'secret', 40],
      ['Expenses', 'Woodgrove (default)', 'secret', 40],
      ['Archive', 'Production', 'secret', '-'],
      ['Calendar', 'Production', 'managedIdentity', '-'],
      ['-', 'Finance (restricted)', '-', '-'],
      ['Partner Orders', 'Development', 'secret', '-'],
      ['Staff Directory', 'Woodgrove (default)', 'managedIdentity', '-'],
      ['Weather', 'Woodgrove (default)', 'apiKey', '-'],
      ['Catalog', 'Production', 'none', '-'],
    ]);
    assert.deepEqual([report.environments, report.environmentsFailed, report.connectors], [4, 1, 10]);
    assert.equal(report.directoryUnread, undefined);
    assert.match(words(report, 'Payroll'), /error: The app's only client secret has expired.*AADSTS7000222/);
    assert.match(words(report, 'Travel'), /warning: A client secret of the app ends soon: a secret without a name \(t4R…\)/);
    assert.match(words(report, 'Partner Orders'), /warning: .*belongs to another tenant, 9b1d7e20/);
    assert.match(words(report, 'Archive'), /error: .*is not in this tenant/);
    assert.match(words(report, 'Calendar'), /error: .*upper and lower case alone.*AADSTS7002138/);
    assert.match(words(report, 'Staff Directory'), /^information: The connector needs no secret any more/);
    assert.match(report.rows.find(({ connectorTitle }) => connectorTitle === undefined)?.findings[0]?.message ?? '', /could not be read.*request id/);
    assert.equal(report.rows.find(({ connectorTitle }) => connectorTitle === 'Payroll')?.owner, 'Otto Other');
    assert.equal(sandbox.state().writes, 0);
    assert.deepEqual(sandbox.state().violations, []);
  });

  it('reads each app once: all of them by one request, and credentials only of those trusted by a connector', async () => {
    await audit();
    const graph = sandbox.traffic.requests.filter(({ host }) => host === 'graph.microsoft.com').map(({ path }) => path);
    // Seven client ids, five of them of this tenant: one page of the sandbox.
    assert.deepEqual(graph.filter((path) => path === '/v1.0/applications').length, 1);
    assert.equal(graph.filter((path) => path.endsWith('/federatedIdentityCredentials')).length, 2);
    assert.equal(graph.length, 3);
  });

  it('works without rights in the directory, and says that ends are unknown', async () => {
    const report = await audit({ directory: 'No sign-in gives access to Microsoft Graph.' });
    assert.equal(report.rows.filter(({ expiresAt }) => expiresAt !== undefined).length, 0);
    assert.equal(report.rows.find(({ connectorTitle }) => connectorTitle === 'Payroll')?.credential, 'secret');
    assert.match(renderAudit(report), /it is not known when secrets end\. No sign-in gives access/);
    assert.match(renderAudit(report), /6 with a client secret, 6 whose end is not known\./);
  });

  it('goes on where Graph refuses the apps, or the credentials alone', async () => {
    sandbox.faults.add({ kind: 'status', status: 403, match: { path: '^/v1.0/applications$' } });
    const none = await audit();
    assert.match(none.directoryUnread ?? '', /Authorization_RequestDenied/);
    assert.equal(none.connectors, 10);
    sandbox.faults.clear();
    sandbox.faults.add({ kind: 'status', status: 403, match: { path: 'federatedIdentityCredentials$' } });
    const some = await audit();
    assert.equal(some.directoryUnread, undefined);
    assert.match(words(some, 'Calendar'), /information: The federated credentials of the app could not be read/);
    assert.equal(some.rows[0]?.connectorTitle, 'Payroll');
  });

  it('tells how far it has come', async () => {
    const seen: string[] = [];
    await audit({}, { onProgress: ({ environmentsDone, environments, connectors, applicationsDone, applications }) => seen.push(`${environmentsDone}/${environments} ${connectors} ${applicationsDone}/${applications}`) });
    assert.equal(seen[0], '0/4 0 0/0');
    assert.equal(seen.at(-1), '4/4 10 7/7');
  });

  it('reads well as a table, and holds no secret', async () => {
    const report = await audit();
    const text = renderAudit(report);
    const lines = text.split('\n');
    const heading = lines.find((line) => line.startsWith('Ends')) ?? '';
    const column = heading.indexOf('Client id');
    assert.ok(column > 0);
    for (const [title, start] of [['Payroll', '28e6d4f0'], ['Partner Orders', partnerAppId.slice(0, 8)]] as const) {
      assert.equal(lines.find((line) => line.includes(`  ${title}  `))?.slice(column, column + 8), start);
    }
    assert.match(text, /10 connectors in 4 environments, of which 1 could not be read\.\n +6 with a client secret, 1 expired, 1 ending within 30 days, 1 whose end is not known\.\n +2 with managed identity, 1 whose trust does not hold\./);
    assert.doesNotMatch(text + auditCsv(report) + JSON.stringify(report), /preset-client-secret|eyJ/);
  });

  it('finds who else signs in with an app', async () => {
    const { users, unread } = await usersOfClientId(ports, expensesAppId.toUpperCase());
    assert.deepEqual(users.map(({ connectorTitle, environmentDisplayName, credential }) => [connectorTitle, environmentDisplayName, credential]), [['Expenses', 'Woodgrove (default)', 'secret'], ['Travel Expenses', 'Development', 'secret']]);
    assert.deepEqual(unread, ['Finance (restricted)']);
  });
});

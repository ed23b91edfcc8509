import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { applicationLink, connectionLink, connectorLink } from '../../../src/vscode/commands/portal-links.ts';

suite('portal links', () => {
  test('lead to app, connector and connection', () => {
    assert.equal(
      applicationLink({ entraPortal: 'https://entra.microsoft.com' }, 'tenant', 'app'),
      'https://entra.microsoft.com/tenant/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Overview/appId/app',
    );
    const cloud = { makerPortal: 'https://make.powerapps.com' };
    assert.equal(connectorLink(cloud, 'Default-1', 'shared_x', 'security'), 'https://make.powerautomate.com/environments/Default-1/connections/available/custom/shared_x/edit/security');
    assert.equal(connectionLink(cloud, 'Default-1', 'shared_x', 'abc'), 'https://make.powerapps.com/environments/Default-1/connections/shared_x/abc/details');
  });

  test('stay on known pages in other clouds, and encode what they are given', () => {
    assert.equal(connectorLink({ makerPortal: 'https://make.gov.powerapps.us' }, 'a/b', 'shared_x', 'general'), 'https://make.gov.powerapps.us/environments/a%2Fb/customconnectors');
  });
});

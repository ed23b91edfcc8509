import { replaceScalar } from '../../fixes/node-edits.ts';
import type { Fix, Rule } from '../../rule.ts';
import { entraCloudOfHost } from '../../../connector/entra-clouds.ts';
import { managedIdentityExample } from './managed-identity-example.ts';
import { trustsOf } from './trust.ts';

export const managedIdentityLoginHost: Rule = {
  id: 'managed-identity-login-host',
  severity: 'error',
  profile: 'build',
  title: 'The login host belongs to the cloud of issuer and audience.',
  explanation: 'Users sign in at the host of their cloud: login.microsoftonline.com in the public one and in GCC, login.microsoftonline.us in GCC High and DoD, login.partner.microsoftonline.cn in China. A tenant is known in one cloud only, so that sign-in at another host fails.',
  source: 'learn.microsoft.com, Microsoft Graph, national cloud deployments.',
  bad: managedIdentityExample({ customParameters: { loginUri: { value: 'https://login.microsoftonline.us' } } }),
  good: managedIdentityExample(),
  check: ({ properties }, report) => {
    for (const { login, cloud } of trustsOf(properties)) {
      if (!properties || !login || login.host === '' || !cloud) continue;
      const own = entraCloudOfHost(login.host);
      if (own === cloud) continue;
      const fixes = (): Fix[] => [{ title: `Write "${cloud.login}"`, safe: false, changes: [{ file: 'properties', edits: replaceScalar(properties.document, login.node, cloud.login) }] }];
      if (own) report({ file: 'properties', range: login.node.range, message: `${login.host} belongs to ${own.title}, issuer and audience to ${cloud.title}. Write ${cloud.login}.`, fixes });
      else report({ file: 'properties', range: login.node.range, severity: 'information', message: `${login.host} is no login host that is known here. That of ${cloud.title} is ${cloud.loginHosts[0]}.`, fixes });
    }
  },
};

import { rangeOfValue, textOf } from '../../model/nodes.ts';
import { settingOf } from '../../model/oauth-settings.ts';
import type { Rule } from '../../rule.ts';
import { isExpression, isPlaceholder } from '../../standing-values.ts';
import { isGuid } from '../../../connector/difference.ts';
import { managedIdentityExample } from './managed-identity-example.ts';
import { trustsOf } from './trust.ts';

export const managedIdentityClientId: Rule = {
  id: 'managed-identity-client-id',
  severity: 'error',
  profile: 'build',
  title: 'With managed identity the client id is an app registration\'s.',
  explanation: 'The federated credential lives on an app registration of Microsoft Entra, whose application id is a GUID. Sign-in fails with AADSTS700016 for anything else.',
  source: 'learn.microsoft.com, Entra, application objects; exports of the platform in managedBlog/graph-connector-factory-v2.',
  bad: managedIdentityExample({ clientId: 'shelf' }),
  good: managedIdentityExample({ clientId: '@environmentVariables("contoso_ShelfClientId")' }),
  check: ({ properties }, report) => {
    for (const { oauth } of trustsOf(properties)) {
      const member = settingOf(oauth, 'clientId');
      const text = textOf(member?.value)?.trim();
      if (text !== undefined && (isGuid(text) || isExpression(text))) continue;
      if (!member || text === undefined || text === '') report({ file: 'properties', range: member ? rangeOfValue(member) : oauth.member.keyRange, message: 'Managed identity needs a client id: the application id of the app registration that has the federated credential. Run Configure Managed Identity to create or choose one.' });
      else if (isPlaceholder(text)) report({ file: 'properties', range: member.value.range, severity: 'information', message: 'The client id is a placeholder. Put in the application id of an app registration before the connector is deployed, or run Configure Managed Identity.' });
      else report({ file: 'properties', range: member.value.range, message: `"${text}" is no application id, which is a GUID. Write that of the app registration, or run Configure Managed Identity.` });
    }
  },
};

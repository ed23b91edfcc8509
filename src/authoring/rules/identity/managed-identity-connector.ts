import { removeMember, replaceScalar } from '../../fixes/node-edits.ts';
import { rangeWithin } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { parseSubject } from '../../../connector/connector-subject.ts';
import { isConsentHost, parseRedirectUrl, SHARED_REDIRECT_SEGMENT } from '../../../connector/identity-values.ts';
import { managedIdentityExample } from './managed-identity-example.ts';
import { trustsOf } from './trust.ts';

export const managedIdentityConnector: Rule = {
  id: 'managed-identity-connector',
  severity: 'warning',
  profile: 'build',
  title: 'Subject and redirect URL name the same connector.',
  explanation: 'Both end with the connector\'s internal id. Where they differ, one was left from another connector or environment: whoever copies it to the app registration gets AADSTS700213 or AADSTS50011. The service writes both anew when the connector is saved.',
  source: 'Three exports of the platform in managedBlog/graph-connector-factory-v2, in which the two are always the same.',
  bad: managedIdentityExample({ redirectUrl: 'https://global.consent.azure-apim.net/redirect/library' }),
  good: managedIdentityExample(),
  check: ({ properties }, report) => {
    for (const { oauth, subject, redirectUrl } of trustsOf(properties)) {
      const url = redirectUrl && parseRedirectUrl(redirectUrl.text.trim());
      const apiName = subject && parseSubject(subject.text)?.apiName;
      if (!properties || !subject || !redirectUrl || !url || !isConsentHost(url.host) || apiName === undefined) continue;
      const { lastSegment } = url;
      // The shared URL is a matter of the redirect mode.
      if (lastSegment === apiName || lastSegment === SHARED_REDIRECT_SEGMENT || lastSegment === '') continue;
      const { document } = properties;
      const fixes = (): Fix[] => [{ title: 'Leave both to the service', safe: false, changes: [{ file: 'properties', edits: [...replaceScalar(document, subject.node, ''), ...removeMember(document, oauth.node, redirectUrl.member)] }] }];
      const end = redirectUrl.text.trimEnd().length;
      report({
        file: 'properties', range: rangeWithin(document, redirectUrl.node, end - lastSegment.length, end), fixes,
        message: `The redirect URL names the connector "${lastSegment}", the subject "${apiName}". Copy both from the same connector, or leave both to the service.`,
        related: [{ file: 'properties', range: subject.node.range, message: 'The subject.' }],
      });
    }
  },
};

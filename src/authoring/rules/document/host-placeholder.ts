import type { Rule } from '../../rule.ts';
import { HOST_FORM, hostIsReplaced, hostOf } from './host-address.ts';

/** Names reserved for examples (RFC 2606, RFC 6761), Microsoft's usual one, and what stands for one's own. */
const PLACEHOLDER = /^(?:.+\.)?example(?:\.(?:com|org|net|edu))?$|^(?:.+\.)?(?:test|invalid|localhost)$|^(?:(?:api|www)\.)?contoso\.com$|^127\.|^0\.0\.0\.0$|placeholder|(?:^|[.-])(?:your|my|replace)[a-z-]*(?:host|domain|server|instance|tenant|company|site|api)|^(?:host(?:name)?|domain|server)(?:\.com)?$/i;

export const hostPlaceholder: Rule = {
  id: 'host-placeholder',
  severity: 'warning',
  profile: 'build',
  title: 'The host is a real one, unless something else sets it.',
  explanation: 'A host such as `www.example.com` or `localhost` cannot be reached from the cloud. It does no harm where the policy *Set host URL* applies to every operation, or a script sends the request elsewhere: there the rule says nothing.',
  source: 'RFC 2606 and RFC 6761, reserved names; 12 of 1,034 published connectors have such a host, some with a script or policy that sets another.',
  bad: { definition: '{ "host": "api.example.com" }' },
  good: { definition: '{ "host": "shelf.contoso.com" }' },
  check: (connector, report) => {
    const host = connector.definition && hostOf(connector.definition);
    if (!host || !HOST_FORM.test(host.text) || !PLACEHOLDER.test(host.text.replace(/:\d+$/, '')) || hostIsReplaced(connector)) return;
    const message = `The host "${host.text}" is a placeholder, and no policy sets another one. Write the real host, or add the policy "Set host URL" (dynamichosturl).`;
    report({ file: 'definition', range: host.member.value.range, message });
  },
};

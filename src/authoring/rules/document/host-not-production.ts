import type { Rule } from '../../rule.ts';
import { HOST_FORM, hostIsReplaced, hostOf } from './host-address.ts';

const STAGES: ReadonlySet<string> = new Set(['dev', 'develop', 'development', 'test', 'testing', 'qa', 'qap', 'uat', 'sit', 'stage', 'staging', 'stg', 'sandbox', 'preprod', 'nonprod', 'demo', 'training', 'localdev', 'int']);

export const hostNotProduction: Rule = {
  id: 'host-not-production',
  severity: 'information',
  profile: 'certify',
  title: 'The host of a connector that is published is not one for tests.',
  explanation: 'A part of the name such as `dev`, `qa` or `staging` suggests a server for tests, which is easily left behind.',
  source: '23 of 1,034 published connectors have a host that looks like it.',
  bad: { definition: '{ "host": "dev.shelf.contoso.com" }' },
  good: { definition: '{ "host": "shelf.contoso.com" }' },
  check: (connector, report) => {
    const host = connector.definition && hostOf(connector.definition);
    if (!host || !HOST_FORM.test(host.text) || hostIsReplaced(connector)) return;
    // The domain itself may be called so, and .dev is a top-level domain.
    const labels = host.text.toLowerCase().replace(/:\d+$/, '').split('.').slice(0, -2);
    const stage = labels.flatMap((label) => label.split('-')).find((word) => STAGES.has(word.replace(/\d+$/, '')));
    if (stage === undefined) return;
    report({ file: 'definition', range: host.member.value.range, message: `The host "${host.text}" looks like one for tests ("${stage}"). Write the one that users are meant to reach before you publish.` });
  },
};

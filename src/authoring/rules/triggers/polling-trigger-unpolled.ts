import type { PropertiesModel } from '../../model/connector-model.ts';
import { memberOf } from '../../model/nodes.ts';
import { isWebhookTrigger } from '../../model/webhooks.ts';
import type { Rule } from '../../rule.ts';
import { hasPolicy } from './operation-policies.ts';
import { withPoll } from './trigger-example.ts';

export const pollingTriggerUnpolled: Rule = {
  id: 'polling-trigger-unpolled',
  severity: 'warning',
  profile: 'build',
  title: 'A polling trigger has a policy that polls, or says that it polls itself.',
  explanation: 'The policy `pollingtrigger` keeps what the last poll saw. Without it the service must do that itself, by 202 with `Location` and `Retry-After`; `x-ms-trigger-metadata` with kind query and mode polling says that it does.',
  source: 'learn.microsoft.com, custom connectors, "Use a polling trigger" and policy "Set up polling trigger"; counted in published connectors.',
  published: 4,
  bad: withPoll({}, false),
  good: withPoll({}, true),
  check: ({ definition, properties, script }, report) => {
    if (!definition || !properties) return;
    for (const operation of definition.operations) {
      const { trigger, member, id, node } = operation;
      if (trigger === undefined || isWebhookTrigger(definition, operation)) continue;
      if (memberOf(node, 'x-ms-trigger-metadata') || hasPolicy(properties, 'pollingtrigger', id)) continue;
      if (script && isScripted(properties, id)) continue;
      report({ file: 'definition', range: member.keyRange, message: `The trigger "${id ?? member.key}" is polled, and no policy "pollingtrigger" keeps what it has seen. Add the policy, or "x-ms-trigger-metadata" with kind query and mode polling where the service keeps that itself.` });
    }
  },
};

/** A script may answer the polls. Without a list of its operations it runs for all of them. */
function isScripted({ scriptOperations }: PropertiesModel, id: string | undefined): boolean {
  return !scriptOperations || (scriptOperations.value.items ?? []).some(({ value }) => value === id);
}

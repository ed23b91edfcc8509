import { policyTemplate } from '../../catalogue/policy-templates.ts';
import { removeItem } from '../../fixes/node-edits.ts';
import type { PolicyView } from '../../model/connector-model.ts';
import { textOf } from '../../model/nodes.ts';
import type { SyntaxNode } from '../../../connector/syntax-node.ts';
import type { Fix, Rule } from '../../rule.ts';
import { hostPolicy, withPolicies } from './policy-example.ts';

export const policyOverlap: Rule = {
  id: 'policy-overlap',
  severity: 'warning',
  profile: 'build',
  title: 'No two policies set the same thing for the same operation.',
  explanation: 'Of two policies that route the same operation, give it a host, or override the same header or query parameter, only one can have its way. A policy for all operations beside one for a few is a default and its exception, and is left alone.',
  source: 'Cross-check of policies among each other; in one published connector of the development set an operation is routed to two paths.',
  bad: withPolicies(hostPolicy('https://eu.contoso.com'), hostPolicy('https://us.contoso.com')),
  good: withPolicies(hostPolicy('https://eu.contoso.com')),
  check: ({ properties }, report) => {
    if (!properties) return;
    const first = new Map<string, SyntaxNode>();
    for (const policy of properties.policies) {
      const target = targetOf(policy);
      if (target === undefined) continue;
      const { operationNames, operationNameMember, templateIdNode, templateId } = policy;
      const places: readonly (SyntaxNode | undefined)[] = operationNames.length > 0 ? operationNames : [undefined];
      for (const place of places) {
        const node = place ?? templateIdNode;
        if (!node) continue;
        const key = `${target}\n${place === undefined ? '' : `= ${textOf(place)}`}`;
        const before = first.get(key);
        if (!before) {
          first.set(key, node);
          continue;
        }
        const list = operationNameMember?.value;
        const fixes = (): Fix[] => (place && list && operationNames.length > 1 ? [{ title: `Remove "${textOf(place)}" from this policy`, safe: false, changes: [{ file: 'properties', edits: removeItem(properties.document, list, place) }] }] : []);
        const what = place === undefined ? 'all operations' : `the operation "${textOf(place)}"`;
        report({ file: 'properties', range: node.range, message: `Another policy of the template "${templateId}" sets the same for ${what}, and only one of them can have its way. Remove one.`, related: [{ file: 'properties', range: before.range, message: 'The other one is here.' }], fixes });
      }
    }
  },
};

/** What the policy sets and would set again: one text for each. Undefined where two can live together. */
function targetOf({ templateId, parameters, section }: PolicyView): string | undefined {
  const id = policyTemplate(templateId ?? '')?.id;
  if (id === 'dynamichosturl' || id === 'routerequesttoendpoint') return id;
  if (id !== 'setheader' && id !== 'setqueryparameter') return undefined;
  const name = textOf(parameters.get('name')?.value)?.toLowerCase();
  const action = textOf(parameters.get('existsaction')?.value)?.toLowerCase() ?? 'override';
  return name === undefined || action !== 'override' ? undefined : `${id} ${name} ${textOf(section)?.toLowerCase() ?? ''}`;
}

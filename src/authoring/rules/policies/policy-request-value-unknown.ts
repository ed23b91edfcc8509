import { nearest } from '../../nearest.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import { textOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { headerPolicy, withPolicies } from './policy-example.ts';
import { namesAdded, namesSent, operationsOf } from './policy-scope.ts';

/** Whatever the connector declares, hosts and proxies send these. */
const ALWAYS_SENT: ReadonlySet<string> = new Set([
  'accept', 'accept-language', 'content-type', 'content-length', 'host', 'user-agent', 'connection', 'prefer', 'if-match', 'if-none-match',
]);

export const policyRequestValueUnknown: Rule = {
  id: 'policy-request-value-unknown',
  severity: 'warning',
  profile: 'build',
  title: '`@headers(…)` and `@queryParameters(…)` name parameters of the operations that the policy applies to.',
  explanation: 'The expressions read the request as the operation makes it. Where none of the operations has such a header or query parameter, and neither the security scheme nor another policy adds it, they give nothing.',
  source: 'Cross-file check; learn.microsoft.com, custom connectors, policy templates, dynamichosturl (expressions).',
  published: 3,
  bad: withPolicies(headerPolicy({ name: 'X-Shelf', value: "@headers('X-Api-Ky')" })),
  good: withPolicies(headerPolicy({ name: 'X-Shelf', value: "@headers('X-Api-Key')" })),
  check: ({ definition, properties }, report) => {
    if (!definition || !properties) return;
    const added = new Map<string, Set<string>>();
    for (const { kind, name, range, node, policy } of properties.expressions) {
      if ((kind !== 'headers' && kind !== 'queryParameters') || !policy) continue;
      const lower = name.toLowerCase();
      const place = kind === 'headers' ? 'header' : 'query';
      // Names of headers that begin with x-ms- come from the platform.
      if (place === 'header' && (ALWAYS_SENT.has(lower) || lower.startsWith('x-ms-'))) continue;
      let others = added.get(place);
      if (!others) added.set(place, (others = namesAdded(properties, definition, place)));
      if (others.has(lower)) continue;
      const operations = operationsOf(policy, definition);
      // A policy for operations that do not exist has its own finding.
      if (operations.length === 0 || operations.some((operation) => namesSent(operation, place).has(lower))) continue;
      const near = nearest(name, [...others, ...operations.flatMap(({ parameters }) => parameters.flatMap(({ parameter }) => (parameter.in === place && parameter.name !== undefined ? [parameter.name] : [])))]);
      const what = place === 'header' ? 'header' : 'query parameter';
      const advice = near === undefined ? `Declare the ${what} in an operation, or read another one.` : `Is "${near}" meant?`;
      const fixes = (): Fix[] => {
        const text = textOf(node);
        if (near === undefined || text === undefined) return [];
        return [{ title: `Write "${near}"`, safe: false, changes: [{ file: 'properties', edits: replaceScalar(properties.document, node, text.replaceAll(`'${name}'`, `'${near}'`).replaceAll(`"${name}"`, `"${near}"`)) }] }];
      };
      report({ file: 'properties', range, message: `No operation that this policy applies to has a ${what} "${name}". ${advice}`, fixes });
    }
  },
};

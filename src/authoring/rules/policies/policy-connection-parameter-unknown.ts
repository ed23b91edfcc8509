import { replaceScalar } from '../../fixes/node-edits.ts';
import { textOf } from '../../model/nodes.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';
import { hostPolicy, withPolicies } from './policy-example.ts';

export const policyConnectionParameterUnknown: Rule = {
  id: 'policy-connection-parameter-unknown',
  severity: 'warning',
  profile: 'build',
  title: '`@connectionParameters(…)` names a connection parameter that is declared.',
  explanation: 'The expression gives the value that the user entered for a parameter of the connection. A name that neither `connectionParameters` nor any set of `connectionParameterSets` declares gives nothing, or the default where it has one. A name in another case is a hint: the service takes it, but a rename would miss it.',
  source: 'Cross-file check; learn.microsoft.com, custom connectors, policy templates, dynamichosturl. Of the published connectors counted here, some differ in case only.',
  published: 8,
  bad: withPolicies(hostPolicy("https://@connectionParameters('shelf').contoso.com")),
  good: withPolicies(hostPolicy("https://@connectionParameters('api_key').contoso.com")),
  check: ({ properties }, report) => {
    if (!properties || properties.expressions.length === 0) return;
    const declared = new Map(properties.parameters.map(({ name }) => [name.toLowerCase(), name]));
    const exact = new Set(properties.parameters.map(({ name }) => name));
    for (const { kind, name, range, node, policy } of properties.expressions) {
      if (kind !== 'connectionParameters' || !policy || exact.has(name)) continue;
      const like = declared.get(name.toLowerCase());
      const near = like ?? nearest(name, exact);
      const fixes = (): Fix[] => {
        const text = textOf(node);
        if (near === undefined || text === undefined) return [];
        const edits = replaceScalar(properties.document, node, renamed(text, name, near));
        return [{ title: `Write "${near}"`, safe: like !== undefined, changes: [{ file: 'properties', edits }] }];
      };
      if (like !== undefined) {
        report({ file: 'properties', range, severity: 'hint', message: `The connection parameter is called "${like}". Write "${name}" the same way.`, fixes });
        continue;
      }
      const advice = near === undefined ? 'Declare it, or name one that is declared.' : `Is "${near}" meant?`;
      report({ file: 'properties', range, message: `No connection parameter is called "${name}". ${advice}`, fixes });
    }
  },
};

/** All calls with that name, so that one fix leaves no other of the same text behind. */
function renamed(text: string, from: string, to: string): string {
  return text.replace(/(connectionParameters\(\s*(['"]))(.*?)(?=\2)/gi, (whole: string, head: string, _quote: string, name: string) => (name === from ? head + to : whole));
}

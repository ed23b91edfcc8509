import { policyTemplate } from '../../catalogue/policy-templates.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import type { OperationView } from '../../model/connector-model.ts';
import { rangeWithin, textOf } from '../../model/nodes.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';
import { routePolicy, withPolicies } from './policy-example.ts';
import { operationsOf } from './policy-scope.ts';

/** The parameters that hold a path of the API, by template. */
const PATHS: ReadonlyMap<string, string> = new Map([['routerequesttoendpoint', 'newpath'], ['setvaluefromurl', 'parametervalueurl']]);

export const policyPathParameterUnknown: Rule = {
  id: 'policy-path-parameter-unknown',
  severity: 'warning',
  profile: 'build',
  title: 'A path in a policy has only path parameters of the operations that it applies to.',
  explanation: 'Braces in `newPath` and `parameterValueUrl` are filled from the path parameters of the operation. A name that the operation\'s own path does not have stays as it is, and the API gets the braces.',
  source: 'learn.microsoft.com, custom connectors, policy templates, routerequesttoendpoint and setvaluefromurl; all published policies of the development set keep to it.',
  bad: withPolicies(routePolicy('/copies/{ids}')),
  good: withPolicies(routePolicy('/copies/{id}')),
  check: ({ definition, properties }, report) => {
    if (!definition || !properties) return;
    const { document } = properties;
    for (const policy of properties.policies) {
      const node = policy.parameters.get(PATHS.get(policyTemplate(policy.templateId ?? '')?.id ?? '') ?? '')?.value;
      const path = textOf(node);
      if (!node || path === undefined || !path.includes('{')) continue;
      const operations = operationsOf(policy, definition);
      for (const match of path.matchAll(/\{([^{}]*)\}/g)) {
        const name = match[1] ?? '';
        // Expressions have braces too: @{body().id}.
        if (path[match.index - 1] === '@' || name.includes('@') || name.includes('(')) continue;
        const without = operations.find((operation) => !namesIn(operation).includes(name));
        if (!without) continue;
        const near = nearest(name, namesIn(without));
        const range = rangeWithin(document, node, match.index + 1, match.index + 1 + name.length);
        const fixes = (): Fix[] => (near === undefined ? [] : [{ title: `Write "{${near}}"`, safe: false, changes: [{ file: 'properties', edits: replaceScalar(document, node, path.replaceAll(`{${name}}`, `{${near}}`)) }] }]);
        const advice = near === undefined ? 'Use a path parameter of the operation.' : `Is "{${near}}" meant?`;
        report({ file: 'properties', range, message: `The path of the operation "${without.id ?? without.path.path}" has no parameter "{${name}}", so the braces go to the API as they are. ${advice}`, fixes });
      }
    }
  },
};

function namesIn({ path }: OperationView): string[] {
  return path.templateNames.map(({ name }) => name);
}

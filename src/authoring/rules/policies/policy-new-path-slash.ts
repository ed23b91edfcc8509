import { policyTemplate } from '../../catalogue/policy-templates.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import { textOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { routePolicy, withPolicies } from './policy-example.ts';

export const policyNewPathSlash: Rule = {
  id: 'policy-new-path-slash',
  severity: 'information',
  profile: 'build',
  title: 'The path that a request is routed to begins with a slash.',
  explanation: '`newPath` of `routerequesttoendpoint` takes the place of the operation\'s path, which begins with a slash. Three published connectors leave it out, so the service may mend that, but the documentation always has it.',
  source: 'learn.microsoft.com, custom connectors, policy templates, routerequesttoendpoint (examples).',
  published: 3,
  bad: withPolicies(routePolicy('copies/{id}')),
  good: withPolicies(routePolicy('/copies/{id}')),
  check: ({ properties }, report) => {
    for (const { templateId, parameters } of properties?.policies ?? []) {
      if (!properties || policyTemplate(templateId ?? '')?.id !== 'routerequesttoendpoint') continue;
      const node = parameters.get('newpath')?.value;
      const path = textOf(node);
      // An expression may begin with a slash of its own, and a whole URL is another fault.
      if (!node || path === undefined || path === '' || /^(?:\/|@|[a-z][a-z\d+.-]*:\/\/)/i.test(path)) continue;
      const fixes = (): Fix[] => [{ title: 'Put a slash in front', safe: true, changes: [{ file: 'properties', edits: replaceScalar(properties.document, node, `/${path}`) }] }];
      report({ file: 'properties', range: node.range, message: 'The path does not begin with a slash. Put one in front.', fixes });
    }
  },
};

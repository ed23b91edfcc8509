import { policyTemplate } from '../../catalogue/policy-templates.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import { textOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { hostPolicy, withPolicies } from './policy-example.ts';

export const policyUrlTemplate: Rule = {
  id: 'policy-url-template',
  severity: 'warning',
  profile: 'build',
  title: 'The URL template of a policy is an https URL or begins with an expression.',
  explanation: 'The result replaces scheme, host and base path of the request. Without a scheme it is no URL; with `http` what is sent can be read on the way. Braces are filled nowhere in it: values come from `@connectionParameters(…)`, `@headers(…)` and `@queryParameters(…)`.',
  source: 'learn.microsoft.com, custom connectors, policy templates, dynamichosturl: the template with its scheme in every example.',
  bad: withPolicies(hostPolicy("shelf-@connectionParameters('api_key').contoso.com")),
  good: withPolicies(hostPolicy("https://shelf-@connectionParameters('api_key').contoso.com")),
  check: ({ properties }, report) => {
    for (const { templateId, parameters } of properties?.policies ?? []) {
      const id = policyTemplate(templateId ?? '')?.id;
      const node = parameters.get('urltemplate')?.value;
      const url = textOf(node);
      if (!properties || (id !== 'dynamichosturl' && id !== 'dynamicsubdomain') || !node || url === undefined) continue;
      const say = (message: string, replacement?: string): void => {
        const fixes = (): Fix[] => (replacement === undefined ? [] : [{ title: `Write "${replacement}"`, safe: false, changes: [{ file: 'properties', edits: replaceScalar(properties.document, node, replacement) }] }]);
        report({ file: 'properties', range: node.range, message, fixes });
      };
      const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
      if (url.trim() === '') say('The URL template is empty, so requests go nowhere. Write an https URL.');
      else if (scheme === 'http') say('The URL template begins with http, so what is sent can be read on the way. Write https.', `https${url.slice(4)}`);
      else if (scheme === undefined && !url.startsWith('@')) say('The URL template has no scheme, so it is no URL. Begin it with https:// or with an expression that gives the whole URL.', `https://${url.replace(/^\/+/, '')}`);
      else if (scheme !== undefined && scheme !== 'https') say(`The URL template has the scheme "${scheme}". Connectors call https.`);
      else if (/[{}]/.test(url.replace(/@\{[^{}]*\}/g, ''))) say("The URL template has braces, which are filled nowhere in it. Use an expression such as @connectionParameters('name').");
    }
  },
};

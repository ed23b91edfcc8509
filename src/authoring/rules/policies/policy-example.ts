/** Examples of policies for the rules about them. */
import { POLICY_PARAMETER_PREFIX } from '../../catalogue/policy-templates.ts';
import type { RuleExample } from '../../rule.ts';

export interface ExamplePolicy {
  readonly templateId: string;
  /** By bare name; keys with `x-` are taken as they are. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** A connector with these policies and no other fault. */
export function withPolicies(...policies: readonly ExamplePolicy[]): RuleExample {
  const policyTemplateInstances = policies.map(({ templateId, parameters }, index) => ({
    templateId,
    title: policies.length === 1 ? 'Policy' : `Policy ${index + 1}`,
    parameters: Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key.startsWith('x-') ? key : POLICY_PARAMETER_PREFIX + key, value])),
  }));
  return { properties: JSON.stringify({ properties: { policyTemplateInstances } }) };
}

/** A policy with nothing to complain about, with some of its parameters replaced; an undefined one is left out. */
export function headerPolicy(parameters: Readonly<Record<string, unknown>> = {}): ExamplePolicy {
  const all = { name: 'Accept', value: 'application/json', existsAction: 'override', 'x-ms-apimTemplate-policySection': 'Request', ...parameters };
  return { templateId: 'setheader', parameters: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) };
}

export function hostPolicy(urlTemplate: string): ExamplePolicy {
  return { templateId: 'dynamichosturl', parameters: { urlTemplate } };
}

export function routePolicy(newPath: string): ExamplePolicy {
  return { templateId: 'routerequesttoendpoint', parameters: { newPath, httpMethod: '@Request.OriginalHTTPMethod', 'x-ms-apimTemplate-operationName': ['GetItem'] } };
}

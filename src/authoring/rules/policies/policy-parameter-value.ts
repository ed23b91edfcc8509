import { policyParameter, policyTemplate, type PolicyParameter } from '../../catalogue/policy-templates.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import { nearest } from '../../nearest.ts';
import type { SyntaxNode } from '../../../connector/syntax-node.ts';
import type { Fix, Rule } from '../../rule.ts';
import { headerPolicy, withPolicies } from './policy-example.ts';

export const policyParameterValue: Rule = {
  id: 'policy-parameter-value',
  severity: 'error',
  profile: 'build',
  title: 'The parameters of a policy have values that its template takes.',
  explanation: '`existsAction` is `override`, `skip` or `append`; other parameters with a list of values are taken less strictly, and are warnings. The configuration of a polling trigger is an object. Values are compared without regard to case.',
  source: 'Enumerations and types in paconn-apiProperties.schema.json; no published policy has another value.',
  published: 0,
  bad: withPolicies(headerPolicy({ existsAction: 'replace' })),
  good: withPolicies(headerPolicy({ existsAction: 'override' })),
  check: ({ properties }, report) => {
    for (const { templateId, parameters } of properties?.policies ?? []) {
      const template = templateId === undefined ? undefined : policyTemplate(templateId);
      if (!properties || !template) continue;
      for (const [name, { value: node }] of parameters) {
        const parameter = policyParameter(template, name);
        if (!parameter) continue;
        const expected = kindExpected(parameter, node);
        if (expected !== undefined) {
          report({ file: 'properties', range: narrow(node), message: `The parameter "${parameter.name}" of the policy template "${template.id}" must be ${expected}.` });
          continue;
        }
        const { values } = parameter;
        const value = String(node.value);
        if (!values || value.includes('@') || values.some((one) => one.toLowerCase() === value.toLowerCase())) continue;
        const near = nearest(value, values);
        const offers = near === undefined ? values.slice(0, 3) : [near];
        const fixes = (): Fix[] => offers.map((offer) => ({ title: `Write "${offer}"`, safe: offer === near, changes: [{ file: 'properties', edits: replaceScalar(properties.document, node, offer) }] }));
        report({ file: 'properties', range: node.range, severity: parameter.name === 'existsAction' ? undefined : 'warning', message: `The parameter "${parameter.name}" cannot be "${value}". Write ${listOf(values)}.`, fixes });
      }
    }
  },
};

/** What the value should be, in words; undefined where it is that. */
function kindExpected({ kind }: PolicyParameter, { kind: given, value }: SyntaxNode): string | undefined {
  if (kind === 'object') return given === 'object' ? undefined : 'an object';
  if (given === 'object' || given === 'array') return kind === 'number' ? 'a number' : 'text';
  return kind === 'number' && given !== 'number' && !/^\d+$/.test(String(value)) ? 'a number' : undefined;
}

/** The opening bracket of a collection, the whole of a scalar. */
function narrow({ kind, range }: SyntaxNode): { readonly start: number; readonly end: number } {
  return kind === 'object' || kind === 'array' ? { start: range.start, end: range.start + 1 } : range;
}

function listOf(values: readonly string[]): string {
  return `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

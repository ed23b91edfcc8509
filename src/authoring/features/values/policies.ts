/** Policies: template ids, the parameters of the chosen template, their values, and the section it runs in. */
import { POLICY_OPERATIONS_KEY, POLICY_PARAMETER_PREFIX, POLICY_SECTION_KEY, policyParameter, policyTemplate, policyTemplates, type PolicyParameter } from '../../catalogue/policy-templates.ts';
import { inPolicy, present } from '../completion-places.ts';
import { connectionParameters } from './expressions.ts';
import type { Candidate, Follow, Provider } from '../completion-values.ts';
import { link, paragraphs, plain } from '../markdown.ts';

export const policyTemplateIds: Provider = (cursor, slot) => {
  if (slot.kind !== 'value' || inPolicy(cursor, slot.path)?.rest.join('/') !== 'templateid') return undefined;
  return policyTemplates.map(({ id, title, description, documentation, seenInTheWild }) => ({
    value: id,
    kind: 'policy',
    detail: title,
    documentation: paragraphs(plain(description), link('Documentation', documentation)),
    rank: seenInTheWild ? 6 : 5,
    inSchema: true,
  }));
};

/** Keys not given yet, required ones first. */
export const policyParameterKeys: Provider = (cursor, slot) => {
  if (slot.kind !== 'key') return undefined;
  const place = inPolicy(cursor, slot.path);
  const template = place?.rest.join('/') === 'parameters' ? policyTemplate(place.policy?.templateId ?? '') : undefined;
  if (!template) return undefined;
  const given = new Set([...present(slot)].map((key) => key.toLowerCase()));
  const keys: Candidate[] = template.parameters.map((parameter) => ({
    value: `${POLICY_PARAMETER_PREFIX}${parameter.name}`,
    kind: 'property',
    detail: parameter.required ? `${parameter.title}, required` : parameter.title,
    documentation: paragraphs(plain(parameter.description), parameter.example && `For example \`${parameter.example}\``),
    rank: parameter.required ? 3 : 5,
    follow: followOf(parameter),
    inSchema: true,
  }));
  keys.push({ value: POLICY_OPERATIONS_KEY, kind: 'property', detail: 'Operations', documentation: 'The operations that the policy goes for; without it, all.', rank: 4, follow: { list: [{}] }, inSchema: true });
  if (template.sections.length > 0) keys.push({ value: POLICY_SECTION_KEY, kind: 'property', detail: 'Section', documentation: 'When the policy runs.', rank: 4, follow: { choices: template.sections }, inSchema: true });
  return keys.filter(({ value }) => !given.has(value.toLowerCase()));
};

function followOf({ values, kind, example }: PolicyParameter): Follow {
  if (kind === 'object') return { object: [] };
  if (kind === 'number') return { literals: example === undefined ? [] : [example] };
  return values ? { choices: values } : {};
}

/** Closed lists, the section, and expressions where a template takes them. */
export const policyValues: Provider = (cursor, slot) => {
  if (slot.kind !== 'value') return undefined;
  const place = inPolicy(cursor, slot.path);
  const template = place?.rest.length === 2 && place.rest[0] === 'parameters' ? policyTemplate(place.policy?.templateId ?? '') : undefined;
  if (!template) return undefined;
  if (slot.key.toLowerCase() === POLICY_SECTION_KEY.toLowerCase()) return template.sections.map((value) => ({ value, kind: 'value', inSchema: true }));
  const parameter = policyParameter(template, slot.key);
  if (!parameter) return undefined;
  if (parameter.values) return parameter.values.map((value) => ({ value, kind: 'value', detail: value === parameter.default ? 'default' : undefined, inSchema: true }));
  const { properties } = cursor.connector;
  // In a text that is begun, an expression follows an @.
  if (parameter.kind !== 'expression' || !properties || (slot.node.kind === 'string' && slot.node.value !== '')) return undefined;
  return connectionParameters(properties).map((candidate) => ({ ...candidate, value: `@connectionParameters('${candidate.value}')`, kind: 'value' }));
};

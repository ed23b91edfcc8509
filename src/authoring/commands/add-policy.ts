/**
 * *Add Policy…*: one more entry of `policyTemplateInstances`, made from a template of the catalogue. What each template
 * takes is said, and cited, in catalogue/policy-templates.ts.
 */
import type { Pointer, TextEdit } from '../../connector/connector.ts';
import { fieldOf, isObject, keyOf } from '../../connector/json-value.ts';
import { toValue, type SyntaxDocument } from '../../connector/syntax-tree.ts';
import { DocumentNotEditableError, setValueEdits } from '../../connector/text-edits.ts';
import { POLICY_OPERATIONS_KEY, POLICY_PARAMETER_PREFIX, POLICY_SECTION_KEY, policyParameter, policyTemplate, type PolicyParameter, type PolicySection, type PolicyTemplate } from '../catalogue/policy-templates.ts';
import { refuse, type FormProblem } from './refused-form.ts';

export interface PolicyForm {
  readonly templateId: string;
  /** The template's title where it is left out; the designer shows it. */
  readonly title?: string;
  /** The operations it is for; all where the list is empty or left out. */
  readonly operations?: readonly string[];
  /** `Request` where the template has sections and none is given. */
  readonly section?: PolicySection;
  /** By the parameters' bare names. Empty text of an optional parameter counts as left out. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * What must be changed before the form can be carried out.
 *
 * @param operationIds Of the definition; without them, operations are not looked up.
 */
export function policyProblems(form: PolicyForm, operationIds?: readonly string[]): FormProblem[] {
  const template = policyTemplate(form.templateId);
  if (!template) return [{ field: 'templateId', message: `There is no policy template ${form.templateId}. Choose one from the list.` }];
  return [
    ...sectionProblems(template, form.section),
    ...operationProblems(form.operations ?? [], operationIds),
    ...template.parameters.flatMap((parameter) => parameterProblems(parameter, fieldOf(form.parameters, parameter.name))),
    ...Object.keys(form.parameters)
      .filter((name) => !policyParameter(template, name))
      .map((name) => ({ field: name, message: `The template ${template.id} has no parameter ${name}. It has ${template.parameters.map((one) => one.name).join(', ')}.` })),
  ];
}

/**
 * Edits of apiProperties that append the policy, so that policies that are there run before it.
 *
 * @throws {RefusedFormError} where policyProblems finds any.
 * @throws {DocumentNotEditableError} where the file is empty or broken.
 */
export function addPolicyEdits(properties: SyntaxDocument, form: PolicyForm, operationIds?: readonly string[]): TextEdit[] {
  refuse(policyProblems(form, operationIds));
  const template = policyTemplate(form.templateId);
  const root = properties.root && toValue(properties.root);
  if (!template || !isObject(root)) throw new DocumentNotEditableError('The properties file is empty or broken. A policy needs a file to stand in.');
  const outer = keyOf(root, 'properties') ?? 'properties';
  const name = keyOf(fieldOf(root, outer), 'policyTemplateInstances') ?? 'policyTemplateInstances';
  const former = fieldOf(fieldOf(root, outer), name);
  const list: Pointer = [outer, name];
  const policy = policyInstance(template, form);
  return Array.isArray(former) ? setValueEdits(properties, [...list, former.length], policy) : setValueEdits(properties, list, [policy]);
}

function policyInstance(template: PolicyTemplate, form: PolicyForm): object {
  const { operations = [], section, title } = form;
  const given = template.parameters.flatMap((parameter) => {
    const value = valueOf(parameter, fieldOf(form.parameters, parameter.name));
    return value === undefined ? [] : [[POLICY_PARAMETER_PREFIX + parameter.name, value]];
  });
  return {
    templateId: template.id,
    title: title ?? template.title,
    ...(template.type === undefined ? {} : { type: template.type }),
    parameters: {
      ...(operations.length === 0 ? {} : { [POLICY_OPERATIONS_KEY]: [...operations] }),
      ...(template.sections.length === 0 ? {} : { [POLICY_SECTION_KEY]: section ?? template.sections[0] }),
      ...(Object.fromEntries(given) as Record<string, unknown>),
    },
  };
}

/** As it is written, or undefined where it is left out. Required texts may be empty: what replaces a text may be nothing. */
function valueOf({ required, kind }: PolicyParameter, value: unknown): unknown {
  if (value === undefined || value === null || (value === '' && !required)) return undefined;
  if (kind === 'number') return Number(value);
  if (kind === 'object') return value;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function sectionProblems({ id, sections }: PolicyTemplate, section: PolicySection | undefined): FormProblem[] {
  if (section === undefined || sections.includes(section)) return [];
  const message = sections.length === 0
    ? `The template ${id} runs at one place only. Leave the section out.`
    : `The template ${id} does not run in the section ${section}. Choose ${sections.join(' or ')}.`;
  return [{ field: 'section', message }];
}

function operationProblems(operations: readonly string[], known: readonly string[] | undefined): FormProblem[] {
  if (!known) return [];
  // By the case of the definition, which the platform asks for here.
  const ids = new Set(known);
  return operations.filter((id) => !ids.has(id)).map((id) => ({ field: 'operations', message: `The definition has no operation ${id}. Choose from those it has.` }));
}

function parameterProblems(parameter: PolicyParameter, value: unknown): FormProblem[] {
  const { name, title, required, values, kind, example } = parameter;
  const problem = (message: string): FormProblem[] => [{ field: name, message }];
  if (value === undefined || value === null) return required ? problem(`Enter ${title.toLowerCase()}${example === undefined ? '' : `, such as ${example}`}.`) : [];
  if (kind === 'object' && !isObject(value)) return problem(`${title} must be an object: each key is a query parameter, each value what the next poll sends.`);
  if (kind === 'number' && (String(value).trim() === '' || !Number.isFinite(Number(value)))) return problem(`${title} must be a number.`);
  if (kind === undefined && values && value !== '' && !values.includes(String(value))) return problem(`${title} must be one of ${values.join(', ')}.`);
  if (required && value === '' && name !== 'replacementString') return problem(`Enter ${title.toLowerCase()}${example === undefined ? '' : `, such as ${example}`}.`);
  return [];
}

/** The schema of apiProperties: schemas/api-properties.schema.json with what the catalogue knows about providers and policies. */
import { identityProviders, type CustomParameter, type IdentityProvider } from '../../src/authoring/catalogue/identity-providers.ts';
import { POLICY_OPERATIONS_KEY, POLICY_PARAMETER_PREFIX, policyTemplates, type PolicyParameter, type PolicyTemplate } from '../../src/authoring/catalogue/policy-templates.ts';
import { anyCase, described, mergePatch, placeholder, writeOutCase, type JsonSchema } from './json-schema.ts';

const text = { type: 'string' };

export function composeProperties(source: JsonSchema): JsonSchema {
  const schema = mergePatch(source, {
    $comment: null,
    definitions: {
      ...Object.fromEntries(identityProviders.map((provider) => [`customParameters-${provider.name}`, customParametersOf(provider)])),
      ...Object.fromEntries(policyTemplates.map((template) => [`policyParameters-${template.id}`, policyParametersOf(template)])),
      oAuthSettings: {
        properties: {
          identityProvider: oneOfKnown(identityProviders.map((provider) => [provider.name, providerText(provider)])),
        },
        allOf: identityProviders.map((provider) => when('identityProvider', provider.name, { customParameters: { $ref: `#/definitions/customParameters-${provider.name}` } })),
      },
      policyTemplateInstance: {
        properties: { templateId: oneOfKnown(policyTemplates.map((template) => [template.id, templateText(template)])) },
        allOf: policyTemplates.map((template) => when('templateId', template.id, { parameters: { $ref: `#/definitions/policyParameters-${template.id}` } })),
        defaultSnippets: policyTemplates.map(policySnippet),
      },
    },
  }) as JsonSchema;
  return writeOutCase(schema);
}

/** Known values for completion; others are none of the schema's business. */
function oneOfKnown(values: readonly (readonly [value: string, description: string])[]): JsonSchema {
  return { anyOf: [{ enum: values.map(([value]) => value), markdownEnumDescriptions: values.map(([, description]) => description) }, text] };
}

function providerText({ title, description, documentation, customParameters }: IdentityProvider): string {
  return described(`${title}. ${description}${namesOf('Needs', customParameters.filter(({ required }) => required))}`, documentation);
}

function templateText({ title, description, documentation, parameters, sections }: PolicyTemplate): string {
  const needs = namesOf('Needs', parameters.filter(({ required }) => required));
  const takes = namesOf('Takes', parameters.filter(({ required }) => !required));
  return described(`${title}. ${description}${needs}${takes}${namesOf('Runs on', sections.map((name) => ({ name })))}`, documentation);
}

/** A sentence to append; empty without names. */
function namesOf(verb: string, names: readonly { readonly name: string }[]): string {
  return names.length === 0 ? '' : ` ${verb} ${names.map(({ name }) => `\`${name}\``).join(', ')}.`;
}

function when(property: string, value: string, properties: JsonSchema): JsonSchema {
  return {
    if: { properties: { [property]: { type: 'string', pattern: anyCase(value), doNotSuggest: true } }, required: [property] },
    then: { properties },
  };
}

function customParametersOf({ title, description, documentation, customParameters }: IdentityProvider): JsonSchema {
  return { markdownDescription: described(`Parameters of ${title}. ${description}`, documentation), ignoreCase: true, properties: Object.fromEntries(customParameters.map((parameter) => [parameter.name, customParameterSchema(parameter)])) };
}

function customParameterSchema({ description, example, values, required }: CustomParameter): JsonSchema {
  return {
    markdownDescription: required ? `${description} Required.` : description,
    defaultSnippets: [{ label: 'Value', body: { value: placeholder(1, example) } }],
    ignoreCase: true,
    properties: {
      value: {
        markdownDescription: description,
        ...(values ? { anyOf: [{ enum: values }, {}] } : example === '' ? { default: '' } : { examples: [example] }),
      },
    },
  };
}

function policyParametersOf({ title, description, documentation, parameters }: PolicyTemplate): JsonSchema {
  return { type: 'object', markdownDescription: described(`${title}. ${description}`, documentation), ignoreCase: true, properties: Object.fromEntries(parameters.map((parameter) => [keyOf(parameter), policyParameterSchema(parameter)])) };
}

function keyOf({ name }: PolicyParameter): string {
  return `${POLICY_PARAMETER_PREFIX}${name}`;
}

function policyParameterSchema({ title, description, values, kind, example, required, default: usual }: PolicyParameter): JsonSchema {
  return {
    markdownDescription: `${title}. ${description}${required ? ' Required.' : usual === undefined ? '' : ` Default: \`${usual}\`.`}`,
    ...(values ? { anyOf: [{ enum: values }, {}] } : {}),
    ...(usual === undefined ? {} : { default: usual }),
    ...(example === undefined ? {} : { examples: [kind === 'number' ? Number(example) : example] }),
    ...(kind === 'object' ? { defaultSnippets: [{ label: '{}', body: {} }] } : {}),
  };
}

function policySnippet(template: PolicyTemplate): JsonSchema {
  const { id, title, description, documentation, type, parameters } = template;
  const required = parameters.filter((parameter) => parameter.required);
  const values = required.map((parameter, index) => [keyOf(parameter), snippetValue(parameter, index + 2)]);
  return {
    label: title,
    markdownDescription: described(description, documentation),
    body: {
      templateId: id,
      title: placeholder(1, title),
      ...(type === undefined ? {} : { type }),
      parameters: { [POLICY_OPERATIONS_KEY]: [placeholder(required.length + 2, 'operationId')], ...Object.fromEntries(values) },
    },
  };
}

function snippetValue({ kind, example }: PolicyParameter, index: number): unknown {
  if (kind === 'object') return {};
  // A value that begins with ^ is put in as it is, without quotes.
  return kind === 'number' ? `^${placeholder(index, example)}` : placeholder(index, example);
}

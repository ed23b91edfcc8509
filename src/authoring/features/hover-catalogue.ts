/** Markdown of what the catalogues know. Their texts are ours, and so are the links. */
import type { Extension } from '../catalogue/extensions.ts';
import type { CustomParameter, IdentityProvider } from '../catalogue/identity-providers.ts';
import type { PolicyParameter, PolicyTemplate } from '../catalogue/policy-templates.ts';
import { code, link, paragraphs, plain } from './markdown.ts';

export function extensionText({ name, description, documentation, places, values, undocumented }: Extension): string {
  return paragraphs(
    `**${code(name)}**`,
    plain(description),
    values && `Values: ${listed(values)}`,
    `Counts on: ${places.map((place) => plain(PLACE_NAMES[place] ?? `${place.slice('parameter:'.length)} parameter`)).join(', ')}`,
    undocumented ? 'Not documented for connectors.' : undefined,
    link('Documentation', documentation),
  );
}

const PLACE_NAMES: Readonly<Record<string, string>> = {
  root: 'the connector', info: 'info', pathItem: 'path', operation: 'operation', schema: 'schema', response: 'response', header: 'response header',
  notificationContent: 'notification', securityScheme: 'security definition',
};

export function policyTemplateText({ id, title, description, documentation, parameters, sections }: PolicyTemplate): string {
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name);
  const optional = parameters.filter((parameter) => !parameter.required).map(({ name }) => name);
  return paragraphs(
    `**${plain(title)}** ${code(id)}`,
    plain(description),
    required.length > 0 ? `Needs ${listed(required)}` : undefined,
    optional.length > 0 ? `Takes ${listed(optional)}` : undefined,
    sections.length > 0 ? `Runs on: ${listed(sections)}` : undefined,
    link('Documentation', documentation),
  );
}

export function policyParameterText(template: PolicyTemplate, { name, title, required, description, values, default: given, example }: PolicyParameter): string {
  return paragraphs(
    `**${plain(title)}** ${code(name)} – ${plain(template.title)}${required ? ', required' : ''}`,
    plain(description),
    values && `Values: ${listed(values)}`,
    given === undefined ? undefined : `Default: ${code(given)}`,
    example === undefined ? undefined : `For example ${code(example)}`,
    link('Documentation', template.documentation),
  );
}

export function providerText({ name, title, description, documentation, customParameters }: IdentityProvider): string {
  const required = customParameters.filter((parameter) => parameter.required).map((parameter) => parameter.name);
  return paragraphs(`**${plain(title)}** ${code(name)}`, plain(description), required.length > 0 ? `Needs ${listed(required)}` : undefined, link('Documentation', documentation));
}

export function customParameterText(provider: IdentityProvider, { name, required, description, example, values }: CustomParameter): string {
  return paragraphs(
    `**${code(name)}** – ${plain(provider.title)}${required ? ', required' : ''}`,
    plain(description),
    values && `Values: ${listed(values)}`,
    example === '' ? undefined : `For example ${code(example)}`,
    link('Documentation', provider.documentation),
  );
}

function listed(names: readonly string[]): string {
  return names.map((name) => code(name)).join(', ');
}

/** OAuth settings: identity providers, and the custom parameters of the chosen one with their values. */
import { customParameter, identityProvider, identityProviders } from '../../catalogue/identity-providers.ts';
import { inOAuthSettings, present } from '../completion-places.ts';
import type { Provider } from '../completion-values.ts';
import { link, paragraphs, plain } from '../markdown.ts';

export const identityProviderNames: Provider = (cursor, slot) => {
  if (slot.kind !== 'value' || inOAuthSettings(cursor, slot.path)?.rest.join('/') !== 'identityprovider') return undefined;
  return identityProviders.map(({ name, title, description, documentation, standing }) => ({
    value: name,
    kind: 'provider',
    detail: title,
    documentation: paragraphs(plain(description), link('Documentation', documentation)),
    rank: standing === 'wellKnown' ? 4 : 6,
    inSchema: true,
  }));
};

/** Keys not given yet, required ones first. */
export const customParameterKeys: Provider = (cursor, slot) => {
  if (slot.kind !== 'key') return undefined;
  const place = inOAuthSettings(cursor, slot.path);
  const provider = place?.rest.join('/') === 'customparameters' ? identityProvider(place.oauth?.provider ?? '') : undefined;
  if (!provider) return undefined;
  const given = new Set([...present(slot)].map((key) => key.toLowerCase()));
  return provider.customParameters.filter(({ name }) => !given.has(name.toLowerCase())).map(({ name, required, description, example, values }) => ({
    value: name,
    kind: 'property',
    detail: required ? `${provider.title}, required` : provider.title,
    documentation: paragraphs(plain(description), example === '' ? undefined : `For example ${plain(example)}`),
    rank: required ? 3 : 5,
    follow: { object: [['value', values ? { choices: values } : { proposal: example === '' ? undefined : example }]] },
    inSchema: true,
  }));
};

/** `{ "value": … }`, or the value itself. Which API tokens are for is told elsewhere. */
export const customParameterValues: Provider = (cursor, slot) => {
  if (slot.kind !== 'value') return undefined;
  const place = inOAuthSettings(cursor, slot.path);
  const [container, name = '', value, ...more] = place?.rest ?? [];
  const provider = container === 'customparameters' && more.length === 0 && (value === undefined || value === 'value') ? identityProvider(place?.oauth?.provider ?? '') : undefined;
  const parameter = provider && customParameter(provider, name);
  if (!parameter || parameter.name.toLowerCase().startsWith('resourceuri') || (value === undefined && slot.node.kind !== 'string')) return undefined;
  const known = parameter.values ?? (parameter.example === '' ? [] : [parameter.example]);
  // A value without its object is none of the schema's.
  const inSchema = value === undefined ? undefined : true;
  return known.map((text) => ({ value: text, kind: 'value', detail: parameter.values ? undefined : 'example', documentation: plain(parameter.description), inSchema }));
};

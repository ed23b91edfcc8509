/** Values that are secrets by where they stand: a password needs no form of its own. None of them is ever shown. */
import type { ConnectorModel } from './model/connector-model.ts';
import { memberLike, textOf, valueOf } from './model/nodes.ts';
import { settingOf } from './model/oauth-settings.ts';
import { isSecretHeader, isSecretName } from './secret-names.ts';
import { isRealSecret } from './secret-values.ts';
import type { SyntaxNode } from '../connector/syntax-node.ts';

/** Shorter ones are parts of ordinary words, and so are those of letters alone: `Bearer` under `Authorization`. */
const SHORTEST = 6;
const WORD = /^[A-Za-z]+$/;

/** Client secrets, defaults of secret parameters and what policies give to secret headers; in no order. */
export function namedSecrets({ definition, properties }: ConnectorModel): readonly string[] {
  const found = new Set<string>();
  const add = (node: SyntaxNode | undefined): void => {
    const text = textOf(node);
    if (text !== undefined && text.length >= SHORTEST && !WORD.test(text) && isRealSecret(text)) found.add(text);
  };
  for (const { name, type, node } of properties?.parameters ?? []) {
    if (type?.toLowerCase() === 'securestring' || isSecretName(name)) add(memberLike(node, 'defaultValue')?.value);
  }
  for (const oauth of properties?.oauth ?? []) {
    add(settingOf(oauth, 'clientSecret')?.value);
    for (const { key, value } of oauth.customParameters?.value.members ?? []) if (isSecretName(key)) add(memberLike(value, 'value')?.value ?? value);
  }
  for (const { parameters } of properties?.policies ?? []) {
    const name = textOf(parameters.get('name')?.value);
    if (name !== undefined && isSecretHeader(name)) add(parameters.get('value')?.value);
  }
  const addPresets = (name: string | undefined, node: SyntaxNode): void => {
    // Few have one, so that the names of few are looked at.
    const presets = [valueOf(node, 'default'), valueOf(node, 'x-ms-test-value')].filter((preset) => typeof preset?.value === 'string');
    if (presets.length > 0 && name !== undefined && (isSecretHeader(name) || isSecretName(name))) presets.forEach(add);
  };
  for (const { name, node } of definition?.parameters ?? []) addPresets(name, node);
  for (const { property, node } of definition?.schemas ?? []) if (property) addPresets(property.key, node);
  return [...found].toSorted((left, right) => right.length - left.length);
}

import { removeMember } from '../../fixes/node-edits.ts';
import type { ConnectorModel, DefinitionModel, FileKind, PropertiesModel } from '../../model/connector-model.ts';
import { memberLike, rangeWithin, textOf, valueOf } from '../../model/nodes.ts';
import type { Fix, Report, Rule } from '../../rule.ts';
import { isSecretHeader, isSecretName } from '../../secret-names.ts';
import { evidentSecrets, isRealSecret, looksSecret, secretsInQuery } from '../../secret-values.ts';
import type { SyntaxNode } from '../../../connector/syntax-node.ts';

const ADVICE = 'Everyone who gets the file can read it: remove it, revoke it, and ask for it in a connection parameter of type securestring.';

export const secretInFile: Rule = {
  id: 'secret-in-file',
  severity: 'warning',
  profile: 'build',
  title: 'No keys, tokens and passwords stand in the files.',
  explanation: 'Looked for are tokens, private keys and signed URLs by their form, and values under names that say so: headers and query parameters that a policy sets, defaults of secret parameters, `client_secret=…` in a URL or body. Placeholders and expressions are none. A policy takes the value of a connection parameter by `@connectionParameters(\'api_key\')`.',
  source: 'README of microsoft/PowerPlatformConnectors ("does not contain any sensitive information"); the forms are listed in src/authoring/secret-values.ts.',
  bad: { properties: JSON.stringify({ properties: { policyTemplateInstances: [{ templateId: 'setheader', title: 'Key', parameters: { 'x-ms-apimTemplateParameter.name': 'Ocp-Apim-Subscription-Key', 'x-ms-apimTemplateParameter.value': '5f2c9b7e41d84a0f9c3b6d1e8a7f2045', 'x-ms-apimTemplateParameter.existsAction': 'override', 'x-ms-apimTemplate-policySection': 'Request' } }] } }) },
  good: { properties: JSON.stringify({ properties: { policyTemplateInstances: [{ templateId: 'setheader', title: 'Key', parameters: { 'x-ms-apimTemplateParameter.name': 'Ocp-Apim-Subscription-Key', 'x-ms-apimTemplateParameter.value': '@connectionParameters(\'api_key\')', 'x-ms-apimTemplateParameter.existsAction': 'override', 'x-ms-apimTemplate-policySection': 'Request' } }] } }) },
  check: (connector, report) => {
    const evident = reportEvident(connector, report);
    if (connector.properties) inPolicies(connector.properties, evident, report);
    if (connector.properties) inParameters(connector.properties, evident, report);
    if (connector.definition) inDefaults(connector.definition, evident, report);
  },
};

/** Starts of what was found by its form, by file, so that it is not said twice. */
type Found = (file: FileKind, node: SyntaxNode) => boolean;

function reportEvident({ documents, script }: ConnectorModel, report: Report): Found {
  const starts = new Map<FileKind, number[]>();
  const texts = [['definition', documents.definition?.text], ['properties', documents.properties?.text], ['settings', documents.settings?.text], ['script', script?.text]] as const;
  for (const [file, text] of texts) {
    for (const { range, what } of text === undefined ? [] : evidentSecrets(text)) {
      starts.set(file, [...(starts.get(file) ?? []), range.start]);
      report({ file, range, message: `This is ${what} in plain text. ${ADVICE}` });
    }
  }
  return (file, { range }) => starts.get(file)?.some((start) => start >= range.start && start < range.end) ?? false;
}

function inPolicies({ document, policies }: PropertiesModel, known: Found, report: Report): void {
  for (const { parameters } of policies) {
    const name = textOf(parameters.get('name')?.value);
    const valueNode = parameters.get('value')?.value;
    const value = textOf(valueNode);
    if (name !== undefined && value !== undefined && valueNode && isSecretHeader(name) && looksSecret(value)) {
      if (!known('properties', valueNode)) report({ file: 'properties', range: valueNode.range, message: `The value that the policy gives to "${name}" looks like a secret. ${ADVICE}` });
      continue;
    }
    for (const { value: node } of parameters.values()) {
      for (const { start, end } of secretsInQuery(textOf(node) ?? '')) {
        if (!known('properties', node)) report({ file: 'properties', range: rangeWithin(document, node, start, end), message: `A secret stands in this text. ${ADVICE}` });
      }
    }
  }
}

function inParameters({ document, parameters }: PropertiesModel, known: Found, report: Report): void {
  for (const { name, node, type, oauth } of parameters) {
    const preset = memberLike(node, 'defaultValue');
    const text = textOf(preset?.value);
    if (preset && text !== undefined && type?.toLowerCase() === 'securestring' && text.length >= 8 && !/^https?:/i.test(text) && isRealSecret(text) && !known('properties', preset.value)) {
      const fixes = (): Fix[] => [{ title: 'Remove "defaultValue"', safe: false, changes: [{ file: 'properties', edits: removeMember(document, node, preset) }] }];
      report({ file: 'properties', range: preset.value.range, message: `"${name}" is a secret, and its default value stands here in plain text. ${ADVICE}`, fixes });
    }
    for (const { key, value: custom } of oauth?.customParameters?.value.members ?? []) {
      if (key.toLowerCase() === 'clientsecret') continue;
      const valueNode = memberLike(custom, 'value')?.value ?? custom;
      const value = textOf(valueNode);
      if (value === undefined || known('properties', valueNode)) continue;
      if (isSecretName(key) && looksSecret(value)) report({ file: 'properties', range: valueNode.range, message: `The value of "${key}" looks like a secret. ${ADVICE}` });
      else for (const { start, end } of secretsInQuery(value)) report({ file: 'properties', range: rangeWithin(document, valueNode, start, end), message: `A secret stands in this text. ${ADVICE}` });
    }
  }
}

function inDefaults({ parameters, schemas }: DefinitionModel, known: Found, report: Report): void {
  const look = (name: string | undefined, secret: boolean, owner: SyntaxNode): void => {
    if (name === undefined || !secret) return;
    for (const key of ['default', 'x-ms-test-value']) {
      const node = valueOf(owner, key);
      if (node && looksSecret(textOf(node) ?? '') && !known('definition', node)) report({ file: 'definition', range: node.range, message: `The value given for "${name}" looks like a secret. ${ADVICE}` });
    }
  };
  for (const { name, node } of parameters) look(name, name !== undefined && (isSecretHeader(name) || isSecretName(name)), node);
  for (const { property, node } of schemas) look(property?.key, property !== undefined && valueOf(node, 'default') !== undefined && isSecretName(property.key), node);
}

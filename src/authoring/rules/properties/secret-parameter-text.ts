import { replaceScalar } from '../../fixes/node-edits.ts';
import { isSecretName } from '../../secret-names.ts';
import type { Fix, Rule } from '../../rule.ts';

export const secretParameterText: Rule = {
  id: 'secret-parameter-text',
  severity: 'warning',
  profile: 'build',
  title: 'Secrets are asked for as `securestring`.',
  explanation: 'The value of a `string` is shown while it is typed, and whoever may read the connection can read it. `securestring` is hidden and kept apart.',
  source: 'learn.microsoft.com, custom connectors, connection parameters (securestring); 4 published connectors.',
  published: 4,
  bad: { properties: '{ "properties": { "connectionParameters": { "api_key": { "type": "string" } } } }' },
  good: { properties: '{ "properties": { "connectionParameters": { "api_key": { "type": "securestring" } } } }' },
  check: ({ properties }, report) => {
    if (!properties) return;
    for (const { name, type, typeNode } of properties.parameters) {
      if (type?.toLowerCase() !== 'string' || !typeNode || !isSecretName(name)) continue;
      // Existing connections were made with the other type.
      const fixes = (): Fix[] => [{ title: 'Write "securestring"', safe: false, changes: [{ file: 'properties', edits: replaceScalar(properties.document, typeNode, 'securestring') }] }];
      report({ file: 'properties', range: typeNode.range, message: `"${name}" seems to be a secret, and a "string" is shown and can be read later. Make it a "securestring"; connections that exist must then be made again.`, fixes });
    }
  },
};

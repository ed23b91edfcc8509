import { replaceScalar } from '../../fixes/node-edits.ts';
import { memberLike } from '../../model/nodes.ts';
import { isSecretName } from '../../secret-names.ts';
import type { Fix, Rule } from '../../rule.ts';

export const secretParameterClearText: Rule = {
  id: 'secret-parameter-clear-text',
  severity: 'warning',
  profile: 'build',
  title: 'Secrets are not shown while they are typed.',
  explanation: '`clearText: true` shows the characters of a `securestring` in the dialog. That is right for a user name, not for a password or key.',
  source: 'Published connectors: 76 parameters have it, 68 of them user names; learn.microsoft.com, custom connectors, connection parameters.',
  bad: { properties: '{ "properties": { "connectionParameters": { "api_key": { "uiDefinition": { "constraints": { "clearText": true } } } } } }' },
  good: { properties: '{ "properties": { "connectionParameters": { "api_key": { "uiDefinition": { "constraints": { "clearText": false } } } } } }' },
  check: ({ properties }, report) => {
    if (!properties) return;
    for (const { name, type, constraints } of properties.parameters) {
      const node = memberLike(constraints, 'clearText')?.value;
      if (type?.toLowerCase() !== 'securestring' || node?.value !== true || !isSecretName(name)) continue;
      const fixes = (): Fix[] => [{ title: 'Hide it: write false', safe: true, changes: [{ file: 'properties', edits: replaceScalar(properties.document, node, false) }] }];
      report({ file: 'properties', range: node.range, message: `"${name}" seems to be a secret, and clearText shows it while it is typed. Write false.`, fixes });
    }
  },
};

import type { Rule } from '../../rule.ts';
import { memberLike } from '../../model/nodes.ts';

export const parametersAndSets: Rule = {
  id: 'parameters-and-sets',
  severity: 'hint',
  profile: 'build',
  title: 'A connector has connectionParameters or connectionParameterSets.',
  explanation: 'With sets the user chooses how to sign in. `connectionParameters` beside them serve connections that were made before there were sets; a new connector needs only the sets.',
  source: 'learn.microsoft.com, custom connectors, multi-authentication; 8 of 10 published connectors with sets have both.',
  published: 8,
  bad: { properties: JSON.stringify({ properties: { connectionParameterSets: setsExample() } }) },
  good: { properties: JSON.stringify({ properties: { connectionParameters: { api_key: null }, connectionParameterSets: setsExample() } }) },
  check: ({ properties }, report) => {
    const { connectionParametersMember: single, parameterSetsMember: sets } = properties ?? {};
    const filled = (single?.value.members?.length ?? 0) > 0 && (memberLike(sets?.value, 'values')?.value.items?.length ?? 0) > 0;
    if (!filled || !single || !sets) return;
    report({ file: 'properties', range: single.keyRange, message: 'There are connectionParameterSets as well, and new connections use those. Keep connectionParameters only for connections that exist already.', related: [{ file: 'properties', range: sets.keyRange, message: 'The sets are here.' }] });
  },
};

function setsExample(): object {
  const key = { type: 'securestring', uiDefinition: { displayName: 'API key', constraints: { required: 'true' } } };
  return { uiDefinition: { displayName: 'Key', description: 'Which key to use.' }, values: [{ name: 'key', uiDefinition: { displayName: 'API key', description: 'Your API key.' }, parameters: { api_key: key } }] };
}

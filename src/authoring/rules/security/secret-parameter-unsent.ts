import { claimOwner } from '../../model/oauth-settings.ts';
import type { Rule } from '../../rule.ts';

export const secretParameterUnsent: Rule = {
  id: 'secret-parameter-unsent',
  severity: 'warning',
  profile: 'build',
  title: 'A secret that the connection asks for is sent.',
  explanation: 'A `securestring` reaches the API by a scheme in `securityDefinitions`, by a policy that names it in `@connectionParameters(\'…\')`, or by the script. Without any of these the user types a key that goes nowhere.',
  source: 'Cross-file check; 8 published connectors ask for a secret and send none.',
  published: 8,
  bad: { definition: '{ "securityDefinitions": null, "security": null }' },
  good: { definition: '{ "security": [{ "api_key": [] }] }' },
  check: ({ definition, properties, script, files }, report) => {
    if (!definition || !properties || definition.securitySchemes.size > 0 || script || files.script !== undefined) return;
    const { parameters, expressions, oauth } = properties;
    // Templates of a sign-in name parameters too, a gateway uses them, and a default of the definition may hold the expression.
    if (oauth.length > 0 || parameters.some(({ type }) => /^(?:oauth|gateway)setting$/i.test(type ?? '')) || definition.document.text.includes('connectionParameters(')) return;
    const used = new Set(expressions.flatMap(({ kind, name }) => (kind === 'connectionParameters' ? [name.toLowerCase()] : [])));
    for (const { name, member, type } of parameters) {
      if (type?.toLowerCase() !== 'securestring' || claimOwner(name) !== undefined || used.has(name.toLowerCase())) continue;
      report({ file: 'properties', range: member.keyRange, message: `The connection asks for "${name}", but nothing sends it: the definition has no securityDefinitions, no policy names it, and there is no script. Define the scheme, or set a header in a policy.` });
    }
  },
};

import { definitionFix } from '../../fixes/definition-fix.ts';
import { insertMember } from '../../fixes/node-edits.ts';
import type { DefinitionModel, DynamicUse } from '../../model/connector-model.ts';
import { KIND_NAMES, missingArguments, targetOf } from '../../model/dynamic-targets.ts';
import { valueOf } from '../../model/nodes.ts';
import { callersOf } from '../../model/schema-use.ts';
import type { Fix, Rule } from '../../rule.ts';
import { withValues } from './dynamic-example.ts';

const requiredRoom = { parameters: [{ name: 'room', in: 'query', required: true, type: 'string', description: 'The room.', 'x-ms-summary': 'Room' }] };

export const dynamicArgumentMissing: Rule = {
  id: 'dynamic-argument-missing',
  severity: 'error',
  profile: 'build',
  title: 'A dynamic call gives what the called operation requires.',
  explanation: 'The designer makes the call with the values under `parameters` and nothing else. Without a required parameter that has no default the call fails, and the list stays empty. Where it is the body alone that is missing, this is a warning.',
  source: 'learn.microsoft.com, custom connectors, OpenAPI extensions, parameters: "the input parameters that are required to invoke"; no published connector breaks it.',
  published: 0,
  bad: withValues({ parameters: {} }, requiredRoom),
  good: withValues({ parameters: { room: { parameter: 'room' } } }, requiredRoom),
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const use of definition.dynamics) {
      const { kind, operationId, operationIdNode } = use;
      const target = targetOf(definition, operationId);
      if (!target || !operationIdNode) continue;
      const missing = missingArguments(definition, target, use.arguments.map(({ name }) => name));
      const names = missing.flatMap(({ name }) => name ?? []);
      if (names.length === 0) continue;
      const list = names.map((name) => `"${name}"`).join(', ');
      report({
        file: 'definition',
        range: operationIdNode.range,
        // The service may do without a body.
        severity: missing.every((parameter) => parameter.in === 'body') ? 'warning' : undefined,
        message: `The operation "${operationId}" requires ${list}, and the ${KIND_NAMES[kind]} ${kind === 'values' || kind === 'properties' ? 'do' : 'does'} not give ${names.length === 1 ? 'it' : 'them'}. Add ${names.length === 1 ? 'it' : 'them'} under "parameters".`,
        fixes: () => fixesFor(definition, use, names),
      });
    }
  },
};

/** What the caller calls by the same name is most likely meant. */
function fixesFor(definition: DefinitionModel, use: DynamicUse, names: readonly string[]): Fix[] {
  const callers = callersOf(definition, use);
  const haveAll = callers.length > 0 && callers.every(({ parameters }) => names.every((name) => parameters.some(({ parameter }) => parameter.name === name && parameter.node !== use.owner)));
  if (!haveAll) return [];
  const key = use.kind === 'values' || use.kind === 'schema' ? 'parameter' : 'parameterReference';
  const given = valueOf(use.node, 'parameters');
  const title = `Pass ${names.map((name) => `"${name}"`).join(', ')} on`;
  const [name] = names;
  if (!given) return [definitionFix(title, false, insertMember(definition.document, use.node, 'parameters', Object.fromEntries(names.map((one) => [one, { [key]: one }]))))];
  // Two edits at one place would not know of each other's comma.
  return names.length === 1 && name !== undefined && given.kind === 'object' ? [definitionFix(title, false, insertMember(definition.document, given, name, { [key]: name }))] : [];
}

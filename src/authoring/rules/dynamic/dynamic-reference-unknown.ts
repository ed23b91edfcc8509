import { definitionFix } from '../../fixes/definition-fix.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import type { DefinitionModel, OperationView } from '../../model/connector-model.ts';
import { hasKnownParameters } from '../../model/dynamic-targets.ts';
import { valueOf } from '../../model/nodes.ts';
import { callersOf } from '../../model/schema-use.ts';
import { findPath, hasFieldAnywhere, pathSegments, shapeOf } from '../../model/schema-paths.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Rule } from '../../rule.ts';
import { withValues } from './dynamic-example.ts';

export const dynamicReferenceUnknown: Rule = {
  id: 'dynamic-reference-unknown',
  severity: 'warning',
  profile: 'build',
  title: 'What a dynamic call takes from its own operation is there.',
  explanation: '`parameter` names a parameter of the operation that has the list, or a property of its body; `parameterReference` is the path from the parameter\'s name, such as `body/room`. Where that names nothing, the call is made without a value. For a shared schema all operations that use it are looked at.',
  source: 'learn.microsoft.com, custom connectors, OpenAPI extensions, "parameterReference: the full parameter reference path, starting with the parameter name". In 1,034 published connectors only paths with dots, in 4, name no parameter.',
  bad: withValues({ parameters: { room: { parameter: 'rom' } } }),
  good: withValues({ parameters: { room: { parameter: 'room' } } }),
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const use of definition.dynamics) {
      const named = use.arguments.filter(({ reference }) => reference !== undefined);
      if (named.length === 0) continue;
      const callers = callersOf(definition, use);
      const isOlder = use.kind === 'values' || use.kind === 'schema';
      for (const { reference = '', referenceNode } of named) {
        if (!referenceNode || callers.length === 0 || callers.some((caller) => mayHave(definition, caller, reference, isOlder))) continue;
        const near = nearest(reference, namesOf(definition, callers, isOlder));
        const fixes = (): Fix[] => (near === undefined ? [] : [definitionFix(`Write "${near}"`, false, replaceScalar(definition.document, referenceNode, near))]);
        const [caller] = callers;
        const who = callers.length === 1 ? `The operation "${caller?.id ?? ''}" has` : 'None of the operations that use this schema has';
        const advice = near === undefined ? `Name one of ${callers.length === 1 ? 'its' : 'their'} parameters.` : `Is "${near}" meant?`;
        report({ file: 'definition', range: referenceNode.range, message: `${who} no parameter "${reference}", so nothing is passed on. ${advice}`.replace(/^None (.*) has no parameter/, 'None $1 has a parameter'), fixes });
      }
    }
  },
};

/** False only where it surely is not there. */
function mayHave(definition: DefinitionModel, caller: OperationView, reference: string, isOlder: boolean): boolean {
  if (!hasKnownParameters(definition, caller)) return true;
  for (const { parameter } of caller.parameters) {
    const { name = '', node } = parameter;
    if (name === reference) return true;
    if (parameter.in !== 'body') continue;
    const schema = valueOf(node, 'schema');
    if (reference.startsWith(`${name}/`) && findPath(definition, schema, pathSegments(reference.slice(name.length + 1)), true).kind !== 'missing') return true;
    if (!isOlder) continue;
    // The older form names properties of the body in any way that leads to one: published connectors write `WebHook.Id`.
    if (hasFieldAnywhere(definition, schema, reference) !== false) return true;
    if (findPath(definition, schema, reference.split(/[./]/), true).kind !== 'missing') return true;
  }
  return false;
}

function namesOf(definition: DefinitionModel, callers: readonly OperationView[], isOlder: boolean): Set<string> {
  const names = new Set<string>();
  for (const { parameters } of callers) {
    for (const { parameter } of parameters) {
      const { name = '', node } = parameter;
      names.add(name);
      if (parameter.in !== 'body') continue;
      const shape = shapeOf(definition, valueOf(node, 'schema'));
      if (shape.kind === 'object') for (const field of shape.fields.keys()) names.add(isOlder ? field : `${name}/${field}`);
    }
  }
  return names;
}

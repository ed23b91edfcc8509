import type { SyntaxNode } from '../../../connector/syntax-node.ts';
import { definitionFix } from '../../fixes/definition-fix.ts';
import { insertMember, replaceScalar } from '../../fixes/node-edits.ts';
import type { DefinitionModel } from '../../model/connector-model.ts';
import { answersOf, callsPlatform, findInAnswers, KIND_NAMES, LIST_PATHS, targetOf } from '../../model/dynamic-targets.ts';
import { filledText, memberOf, textOf, valueOf } from '../../model/nodes.ts';
import { pathSegments, shapeOf, type SchemaShape } from '../../model/schema-paths.ts';
import type { Fix, Rule } from '../../rule.ts';
import { SHELF_VALUES, withShelves, withValues } from './dynamic-example.ts';

/** Fields that most lists have as the value, the likeliest first. */
const USUAL_VALUES = ['id', 'value', 'key', 'code', 'name'];

export const dynamicValuePathMissing: Rule = {
  id: 'dynamic-value-path-missing',
  severity: 'warning',
  profile: 'build',
  title: 'Dynamic values of objects say which field is the value.',
  explanation: 'A list of objects needs `value-path` (`itemValuePath` in a dynamic list), or the designer does not know what to send for the chosen one. A list of texts needs none.',
  source: 'learn.microsoft.com, custom connectors, OpenAPI extensions, "Use dynamic values". 19 of 1,034 published connectors leave it out; of those looked at, all list plain texts and are right.',
  bad: withShelves({ 'x-ms-dynamic-values': { ...SHELF_VALUES, 'value-path': undefined } }),
  good: withValues({}),
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const use of definition.dynamics) {
      const { kind, node, member, operationId } = use;
      if ((kind !== 'values' && kind !== 'list') || callsPlatform(use)) continue;
      const { collection, value } = LIST_PATHS[kind];
      if (filledText(node, value) !== undefined) continue;
      const written = memberOf(node, value);
      const target = targetOf(definition, operationId);
      const item = target && itemOf(definition, answersOf(target), textOf(valueOf(node, collection)) ?? '');
      // Without knowing what the list holds, nothing is said.
      if (item?.kind !== 'object') continue;
      const fixes = (): Fix[] => {
        const field = USUAL_VALUES.map((name) => [...item.fields.keys()].find((one) => one.toLowerCase() === name)).find((name) => name !== undefined);
        if (field === undefined) return [];
        const { document } = definition;
        return [definitionFix(`Take "${field}" as the value`, false, written ? replaceScalar(document, written.value, field) : insertMember(document, node, value, field))];
      };
      report({ file: 'definition', range: written?.value.range ?? member.keyRange, message: `The ${KIND_NAMES[kind]} list objects and do not say which field is the value. Add "${value}".`, fixes });
    }
  },
};

function itemOf(definition: DefinitionModel, answers: readonly SyntaxNode[], collection: string): SchemaShape | undefined {
  const found = findInAnswers(definition, answers, pathSegments(collection));
  const list = found.kind === 'found' ? shapeOf(definition, found.schema) : undefined;
  return list?.kind === 'array' ? shapeOf(definition, list.items) : undefined;
}

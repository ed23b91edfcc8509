import type { SyntaxNode } from '../../../connector/syntax-node.ts';
import { definitionFix } from '../../fixes/definition-fix.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import type { DefinitionModel, DynamicUse } from '../../model/connector-model.ts';
import { answersOf, findInAnswers, LIST_PATHS, targetOf } from '../../model/dynamic-targets.ts';
import { textOf, valueOf } from '../../model/nodes.ts';
import { pathSegments, shapeOf, type PathAnswer } from '../../model/schema-paths.ts';
import { nearest } from '../../nearest.ts';
import type { Fix, Report, Rule } from '../../rule.ts';
import { withValues } from './dynamic-example.ts';

export const dynamicPathUnknown: Rule = {
  id: 'dynamic-path-unknown',
  severity: 'warning',
  profile: 'build',
  title: 'The paths of a dynamic call lead to fields of the called operation\'s answer.',
  explanation: '`value-collection` (`itemsPath`) leads to a list in the answer, `value-path` and `value-title` (`itemValuePath`, `itemTitlePath`) to fields of its items. Where a path leads nowhere the list is empty or has no titles. Nothing is said where the answer\'s schema leaves the fields open; another case of a name is a remark, since the schema may be what is wrong.',
  source: 'learn.microsoft.com, custom connectors, OpenAPI extensions, "Use dynamic values": path strings. In 1,034 published connectors a list is not found in 7, a title in 7, a value in 4.',
  published: 7,
  bad: withValues({ 'value-title': 'titel' }),
  good: withValues({ 'value-title': 'title' }),
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const use of definition.dynamics) {
      const target = targetOf(definition, use.operationId);
      const answers = target ? answersOf(target) : [];
      if (answers.length === 0) continue;
      if (use.kind === 'schema' || use.kind === 'properties') checkPath(definition, report, use, use.kind === 'schema' ? 'value-path' : 'itemValuePath', answers);
      else checkList(definition, report, use, LIST_PATHS[use.kind], answers);
    }
  },
};

function checkList(definition: DefinitionModel, report: Report, use: DynamicUse, names: (typeof LIST_PATHS)[keyof typeof LIST_PATHS], answers: readonly SyntaxNode[]): void {
  const found = checkPath(definition, report, use, names.collection, answers);
  if (found.kind !== 'found') return;
  const list = shapeOf(definition, found.schema);
  if (list.kind !== 'array' || !list.items || shapeOf(definition, list.items).kind !== 'object') return;
  for (const name of [names.value, ...names.titles]) checkPath(definition, report, use, name, [list.items]);
}

/** An absent or empty path leads to the whole. */
function checkPath(definition: DefinitionModel, report: Report, { node, operationId }: DynamicUse, name: string, schemas: readonly SyntaxNode[]): PathAnswer {
  const written = valueOf(node, name);
  const path = textOf(written) ?? '';
  const segments = pathSegments(path);
  const found = findInAnswers(definition, schemas, segments);
  if (found.kind !== 'missing' || !written) return found;
  const segment = segments[found.index] ?? '';
  const near = nearest(segment, found.names);
  const fixes = (): Fix[] => {
    if (near === undefined) return [];
    const mended = segments.with(found.index, near).map((one) => one.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
    return [definitionFix(`Write "${mended}"`, false, replaceScalar(definition.document, written, mended))];
  };
  const where = found.index === 0 ? `The answer of "${operationId}"` : `"${segments.slice(0, found.index).join('/')}" in the answer of "${operationId}"`;
  const what = found.shape === 'object' ? `has no field "${segment}"` : `is ${found.shape === 'array' ? 'a list' : 'no object'}, and has no field "${segment}"`;
  const advice = near !== undefined ? `Is "${near}" meant?` : found.names.length > 0 ? `It has ${found.names.slice(0, 4).map((one) => `"${one}"`).join(', ')}.` : 'Change the path, or the schema of the answer.';
  // Generated schemas often differ from the answer in case; which of the two is right cannot be told from here.
  const severity = near?.toLowerCase() === segment.toLowerCase() ? 'information' : undefined;
  report({ file: 'definition', range: written.range, severity, message: `${where} ${what}. ${advice}`, fixes });
  return found;
}

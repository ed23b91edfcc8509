import { fileFixes } from '../../fixes/file-fix.ts';
import { replaceScalar } from '../../fixes/node-edits.ts';
import type { DefinitionModel, EffectiveParameter, OperationView, PathView } from '../../model/connector-model.ts';
import type { Fix, Report, Rule } from '../../rule.ts';
import { listedRange, removeFromList } from './parameter-place.ts';
import { pathMismatch } from './path-parameters.ts';

export const pathParameterUnused: Rule = {
  id: 'path-parameter-unused',
  severity: 'error',
  profile: 'build',
  title: 'Each parameter that is said to be in the path is in it.',
  explanation: 'A parameter with `"in": "path"` fills a `{name}` of the path. Without one there is no place for its value, and the platform refuses the definition. Names are compared exactly.',
  source: 'OpenAPI 2.0, Parameter Object, name: "If in is path, the name field MUST correspond to the associated path segment"; no published connector breaks it.',
  published: 0,
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "parameters": [{ "name": "Id", "in": "path", "required": true, "type": "string", "description": "The id of the item.", "x-ms-summary": "Item", "x-ms-url-encoding": "single" }] } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "description": "The id of the item.", "x-ms-summary": "Item", "x-ms-url-encoding": "single" }] } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const path of definition.paths) {
      const names = new Set(path.templateNames.map(({ name }) => name));
      const meantOfPath = new Map<EffectiveParameter, string>();
      for (const operation of path.operations) {
        const { unused, meant } = pathMismatch(definition, operation);
        for (const one of unused) {
          const name = meant.get(one);
          if (!one.fromPath) tell(definition, operation, one, name, report);
          else if (name !== undefined) meantOfPath.set(one, name);
        }
      }
      for (const one of path.parameters) {
        const { parameter } = one;
        if (parameter.in === 'path' && parameter.name !== undefined && !names.has(parameter.name)) tell(definition, path, one, meantOfPath.get(one), report);
      }
    }
  },
};

function tell(definition: DefinitionModel, owner: OperationView | PathView, one: EffectiveParameter, meant: string | undefined, report: Report): void {
  const { parameter, item } = one;
  const name = parameter.name as string;
  const advice = meant === undefined ? 'Add it to the path in braces, remove it, or send it in the query.' : `Is "${meant}" meant?`;
  const fixes = (): Fix[] => {
    const { nameNode } = parameter;
    // Renaming a shared parameter would change it for all who refer to it.
    const rename = meant !== undefined && nameNode && item === parameter.node ? fileFixes('definition', `Rename to "${meant}"`, meant.toLowerCase() === name.toLowerCase(), replaceScalar(definition.document, nameNode, meant)) : [];
    return [...rename, ...fileFixes('definition', `Remove the parameter "${name}"`, false, removeFromList(definition, one, owner))];
  };
  report({ file: 'definition', range: listedRange(one), message: `The path has no "{${name}}", so this parameter has no place in it. ${advice}`, fixes });
}

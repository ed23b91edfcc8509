import type { TextEdit } from '../../../connector/connector.ts';
import { fileFixes } from '../../fixes/file-fix.ts';
import { insertItem, insertMember } from '../../fixes/node-edits.ts';
import type { DefinitionModel, OperationView, PathView } from '../../model/connector-model.ts';
import { valueOf } from '../../model/nodes.ts';
import type { Fix, Rule } from '../../rule.ts';
import { pathMismatch } from './path-parameters.ts';

export const pathParameterUndeclared: Rule = {
  id: 'path-parameter-undeclared',
  severity: 'error',
  profile: 'build',
  title: 'Each parameter in a path is declared by its operations.',
  explanation: 'For each `{name}` in a path, every operation of that path needs a parameter of that name with `"in": "path"`, of its own or of the path. Names are compared exactly.',
  source: 'OpenAPI 2.0, Parameter Object; the platform refuses the definition; no published connector breaks it.',
  published: 0,
  bad: { definition: '{ "paths": { "/copies/{copy}": { "get": { "operationId": "GetCopy", "summary": "Get a copy", "description": "Gets a copy.", "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/Item" } } } } } } }' },
  good: { definition: '{ "paths": { "/copies/{copy}": { "get": { "operationId": "GetCopy", "summary": "Get a copy", "description": "Gets a copy.", "parameters": [{ "name": "copy", "in": "path", "required": true, "type": "string", "description": "The id of the copy.", "x-ms-summary": "Copy", "x-ms-url-encoding": "single" }], "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/Item" } } } } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const path of definition.paths) {
      if (path.templateNames.length === 0) continue;
      const lacking = new Map<string, OperationView[]>();
      for (const operation of path.operations) {
        const { missing, meant } = pathMismatch(definition, operation);
        const misnamed = new Set(meant.values());
        // A parameter that is declared under a slightly other name is reported there.
        for (const name of missing) {
          if (misnamed.has(name)) continue;
          const others = lacking.get(name);
          if (others) others.push(operation);
          else lacking.set(name, [operation]);
        }
      }
      for (const { name, range } of path.templateNames) {
        const operations = lacking.get(name);
        if (!operations) continue;
        if (name.trim() === '') {
          report({ file: 'definition', range, message: 'These braces have no name inside. Name the parameter, and declare it.' });
          continue;
        }
        const who = operations.length === path.operations.length ? 'no operation of this path declares it' : `${operations.map(({ method }) => method.toUpperCase()).join(' and ')} ${operations.length === 1 ? 'does' : 'do'} not declare it`;
        report({ file: 'definition', range, message: `The path has a parameter "${name}", and ${who}. Add a parameter of that name with "in": "path".`, fixes: () => declaration(definition, path, operations, name) });
      }
    }
  },
};

/** At the path where several operations lack it, and all do. */
function declaration({ document }: DefinitionModel, path: PathView, operations: readonly OperationView[], name: string): Fix[] {
  const parameter = { name, in: 'path', required: true, type: 'string' };
  const owners = operations.length > 1 && operations.length === path.operations.length ? [path] : operations;
  const edits = owners.flatMap(({ node }): TextEdit[] => {
    const list = valueOf(node, 'parameters');
    if (list?.kind === 'array') return insertItem(document, list, parameter);
    return list ? [] : insertMember(document, node, 'parameters', [parameter]);
  });
  return fileFixes('definition', `Declare "${name}"`, false, edits);
}

import { fileFixes } from '../../fixes/file-fix.ts';
import type { EffectiveParameter } from '../../model/connector-model.ts';
import type { Rule } from '../../rule.ts';
import { listedRange, removeFromList } from './parameter-place.ts';

export const parameterDuplicate: Rule = {
  id: 'parameter-duplicate',
  severity: 'warning',
  profile: 'build',
  title: 'An operation declares a parameter once.',
  explanation: 'A parameter is known by its name and its place (`in`). Of two that have both in common, one is shown or both are, and only one value is sent.',
  source: 'OpenAPI 2.0, Operation Object, parameters: "The list MUST NOT include duplicated parameters"; 1 published connector breaks it.',
  published: 1,
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "description": "The id of the item.", "x-ms-summary": "Item", "x-ms-url-encoding": "single" }, { "name": "id", "in": "path", "required": true, "type": "string", "description": "The id of the item.", "x-ms-summary": "Item", "x-ms-url-encoding": "single" }] } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "parameters": [{ "name": "id", "in": "path", "required": true, "type": "string", "description": "The id of the item.", "x-ms-summary": "Item", "x-ms-url-encoding": "single" }] } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const operation of definition.operations) {
      if (operation.parameters.length < 2) continue;
      const first = new Map<string, EffectiveParameter>();
      for (const one of operation.parameters) {
        const { name, in: place } = one.parameter;
        if (name === undefined || place === undefined) continue;
        const key = `${place} ${name}`;
        const before = first.get(key);
        if (!before) {
          first.set(key, one);
          continue;
        }
        const owner = one.fromPath ? operation.path : operation;
        report({
          file: 'definition',
          range: listedRange(one),
          message: `The parameter "${name}" stands twice in the ${place}. Remove one of them, or give it another name.`,
          related: [{ file: 'definition', range: listedRange(before), message: 'The first one is here.' }],
          fixes: () => fileFixes('definition', `Remove the second "${name}"`, false, removeFromList(definition, one, owner)),
        });
      }
    }
  },
};

import type { TextEdit } from '../../../connector/connector.ts';
import { fileFixes } from '../../fixes/file-fix.ts';
import { insertItem, insertMember } from '../../fixes/node-edits.ts';
import type { DefinitionModel, OperationView } from '../../model/connector-model.ts';
import { memberOf, valueOf } from '../../model/nodes.ts';
import type { Rule } from '../../rule.ts';
import { listedRange } from './parameter-place.ts';

const FORMS: ReadonlySet<string> = new Set(['multipart/form-data', 'application/x-www-form-urlencoded']);

export const formFileConsumes: Rule = {
  id: 'form-file-consumes',
  severity: 'warning',
  profile: 'build',
  title: 'An operation that sends a file in a form consumes `multipart/form-data`.',
  explanation: '`consumes` of the operation, or of the definition where the operation has none, says how the request is written. A file in a form needs `multipart/form-data`; with JSON alone the file does not arrive.',
  source: 'OpenAPI 2.0, Parameter Object, type: "If type is file, the consumes MUST be either multipart/form-data, application/x-www-form-urlencoded or both"; 2 published connectors break it.',
  published: 2,
  bad: { definition: '{ "paths": { "/items": { "post": { "operationId": "AddPicture", "summary": "Add a picture", "description": "Adds a picture to the shelf.", "parameters": [{ "name": "picture", "in": "formData", "type": "file", "description": "The picture.", "x-ms-summary": "Picture" }], "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/Item" } } } } } } }' },
  good: { definition: '{ "paths": { "/items": { "post": { "operationId": "AddPicture", "summary": "Add a picture", "description": "Adds a picture to the shelf.", "consumes": ["multipart/form-data"], "parameters": [{ "name": "picture", "in": "formData", "type": "file", "description": "The picture.", "x-ms-summary": "Picture" }], "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/Item" } } } } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const operation of definition.operations) {
      const file = operation.parameters.find(({ parameter }) => parameter.in === 'formData' && parameter.type === 'file');
      if (!file) continue;
      const consumes = valueOf(operation.node, 'consumes') ?? valueOf(definition.root, 'consumes');
      if ((consumes?.items ?? []).some(({ value }) => typeof value === 'string' && FORMS.has(value.toLowerCase().split(';', 1)[0]?.trim() ?? ''))) continue;
      report({
        file: 'definition',
        range: listedRange(file),
        message: 'The operation sends a file in a form, and does not consume "multipart/form-data". Add that to its "consumes".',
        fixes: () => fileFixes('definition', 'Add "multipart/form-data" to "consumes"', false, withMultipart(definition, operation)),
      });
    }
  },
};

function withMultipart({ document }: DefinitionModel, { node }: OperationView): TextEdit[] {
  const own = memberOf(node, 'consumes');
  if (own?.value.kind === 'array') return insertItem(document, own.value, 'multipart/form-data');
  return own ? [] : insertMember(document, node, 'consumes', ['multipart/form-data']);
}

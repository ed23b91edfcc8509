/** Examples for the rules about schemas and parameters. */
import type { RuleExample } from '../../rule.ts';

const title = { description: 'The size of the item.', 'x-ms-summary': 'Size' };

/** A connector whose items have a field `size`, with a title and no fault besides. */
export function withField(field: Readonly<Record<string, unknown>>): RuleExample {
  return { definition: JSON.stringify({ definitions: { Item: { properties: { size: { ...title, ...field } } } } }) };
}

/** A connector whose operation takes a query parameter `size`. */
export function withParameter(parameter: Readonly<Record<string, unknown>>): RuleExample {
  const id = { name: 'id', in: 'path', required: true, type: 'string', description: 'The id of the item.', 'x-ms-summary': 'Item', 'x-ms-url-encoding': 'single' };
  const size = { name: 'size', in: 'query', type: 'string', ...title, ...parameter };
  return withOperation({ parameters: [id, size] });
}

export function withOperation(operation: Readonly<Record<string, unknown>>): RuleExample {
  return { definition: JSON.stringify({ paths: { '/items/{id}': { get: operation } } }) };
}

/** A connector that sends an item of this schema. */
export function withBody(schema: Readonly<Record<string, unknown>>): RuleExample {
  const body = { name: 'body', in: 'body', required: true, description: 'The item to add.', 'x-ms-summary': 'New Item', schema };
  const post = {
    operationId: 'AddItem',
    summary: 'Add an item',
    description: 'Adds an item to the shelf.',
    parameters: [body],
    responses: { 201: { description: 'Created', schema: { $ref: '#/definitions/Item' } } },
  };
  return { definition: JSON.stringify({ paths: { '/items': { post } } }) };
}

/** Examples for the rules about dynamic calls: a connector that lists its shelves, and one that asks for a shelf. */
import type { RuleExample } from '../../rule.ts';

type Json = Readonly<Record<string, unknown>>;

const shelf = { type: 'object', properties: { id: { type: 'string', description: 'The id of the shelf.', 'x-ms-summary': 'Id' }, title: { type: 'string', description: 'The title of the shelf.', 'x-ms-summary': 'Title' } } };
const room = { name: 'room', in: 'query', type: 'string', description: 'The room.', 'x-ms-summary': 'Room' };

export const LIST_SHELVES = { operationId: 'ListShelves', parameters: { room: { parameterReference: 'room' } }, itemsPath: 'value', itemValuePath: 'id', itemTitlePath: 'title' };
export const SHELF_VALUES = { operationId: 'ListShelves', parameters: { room: { parameter: 'room' } }, 'value-collection': 'value', 'value-path': 'id', 'value-title': 'title' };

/** The extensions stand on the parameter `shelf` of a search; `changes` replace members of the listing operation. */
export function withShelves(onShelf: Json, changes: Json = {}): RuleExample {
  return { definition: JSON.stringify({ paths: { '/shelves': { get: listing(changes) }, '/search': { get: search([room, shelfParameter(onShelf)]) } } }) };
}

/** The older form on one parameter, with its twin left out. */
export function withValues(values: Json, changes: Json = {}): RuleExample {
  return withShelves({ 'x-ms-dynamic-values': { ...SHELF_VALUES, ...values } }, changes);
}

/** Capabilities of the connector, which may name the listing operation. */
export function withCapabilities(capabilities: Json, changes: Json = {}): RuleExample {
  return { definition: JSON.stringify({ 'x-ms-capabilities': capabilities, paths: { '/shelves': { get: listing(changes) } } }) };
}

function listing(changes: Json): Json {
  return {
    operationId: 'ListShelves',
    summary: 'List shelves',
    description: 'Lists the shelves.',
    'x-ms-visibility': 'internal',
    parameters: [room],
    responses: { 200: { description: 'OK', schema: { type: 'object', properties: { value: { type: 'array', description: 'The shelves.', 'x-ms-summary': 'Shelves', items: shelf } } } } },
    ...changes,
  };
}

function search(parameters: readonly Json[]): Json {
  return { operationId: 'SearchItems', summary: 'Search items', description: 'Finds items.', parameters, responses: { 200: { description: 'OK', schema: { $ref: '#/definitions/Item' } } } };
}

function shelfParameter(extensions: Json): Json {
  return { name: 'shelf', in: 'query', type: 'string', description: 'The shelf.', 'x-ms-summary': 'Shelf', ...extensions };
}

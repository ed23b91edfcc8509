import { memberOf } from '../../model/nodes.ts';
import type { Rule } from '../../rule.ts';
import { isMisspelt } from '../document/openapi-properties.ts';
import { isAgentProtocol, isVisible } from './visible-operation.ts';

export const operationDescriptionMissing: Rule = {
  id: 'operation-description-missing',
  severity: 'error',
  profile: 'build',
  title: 'Each operation that users see has a description.',
  explanation: 'The `description` tells users, and agents that choose an action by it, what the operation does. Operations with `"x-ms-visibility": "internal"` need none, nor does the operation of an MCP server.',
  source: 'learn.microsoft.com, custom connectors, OpenAPI extensions and string guidelines; every visible operation of the published connectors has one.',
  published: 0,
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "description": null } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "description": "Gets one item of the shelf." } } } }' },
  check: ({ definition }, report) => {
    for (const operation of definition?.operations ?? []) {
      const { node, member, description } = operation;
      if (!isVisible(operation) || (description !== undefined && description.trim() !== '') || isMisspelt(node, 'operation', 'description') || isAgentProtocol(operation)) continue;
      const given = memberOf(node, 'description');
      const message = given ? 'The description must be text that is not empty. Say in a sentence what the operation does.' : 'The operation has no "description". Say in a sentence what it does.';
      report({ file: 'definition', range: given?.value.range ?? member.keyRange, message });
    }
  },
};

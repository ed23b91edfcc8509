import type { Rule } from '../../rule.ts';
import { firstAnswerWithoutSchema } from './success-responses.ts';
import { isAgentProtocol, isVisible } from './visible-operation.ts';

export const responseSchemaMissing: Rule = {
  id: 'response-schema-missing',
  severity: 'warning',
  profile: 'certify',
  title: 'An action that users see says what it answers.',
  explanation: 'Without a `schema` in the response, the action has no outputs to choose in a flow. Who submits a connector attests that every action has one. Left alone: triggers, DELETE, and answers without a body (202, 204, 205).',
  source: 'Pull request template of PowerPlatformConnectors: "I have added response schemas to my actions, unless the response schema is dynamic."',
  published: 131,
  bad: { definition: '{ "paths": { "/items": { "get": { "operationId": "FindItems", "summary": "Find items", "description": "Finds items of the shelf.", "responses": { "200": { "description": "OK" } } } } } }' },
  good: { definition: '{ "paths": { "/items": { "get": { "operationId": "FindItems", "summary": "Find items", "description": "Finds items of the shelf.", "responses": { "200": { "description": "OK", "schema": { "$ref": "#/definitions/Item" } } } } } } }' },
  check: ({ definition }, report) => {
    for (const operation of definition?.operations ?? []) {
      const { method, trigger } = operation;
      if (trigger !== undefined || method === 'delete' || method === 'head' || !isVisible(operation) || isAgentProtocol(operation)) continue;
      const first = firstAnswerWithoutSchema(operation);
      if (!first) continue;
      report({ file: 'definition', range: first.member.keyRange, message: `The response ${first.code} has no schema, so the action has no outputs to choose. Add the schema of what the API answers, or 204 if it answers nothing.` });
    }
  },
};

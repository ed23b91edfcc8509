import { fileFixes } from '../../fixes/file-fix.ts';
import { replaceMemberValue } from '../../fixes/node-edits.ts';
import type { Fix, Rule } from '../../rule.ts';

export const responsesEmpty: Rule = {
  id: 'responses-empty',
  severity: 'warning',
  profile: 'build',
  title: 'An operation has one response at least.',
  explanation: 'OpenAPI 2.0 wants one. Without any, nobody knows what success is; webhooks that are registered usually answer with 201.',
  source: 'JSON schema of OpenAPI 2.0, responses: minProperties 1; 11 published connectors break it, all of them where a webhook is registered.',
  published: 11,
  bad: { definition: '{ "paths": { "/items": { "delete": { "operationId": "DeleteItems", "summary": "Delete items", "description": "Deletes items of the shelf.", "responses": { } } } } }' },
  good: { definition: '{ "paths": { "/items": { "delete": { "operationId": "DeleteItems", "summary": "Delete items", "description": "Deletes items of the shelf.", "responses": { "204": { "description": "No content" } } } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const { node, responsesMember, trigger } of definition.operations) {
      if (responsesMember?.value.kind !== 'object' || responsesMember.value.members?.some(({ key }) => !key.startsWith('x-'))) continue;
      const [code, description] = trigger === undefined ? ['200', 'OK'] : ['201', 'Created'];
      const fixes = (): Fix[] => fileFixes('definition', `Add the response ${code}`, false, replaceMemberValue(definition.document, node, responsesMember, { [code]: { description } }));
      report({ file: 'definition', range: responsesMember.value.range, message: `The operation has no response, and OpenAPI 2.0 wants one. Add ${code}, or what the API answers.`, fixes });
    }
  },
};

import { fileFix } from '../../fixes/file-fix.ts';
import { renameKey } from '../../fixes/node-edits.ts';
import type { Rule } from '../../rule.ts';
import { isSuccess } from './success-responses.ts';

export const responseSuccessMissing: Rule = {
  id: 'response-success-missing',
  severity: 'warning',
  profile: 'build',
  title: 'An operation says what it answers when it succeeds.',
  explanation: 'The designer takes the outputs of an action from its response with a code of 200 to 299. Where there is only `default`, it takes that, which works and is an information here; where there are other codes alone, the action has no outputs.',
  source: 'learn.microsoft.com, custom connectors, coding standards: "use HTTP 2xx for success … don\'t use default"; 83 published connectors have only default, 5 no success at all.',
  published: 88,
  bad: { definition: '{ "paths": { "/items": { "delete": { "operationId": "DeleteItems", "summary": "Delete items", "description": "Deletes items of the shelf.", "responses": { "404": { "description": "Not found" } } } } } }' },
  good: { definition: '{ "paths": { "/items": { "delete": { "operationId": "DeleteItems", "summary": "Delete items", "description": "Deletes items of the shelf.", "responses": { "204": { "description": "No content" } } } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    for (const { responses, responsesMember } of definition.operations) {
      if (!responsesMember || responses.length === 0 || responses.some(isSuccess)) continue;
      // One of them may be meant for it, and is said to be no code.
      if (responses.some(({ code }) => code !== 'default' && !/^\d{3}$/.test(code))) continue;
      const fallback = responses.find(({ code }) => code === 'default');
      if (fallback) {
        report({
          file: 'definition',
          range: fallback.member.keyRange,
          severity: 'information',
          message: 'The operation has no response for success but "default". Name the code that the API answers with, such as 200.',
          fixes: () => [fileFix('definition', 'Rename to "200"', false, renameKey(definition.document, fallback.member, '200'))],
        });
      } else {
        report({ file: 'definition', range: responsesMember.keyRange, message: 'The operation has no response for success, so the action has no outputs. Add the code that the API answers with, such as 200.' });
      }
    }
  },
};

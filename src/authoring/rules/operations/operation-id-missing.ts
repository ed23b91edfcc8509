import { fileFixes } from '../../fixes/file-fix.ts';
import { insertMember, replaceMemberValue } from '../../fixes/node-edits.ts';
import type { OperationView } from '../../model/connector-model.ts';
import { memberOf } from '../../model/nodes.ts';
import type { Rule } from '../../rule.ts';
import { isMisspelt } from '../document/openapi-properties.ts';

export const operationIdMissing: Rule = {
  id: 'operation-id-missing',
  severity: 'error',
  profile: 'build',
  title: 'Each operation has an operationId.',
  explanation: 'Flows, apps, policies and scripts call an operation by its `operationId`. Without one it cannot be used, and once it is published the id must not change.',
  source: 'OpenAPI 2.0 leaves it out at will, the platform does not: no published connector has an operation without.',
  published: 0,
  bad: { definition: '{ "paths": { "/items/{id}": { "get": { "operationId": null } } } }' },
  good: { definition: '{ "paths": { "/items/{id}": { "get": { "operationId": "GetItem" } } } }' },
  check: ({ definition }, report) => {
    if (!definition) return;
    const { document } = definition;
    let ids: ReadonlySet<string | undefined> | undefined;
    const taken = (): ReadonlySet<string | undefined> => (ids ??= new Set(definition.operations.map(({ id }) => id?.toLowerCase())));
    for (const operation of definition.operations) {
      const { id, idNode, node, member } = operation;
      if ((id !== undefined && id.trim() !== '') || isMisspelt(node, 'operation', 'operationId')) continue;
      const given = memberOf(node, 'operationId');
      const message = given && given.value.kind !== 'string' ? 'The operationId must be text. Write a name such as "GetItem".'
        : given ? 'The operationId is empty. Write a name such as "GetItem".' : 'The operation has no "operationId", by which flows and apps call it. Add one, such as "GetItem".';
      report({
        file: 'definition',
        range: idNode?.range ?? member.keyRange,
        message,
        fixes: () => {
          const name = newId(operation, taken());
          return fileFixes('definition', `Write "operationId": "${name}"`, false, given ? replaceMemberValue(document, node, given, name) : insertMember(document, node, 'operationId', name));
        },
      });
    }
  },
};

/** `GetItemsById` for GET /items/{id}; numbered where there is one already. */
function newId({ method, path }: OperationView, taken: ReadonlySet<string | undefined>): string {
  const words = path.path.split('/').map((segment) => capitalised(segment.replace(/^\{(.*)\}$/, 'by $1')));
  const name = capitalised(method) + words.join('');
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}${number}`;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}

function capitalised(text: string): string {
  return text.split(/[^\p{L}\p{N}]+/u).map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}

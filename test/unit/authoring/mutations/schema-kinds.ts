import { insertMember, replaceMemberValue } from '../../../../src/authoring/fixes/node-edits.ts';
import { memberOf } from '../../../../src/authoring/model/nodes.ts';
import type { Mutation } from './mutation.ts';

/** A value of a kind that OpenAPI 2.0 does not have in this place. */
const schema: Mutation = {
  rule: 'schema',
  break: ({ definition }, random) => {
    const operation = random.one(definition?.operations ?? []);
    if (!definition || !operation) return undefined;
    const tags = memberOf(operation.node, 'tags');
    const edits = tags ? replaceMemberValue(definition.document, operation.node, tags, 'shelf') : insertMember(definition.document, operation.node, 'tags', 'shelf');
    return { changes: [{ file: 'definition', edits }] };
  },
};

export const schemaKindMutations: readonly Mutation[] = [schema];

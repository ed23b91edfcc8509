import { insertMember, removeItem, removeMember, replaceMemberValue, replaceScalar } from '../../../../src/authoring/fixes/node-edits.ts';
import { memberLike, textOf } from '../../../../src/authoring/model/nodes.ts';
import type { ConnectorModel } from '../../../../src/authoring/model/connector-model.ts';
import type { SyntaxMember, SyntaxNode } from '../../../../src/connector/syntax-node.ts';
import type { Mutation } from './mutation.ts';

/** The list and its items, where it names operations that exist. */
function listOf({ properties }: ConnectorModel): { readonly member: SyntaxMember; readonly list: SyntaxNode; readonly items: readonly SyntaxNode[] } | undefined {
  const member = properties?.scriptOperations;
  const items = member?.value.items ?? [];
  return member && items.length > 0 ? { member, list: member.value, items } : undefined;
}

function slip(text: string): string {
  return `${text.slice(0, -1)}${text.endsWith('q') ? 'z' : 'q'}`;
}

const scriptOperationsUnknown: Mutation = {
  rule: 'script-operations-unknown',
  break: ({ definition, properties, operationIdUses, files }, random) => {
    if (!definition || !properties?.node) return undefined;
    const use = random.one(operationIdUses.filter(({ kind }) => kind === 'scriptOperations' || kind === 'legacyScript'));
    if (use?.node) {
      // The operation that is no longer listed may have its branch in the script.
      return { changes: [{ file: 'properties', edits: replaceScalar(properties.document, use.node, random.one([slip(use.id), 'NoSuchOperation']) ?? '') }], also: ['script-operation-unlisted'] };
    }
    if (properties.scriptOperations) return undefined;
    const also = files.script === undefined ? ['script-file-missing'] : ['script-operation-unlisted'];
    return { changes: [{ file: 'properties', edits: insertMember(properties.document, properties.node, 'scriptOperations', ['NoSuchOperation']) }], also };
  },
};

const scriptOperationsEmpty: Mutation = {
  rule: 'script-operations-empty',
  break: (connector) => {
    const { properties, files } = connector;
    const list = listOf(connector);
    if (!properties?.node || !list || files.script === undefined) return undefined;
    return { changes: [{ file: 'properties', edits: replaceMemberValue(properties.document, properties.node, list.member, []) }] };
  },
};

const scriptFileMissing: Mutation = {
  rule: 'script-file-missing',
  break: ({ properties, definition, files }, random) => {
    const id = random.one([...(definition?.operationsById.keys() ?? [])]);
    if (!properties?.node || properties.scriptOperations || files.script !== undefined || id === undefined) return undefined;
    return {
      changes: [{ file: 'properties', edits: insertMember(properties.document, properties.node, 'scriptOperations', [id]) }],
      at: (broken) => {
        const key = broken.properties?.scriptOperations?.keyRange;
        return key && { file: 'properties', range: key };
      },
      restores: true,
    };
  },
};

const scriptOperationsMissing: Mutation = {
  rule: 'script-operations-missing',
  break: ({ properties, files }) => {
    if (!properties?.node || !properties.scriptOperations || files.script === undefined) return undefined;
    return {
      changes: [{ file: 'properties', edits: removeMember(properties.document, properties.node, properties.scriptOperations) }],
      at: (broken) => {
        const key = memberLike(broken.properties?.root, 'properties')?.keyRange;
        return key && { file: 'properties', range: key };
      },
    };
  },
};

const scriptOperationUnknown: Mutation = {
  rule: 'script-operation-unknown',
  break: ({ definition, script }, random) => {
    const use = random.one(script?.operationIds.filter(({ id }) => definition?.operationsById.has(id)) ?? []);
    if (!definition || !use) return undefined;
    const broken = random.one([slip(use.id), 'NoSuchOperation', ...(use.ignoresCase ? [] : [use.id.toUpperCase()])]) ?? '';
    if (definition.operationsById.has(broken)) return undefined;
    return { changes: [{ file: 'script', edits: [{ range: use.range, newText: broken }] }], restores: broken.toUpperCase() === broken };
  },
};

const scriptOperationUnlisted: Mutation = {
  rule: 'script-operation-unlisted',
  break: (connector, random) => {
    const { definition, properties, script } = connector;
    const list = listOf(connector);
    if (!definition || !properties || !script || !list) return undefined;
    const named = random.one(list.items.filter((item) => script.operationIds.some(({ id }) => id === textOf(item))));
    const id = textOf(named);
    if (!named || id === undefined) return undefined;
    const edits = list.items.length > 1 ? removeItem(properties.document, list.list, named) : replaceScalar(properties.document, named, random.one([...definition.operationsById.keys()].filter((other) => other !== id)) ?? '');
    return {
      changes: [{ file: 'properties', edits }],
      at: (broken) => {
        const use = broken.script?.operationIds.find((one) => one.id === id);
        return use && { file: 'script', range: use.range };
      },
    };
  },
};

const scriptClassMissing: Mutation = {
  rule: 'script-class-missing',
  break: ({ script }, random) => {
    const match = /\bclass\s+(Script)\s*:/.exec(script?.text ?? '');
    if (!script?.hasScriptClass || !match) return undefined;
    const end = match.index + match[0].lastIndexOf('Script') + 'Script'.length;
    return { changes: [{ file: 'script', edits: [{ range: { start: end - 'Script'.length, end }, newText: random.one(['script', 'MyScript', 'Code']) ?? '' }] }], restores: true };
  },
};

export const scriptMutations: readonly Mutation[] = [
  scriptOperationsUnknown, scriptOperationsEmpty, scriptFileMissing, scriptOperationsMissing, scriptOperationUnknown, scriptOperationUnlisted,
  scriptClassMissing,
];

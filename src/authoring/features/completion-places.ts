/** Places that several value providers ask for: the call, the OAuth settings or the policy that the cursor stands in. */
import type { Pointer } from '../../connector/connector.ts';
import { nodeAt, type SyntaxNode } from '../../connector/syntax-tree.ts';
import type { DefinitionModel, OAuthView, PolicyView } from '../model/connector-model.ts';
import { indexOf, type OperationCall } from './definition-index.ts';
import { extensionAt } from './definition-roles.ts';
import type { Cursor, Slot } from './completion-slots.ts';

export interface CallPlace {
  readonly definition: DefinitionModel;
  readonly call: OperationCall;
  /** From the call's object on. */
  readonly rest: Pointer;
}

/** In a definition, the dynamic extension or capability around a pointer. */
export function callAt({ connector: { definition }, document }: Cursor, path: Pointer): CallPlace | undefined {
  const extension = extensionAt(path);
  if (!definition || !extension || definition.document !== document) return undefined;
  // The object with the operationId is the extension itself, or `open`, `testConnection` or `file-picker/open` in it.
  for (let depth = extension.depth; depth <= Math.min(path.length, extension.depth + 2); depth++) {
    const node = nodeAt(document.root, path.slice(0, depth));
    const call = node && indexOf(definition).calls.find((candidate) => candidate.node === node);
    if (call) return { definition, call, rest: path.slice(depth) };
  }
  return undefined;
}

/** Whether a pointer of apiProperties follows a pattern, names in any case; `*` stands for any one segment. */
export function follows(path: Pointer, pattern: readonly string[]): boolean {
  return path.length === pattern.length && pattern.every((part, index) => part === '*' || String(path[index]).toLowerCase() === part.toLowerCase());
}

/** The segments behind `oAuthSettings` of a connection parameter, in lower case; undefined elsewhere. */
export function inOAuthSettings({ connector: { properties }, document }: Cursor, path: Pointer): { readonly oauth?: OAuthView; readonly rest: readonly string[] } | undefined {
  const depth = [['properties', 'connectionParameters', '*', 'oAuthSettings'], ['properties', 'connectionParameterSets', 'values', '*', 'parameters', '*', 'oAuthSettings']]
    .find((pattern) => follows(path.slice(0, pattern.length), pattern))?.length;
  if (depth === undefined) return undefined;
  const node = nodeAt(document.root, path.slice(0, depth));
  return { oauth: properties?.oauth.find((candidate) => candidate.node === node), rest: path.slice(depth).map((segment) => String(segment).toLowerCase()) };
}

/** The segments behind a policy, in lower case; undefined elsewhere. */
export function inPolicy({ connector: { properties }, document }: Cursor, path: Pointer): { readonly policy?: PolicyView; readonly rest: readonly string[] } | undefined {
  if (!follows(path.slice(0, 3), ['properties', 'policyTemplateInstances', '*'])) return undefined;
  const node: SyntaxNode | undefined = nodeAt(document.root, path.slice(0, 3));
  return { policy: properties?.policies.find((candidate) => candidate.node === node), rest: path.slice(3).map((segment) => String(segment).toLowerCase()) };
}

/** What stands in the object or list already, the place to be replaced apart. */
export function present(slot: Slot): ReadonlySet<string> {
  if (slot.kind === 'item') return new Set((slot.list?.items ?? []).filter((item) => item !== slot.node).map(({ value }) => String(value)));
  const members = slot.owner?.members ?? [];
  return new Set(members.filter((member) => slot.kind !== 'key' || member.keyRange.start !== slot.existing?.keyRange.start).map(({ key }) => key));
}

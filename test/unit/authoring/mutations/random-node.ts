/** Random places in a syntax tree. */
import type { SyntaxMember, SyntaxNode } from '../../../../src/connector/syntax-node.ts';
import type { Random } from './mutation.ts';

/** A collection with `least` children, on a random way down from `node`; undefined where that way met none. */
export function randomCollection(node: SyntaxNode | undefined, random: Random, least: number): SyntaxNode | undefined {
  let best: SyntaxNode | undefined;
  for (let here = node; here; ) {
    const children = here.members?.map(({ value }) => value) ?? here.items ?? [];
    if (children.length >= least && (here.members ?? here.items) !== undefined && (best === undefined || random.below(3) > 0)) best = here;
    here = random.one(children.filter(({ members, items }) => members !== undefined || items !== undefined));
  }
  return best;
}

/** A member with a scalar value that `accepts` takes, with its owner. */
export function randomScalarMember(node: SyntaxNode | undefined, random: Random, accepts: (member: SyntaxMember) => boolean): { readonly owner: SyntaxNode; readonly member: SyntaxMember } | undefined {
  const owner = randomCollection(node, random, 1);
  const member = random.one(owner?.members?.filter((one) => one.value.members === undefined && one.value.items === undefined && accepts(one)) ?? []);
  return owner && member ? { owner, member } : undefined;
}

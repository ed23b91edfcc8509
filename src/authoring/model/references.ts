/** Local references of OpenAPI 2.0: `#/definitions/Name`, a JSON pointer (RFC 6901) in a URI fragment (RFC 3986). */
import { memberOf, type SyntaxNode } from '../../connector/syntax-node.ts';
import { textOf, valueOf } from './nodes.ts';

/** Longer chains of references are a cycle or no one's intention. */
const LONGEST_CHAIN = 32;

/** `['definitions', 'Name']`, or undefined for a reference that leaves the document. */
export function segmentsOf(reference: string): string[] | undefined {
  if (reference === '#') return [];
  if (!reference.startsWith('#/')) return undefined;
  return reference.slice(2).split('/').map((segment) => unescaped(segment).replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The reference that leads to a member of a root container. A percent sign would begin an escape of the fragment. */
export function referenceTo(container: string, name: string): string {
  return `#/${container}/${pointerSegment(name).replaceAll('%', '%25')}`;
}

/** RFC 6901 §3. */
export function pointerSegment(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Follows references from one document's root; answers are remembered. */
export function localResolver(root: SyntaxNode): (node: SyntaxNode | undefined) => SyntaxNode | undefined {
  const targets = new Map<string, SyntaxNode | undefined>();
  const targetOf = (reference: string): SyntaxNode | undefined => {
    if (!targets.has(reference)) targets.set(reference, nodeAtReference(root, reference));
    return targets.get(reference);
  };
  return (start) => {
    let node = start;
    for (let step = 0; node?.kind === 'object' && step < LONGEST_CHAIN; step++) {
      const reference = textOf(valueOf(node, '$ref'));
      if (reference === undefined) return node;
      node = targetOf(reference);
    }
    return node?.kind === 'object' && valueOf(node, '$ref') ? undefined : node;
  };
}

export function nodeAtReference(root: SyntaxNode, reference: string): SyntaxNode | undefined {
  let node: SyntaxNode | undefined = root;
  const segments = segmentsOf(reference);
  if (!segments) return undefined;
  for (const segment of segments) {
    if (!node) return undefined;
    node = node.kind === 'array' ? node.items?.[/^(?:0|[1-9]\d*)$/.test(segment) ? Number(segment) : -1] : memberOf(node, segment)?.value;
  }
  return node;
}

function unescaped(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Where a file breaks its grammar, what follows the break may be lost in reading, so that nothing can be called missing. */
import type { SyntaxDocument } from '../../../connector/syntax-node.ts';

export function mayLackContent({ problems }: SyntaxDocument): boolean {
  return problems.some(({ severity, code }) => severity === 'error' && (code === 'syntax' || code === 'depth'));
}

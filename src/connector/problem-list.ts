/** Collects what a parser finds wrong, bounded: a binary file read as text has as many problems as bytes. */
import type { TextRange } from './connector.ts';
import type { SyntaxMember, SyntaxProblem, SyntaxProblemCode } from './syntax-node.ts';

/** Of each severity, so that many warnings never hide the one error. */
const MAXIMUM_PER_SEVERITY = 1_000;

/** Up to this many members, comparing each key with each is quicker than a set of them. */
const FEW_MEMBERS = 8;

export class ProblemList {
  readonly found: SyntaxProblem[] = [];
  /** How many errors there were, those beyond the bound included. */
  errors = 0;
  private warnings = 0;
  private readonly length: number;

  /** `length` of the text, which no range goes beyond. */
  constructor(length: number) {
    this.length = length;
  }

  error(code: SyntaxProblemCode, message: string, start: number, end: number, related?: TextRange): void {
    if (this.errors++ < MAXIMUM_PER_SEVERITY) this.found.push({ code, severity: 'error', message, range: this.within(start, end), ...(related && { related }) });
  }

  warning(code: SyntaxProblemCode, message: string, start: number, end: number, related?: TextRange): void {
    if (this.warnings++ < MAXIMUM_PER_SEVERITY) this.found.push({ code, severity: 'warning', message, range: this.within(start, end), ...(related && { related }) });
  }

  /** A warning for each member whose key stands before it in the same object. */
  duplicateKeys(members: readonly SyntaxMember[]): void {
    if (members.length <= FEW_MEMBERS ? allDifferInFew(members) : new Set(members.map(({ key }) => key)).size === members.length) return;
    const seen = new Map<string, TextRange>();
    for (const { key, keyRange } of members) {
      const related = seen.get(key);
      if (related) this.warning('duplicateKey', `The key "${key}" stands here twice; the last one counts. Remove one of them.`, keyRange.start, keyRange.end, related);
      else seen.set(key, keyRange);
    }
  }

  private within(start: number, end: number): TextRange {
    const first = Math.max(0, Math.min(start, this.length));
    return { start: first, end: Math.max(first, Math.min(end, this.length)) };
  }
}

function allDifferInFew(members: readonly SyntaxMember[]): boolean {
  for (let later = 1; later < members.length; later++) {
    const { key } = members[later] as SyntaxMember;
    for (let earlier = 0; earlier < later; earlier++) if ((members[earlier] as SyntaxMember).key === key) return false;
  }
  return true;
}

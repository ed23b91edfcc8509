/** One entry of a form that cannot be carried out. */
export interface FormProblem<Field extends string = string> {
  /** The form's property at fault. */
  readonly field: Field;
  /** A complete sentence that says what to enter instead. */
  readonly message: string;
}

/** A form was to be carried out that still has problems. Nothing has been changed. */
export class RefusedFormError extends Error {
  override readonly name = 'RefusedFormError';
  readonly problems: readonly FormProblem[];

  constructor(problems: readonly FormProblem[]) {
    super(problems.map(({ message }) => message).join(' '));
    this.problems = problems;
  }
}

/** @throws {RefusedFormError} where there are any. */
export function refuse(problems: readonly FormProblem[]): void {
  if (problems.length > 0) throw new RefusedFormError(problems);
}

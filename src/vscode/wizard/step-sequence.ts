/**
 * The order of a wizard's questions: forward, back, skipped ones left out of the count. Knows nothing of the window,
 * so that it can be tested without one.
 */

/** Thrown by a prompt when the user goes one question back. */
export class GoBack extends Error {
  override readonly name = 'GoBack';
}

/** What a title bar shows: `2/4`. */
export interface StepPosition {
  readonly step: number;
  readonly totalSteps: number;
}

/** One question. What it returns is merged into the answers; what it was given holds the earlier answer, if any. */
export interface Step<Answers, Prompt> {
  /** Whether the question arises, given the answers so far; without it, always. */
  readonly when?: (answers: Answers) => boolean;
  readonly ask: (answers: Answers, prompt: Prompt) => Promise<Partial<Answers>>;
}

/**
 * Asks the questions in order and returns the answers. On `GoBack` the last question that was asked comes again, with
 * all answers kept; from the first question `GoBack` reaches the caller, as does every other error.
 */
export async function askInOrder<Answers extends object, Prompt>(
  given: Answers,
  steps: readonly Step<Answers, Prompt>[],
  promptAt: (position: StepPosition, answers: Answers) => Prompt,
): Promise<Answers> {
  let answers = given;
  const asked: number[] = [];
  let index = 0;
  for (let step = steps[index]; step; step = steps[index]) {
    if (step.when?.(answers) === false) {
      index++;
      continue;
    }
    const ahead = steps.slice(index + 1).filter((later) => later.when?.(answers) !== false).length;
    try {
      const answer = await step.ask(answers, promptAt({ step: asked.length + 1, totalSteps: asked.length + 1 + ahead }, answers));
      answers = { ...answers, ...answer };
      asked.push(index);
      index++;
    } catch (error) {
      const previous = error instanceof GoBack ? asked.pop() : undefined;
      if (previous === undefined) throw error;
      index = previous;
    }
  }
  return answers;
}

/**
 * The step, made to drop the answers that depended on its own when that one changes.
 *
 * @param identify what two equal answers have in common, compared by value.
 */
export function forgetOnChange<Answers extends object, Prompt>(
  step: Step<Answers, Prompt>,
  identify: (answers: Answers) => string | undefined,
  dependents: readonly (keyof Answers)[],
): Step<Answers, Prompt> {
  return {
    ...step,
    ask: async (answers, prompt) => {
      const given = await step.ask(answers, prompt);
      if (identify({ ...answers, ...given }) === identify(answers)) return given;
      const forgotten: Partial<Answers> = {};
      for (const dependent of dependents) forgotten[dependent] = undefined;
      return { ...forgotten, ...given };
    },
  };
}

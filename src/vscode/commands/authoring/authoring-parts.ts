/** What the authoring commands share: the questions to the authoring thread, with refusals as errors in words. */
import type { Refusal } from '../../../authoring/service/authoring-commands.ts';
import type { Method } from '../../language/authoring-calls.ts';
import type { AuthoringThread, Parameters, Result } from '../../language/authoring-thread.ts';
import type { Studio } from '../../studio.ts';

export interface AuthoringParts extends Studio {
  readonly thread: Pick<AuthoringThread, 'call'>;
}

/** @throws where the thread refuses, with its words. */
export async function answerOf<M extends Method>({ thread }: AuthoringParts, method: M, parameters: Parameters<M>): Promise<Exclude<Result<M>, Refusal | undefined>> {
  const answer = await thread.call(method, parameters);
  if (isRefusal(answer)) throw new Error(answer.refusal);
  // Calls without a cancellation token are answered.
  return answer as Exclude<Result<M>, Refusal | undefined>;
}

function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'refusal' in answer;
}

/** What an operation answers when it succeeds. */
import type { OperationView, ResponseView } from '../../model/connector-model.ts';

export function isSuccess({ code }: ResponseView): boolean {
  return code.length === 3 && code >= '200' && code <= '299';
}

/** Answers that have no body by the meaning of their code (RFC 9110, section 15.3), or hardly ever one: 202 Accepted. */
const WITHOUT_BODY: ReadonlySet<string> = new Set(['202', '204', '205']);

/** The first that should say what it holds, where none does. */
export function firstAnswerWithoutSchema({ responses }: OperationView): ResponseView | undefined {
  let first: ResponseView | undefined;
  for (const response of responses) {
    if (!isSuccess(response) || WITHOUT_BODY.has(response.code)) continue;
    if (response.schema) return undefined;
    first ??= response;
  }
  return first;
}

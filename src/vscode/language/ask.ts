/** One question to the authoring thread about one document, with the thread knowing its present text. */
import type * as vscode from 'vscode';
import type { Method } from './authoring-calls.ts';
import type { AuthoringThread, Parameters, Result } from './authoring-thread.ts';
import type { OpenConnectors } from './open-connectors.ts';

/** Undefined for a document that belongs to no connector, and where the question was cancelled. */
export type Ask = <M extends Method>(document: vscode.TextDocument, method: M, parameters: Parameters<M>, token?: vscode.CancellationToken) => Promise<Result<M> | undefined>;

export function asking(open: OpenConnectors, thread: AuthoringThread): Ask {
  return async (document, method, parameters, token) => {
    const connector = await open.withPresentText(document);
    return connector && !token?.isCancellationRequested ? thread.call(method, parameters, token) : undefined;
  };
}

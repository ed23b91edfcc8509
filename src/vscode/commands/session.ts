/** The signed-in account and its network clients, for the length of one command. */
import * as vscode from 'vscode';
import type { CloudClients } from '../cloud-clients.ts';
import type { SignedInAccount, Studio } from '../studio.ts';
import type { WizardStep } from '../wizard/multi-step.ts';

export interface Session {
  readonly account: SignedInAccount;
  readonly clients: CloudClients;
}

/** Signs in where needed; a refused sign-in ends the command silently. */
export async function startSession(studio: Studio): Promise<Session> {
  const account = await studio.signIn.current() ?? await studio.signIn.signIn();
  if (!account) throw new vscode.CancellationError();
  return { account, clients: await studio.clients(account) };
}

/** The value, computed on first use; a failure is not kept. */
export function once<T>(compute: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= compute().catch((error: unknown) => {
      result = undefined;
      throw error;
    });
    return result;
  };
}

/** A question that needs the network. The sign-in comes before its quick pick, because VS Code may show one of its own. */
export function afterSignIn<Answers>(session: () => Promise<Session>, step: (clients: CloudClients) => WizardStep<Answers>): WizardStep<Answers> {
  return {
    ask: async (answers, prompt) => step((await session()).clients).ask(answers, prompt),
  };
}

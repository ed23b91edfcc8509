/** Calls into the authoring thread, which is started with the first call and again after a crash. */
import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import type { Pause } from '../../authoring/service/connector-session.ts';
import type { Answer, Call, Method, Services } from './authoring-calls.ts';

/** The thread adds the pause by itself. */
export type Parameters<M extends Method> = Services[M] extends (...all: infer All) => unknown ? (All extends [...infer Front, Pause] ? Front : All) : never;
export type Result<M extends Method> = Services[M] extends (...all: never[]) => infer R ? Awaited<R> : never;

/** So many deaths within so many milliseconds are not chance. */
const MOST_DEATHS = 3;
const DEATHS_WITHIN = 60_000;

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

export class AuthoringThread implements vscode.Disposable {
  readonly #script: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #restarted = new vscode.EventEmitter<void>();
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #next = 0;
  /** Times, in milliseconds. */
  #deaths: number[] = [];
  #gaveUp = false;
  #disposed = false;

  /** A new thread knows nothing: hand it everything again. */
  readonly onDidRestart = this.#restarted.event;

  /** @param script The built `authoring-worker.js`. */
  constructor(script: string, log: vscode.LogOutputChannel) {
    this.#script = script;
    this.#log = log;
  }

  /**
   * Undefined where the call was cancelled, and after the thread has died too often.
   *
   * @throws what the thread threw, and when it died.
   */
  call<M extends Method>(method: M, parameters: Parameters<M>, token?: vscode.CancellationToken): Promise<Result<M> | undefined> {
    if (token?.isCancellationRequested || this.#disposed || this.#gaveUp) return Promise.resolve(undefined);
    const id = this.#next++;
    const worker = (this.#worker ??= this.#start());
    return new Promise((resolve, reject) => {
      const cancellation = token?.onCancellationRequested(() => worker.postMessage({ id, method: 'cancel' } satisfies Call));
      const settled = <T>(settle: (value: T) => void) => (value: T): void => {
        this.#waiting.delete(id);
        cancellation?.dispose();
        settle(value);
      };
      this.#waiting.set(id, { resolve: settled(resolve as (result: unknown) => void), reject: settled(reject) });
      worker.postMessage({ id, method, parameters } satisfies Call);
    });
  }

  /** The same for what needs no answer. */
  tell<M extends Method>(method: M, parameters: Parameters<M>): void {
    this.call(method, parameters).catch((error: unknown) => this.#log.debug(String(error)));
  }

  dispose(): void {
    this.#disposed = true;
    this.#restarted.dispose();
    const worker = this.#worker;
    this.#worker = undefined;
    for (const { resolve } of [...this.#waiting.values()]) resolve(undefined);
    void worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#script);
    worker.on('message', (answer: Answer) => {
      const waiting = this.#waiting.get(answer.id);
      if (!waiting) return;
      if ('error' in answer) waiting.reject(new Error(answer.error));
      else waiting.resolve('cancelled' in answer ? undefined : answer.result);
    });
    worker.on('error', (error) => this.#ended(worker, error));
    worker.on('exit', (code) => this.#ended(worker, new Error(`The authoring thread ended with code ${code}.`)));
    return worker;
  }

  #ended(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#log.error('The authoring thread ended.', error);
    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((time) => now - time < DEATHS_WITHIN), now];
    this.#gaveUp = this.#deaths.length >= MOST_DEATHS;
    for (const { reject } of [...this.#waiting.values()]) reject(error);
    if (this.#gaveUp) this.#askToTryAgain().catch((reason: unknown) => this.#log.error(String(reason)));
    else this.#restarted.fire();
  }

  /** A file that ends the thread would end the next one as well, and so on. */
  async #askToTryAgain(): Promise<void> {
    const again = vscode.l10n.t('Try Again');
    const choice = await vscode.window.showErrorMessage(vscode.l10n.t('Checking connectors ended unexpectedly several times and is switched off. The log says more.'), again);
    if (choice !== again || this.#disposed) return;
    this.#deaths = [];
    this.#gaveUp = false;
    this.#restarted.fire();
  }
}

/** The thread that parses, checks and answers, so that the extension host never waits for a megabyte of YAML. */
import { parentPort } from 'node:worker_threads';
import { AuthoringService } from '../../authoring/service/authoring-service.ts';
import type { Answer, Call } from './authoring-calls.ts';

const port = parentPort;
if (!port) throw new Error('This module runs in a worker thread.');

const service = new AuthoringService();
const running = new Map<number, AbortController>();

port.on('message', (call: Call) => {
  if (call.method === 'cancel') {
    running.get(call.id)?.abort();
    return;
  }
  const controller = new AbortController();
  running.set(call.id, controller);
  answer(call, controller.signal)
    .then((message) => port.postMessage(message), (error: unknown) => port.postMessage({ id: call.id, error: String((error as Error | undefined)?.stack ?? error) } satisfies Answer))
    .finally(() => running.delete(call.id));
});

async function answer({ id, method, parameters }: Exclude<Call, { method: 'cancel' }>, signal: AbortSignal): Promise<Answer> {
  // What was cancelled while it waited in the queue is not begun.
  await yielded();
  if (signal.aborted) return { id, cancelled: true };
  const pause = async (): Promise<void> => {
    await yielded();
    signal.throwIfAborted();
  };
  const body = service[method] as (...all: unknown[]) => unknown;
  try {
    return { id, result: await body.call(service, ...(parameters as unknown[]), pause) };
  } catch (error) {
    if (signal.aborted) return { id, cancelled: true };
    throw error;
  }
}

/** After the messages that have come meanwhile. */
function yielded(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The thread that parses, checks and answers, so that the extension host never waits for a megabyte of YAML. */
import { parentPort } from 'node:worker_threads';
import type { AuthoringCommands } from '../../authoring/service/authoring-commands.ts';
import { AuthoringService } from '../../authoring/service/authoring-service.ts';
import type { Answer, Call } from './authoring-calls.ts';

const port = parentPort;
if (!port) throw new Error('This module runs in a worker thread.');

const service = new AuthoringService();
let commands: Promise<AuthoringCommands> | undefined;
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
  const owner = method in service ? service : await loadedCommands();
  const body = (owner as unknown as Record<string, (...all: unknown[]) => unknown>)[method];
  if (!body) throw new Error(`The authoring thread has no method ${method}.`);
  try {
    return { id, result: await body.call(owner, ...(parameters as unknown[]), pause) };
  } catch (error) {
    if (signal.aborted) return { id, cancelled: true };
    throw error;
  }
}

/** Loaded with the first command: the language features need none of it. */
function loadedCommands(): Promise<AuthoringCommands> {
  commands ??= import('../../authoring/service/authoring-commands.ts').then((module) => new module.AuthoringCommands());
  return commands;
}

/** After the messages that have come meanwhile. */
function yielded(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

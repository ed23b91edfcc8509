/** Waiting for what a window shows, with a failure that tells what it showed instead. */
import { type Locator } from 'playwright-core';

/** A string must be the whole text, a pattern is searched for. */
export type Text = string | RegExp;

export function matches(wanted: Text, actual: string): boolean {
  return typeof wanted === 'string' ? wanted === actual : wanted.test(actual);
}

export const patience = 20_000;

/**
 * Asks until the answer is not false or undefined, and returns it.
 * @throws after `timeout` milliseconds, naming what was awaited and what `seen` says is there.
 */
export async function poll<T>(
  what: string,
  ask: () => Promise<T | false | undefined>,
  seen: () => Promise<string> = () => Promise.resolve(''),
  timeout = patience,
): Promise<T> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${timeout / 1000} s for ${what}; ${await seen()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * The label of a row or tab without its description; undefined when the row is gone by now. VS Code splits file names
 * into two elements, name and suffix.
 */
export async function labelOf(row: Locator): Promise<string | undefined> {
  const label = row.locator('.monaco-icon-label-container').first();
  const parts = await label.locator('.monaco-icon-name-container, .monaco-icon-suffix-container').allTextContents().catch(() => []);
  return parts.length === 0 ? undefined : parts.join('').trim();
}

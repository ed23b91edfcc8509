/** Times, and what is printed of them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Milliseconds. */
export function timed<T>(body: () => T): { readonly ms: number; readonly result: T } {
  const start = performance.now();
  const result = body();
  return { ms: performance.now() - start, result };
}

export async function timedAsync<T>(body: () => Promise<T>): Promise<{ readonly ms: number; readonly result: T }> {
  const start = performance.now();
  const result = await body();
  return { ms: performance.now() - start, result };
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export interface ProcessRun {
  readonly ms: number;
  readonly peakMb: number;
  readonly status: number | null;
  readonly stderr: string;
}

/** A Node program as a whole process: start, work and end. */
export function runProcess(args: readonly string[], options: { readonly cwd?: string } = {}): ProcessRun {
  const scratch = mkdtempSync(join(tmpdir(), 'connector-studio-bench-'));
  const memory = join(scratch, 'memory');
  const hook = pathToFileURL(join(import.meta.dirname, 'peak-memory.mjs')).href;
  try {
    const { ms, result } = timed(() => spawnSync(process.execPath, ['--import', hook, ...args], {
      cwd: options.cwd,
      env: { ...process.env, BENCH_MEMORY: memory, NO_COLOR: '1', REDOCLY_TELEMETRY: 'off' },
      stdio: ['ignore', 'ignore', 'pipe'],
      maxBuffer: 1 << 28,
      encoding: 'utf8',
    }));
    const peakMb = Number(readFileSync(memory, 'utf8')) / 1024;
    return { ms, peakMb, status: result.status, stderr: result.stderr };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

export function row(...cells: readonly (string | number)[]): string {
  return cells.map((cell, at) => (at === 0 ? String(cell).padEnd(44) : (typeof cell === 'number' ? cell.toFixed(cell < 10 ? 2 : 1) : cell).padStart(12))).join('');
}

/**
 * Spoilt connectors through the whole check: it never throws, never hangs, its ranges are in the text, and its fixes can
 * be asked for and applied. `FUZZ=30000` for more of them than `npm test` has time for, `FUZZ_SEED=` for others.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { spoiltConnector } from './fuzz/connector-mutations.ts';
import { samples, type Sample } from './fuzz/connector-samples.ts';
import { look } from './fuzz/look-at-connector.ts';
import { seeded } from './mutations/mutation.ts';

const ROUNDS = Number(process.env['FUZZ'] ?? 10_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20261125);

/** Fixes of all findings together cost more than the findings; of every so many connectors they are applied as well. */
const APPLIED_EVERY = 10;

async function fuzz(originals: readonly Sample[], rounds: number, seed: number): Promise<void> {
  const random = seeded(seed);
  let silent = 0;
  for (let round = 0; round < rounds; round++) {
    const sample = originals[round % originals.length] as Sample;
    const texts = spoiltConnector(sample, random);
    try {
      if (await look(texts, sample.format, round % APPLIED_EVERY === 0) === 0) silent++;
    } catch (error) {
      throw new Error(`Round ${round} of seed ${seed}, ${sample.name} in ${sample.format}: ${JSON.stringify(texts).slice(0, 4_000)}`, { cause: error });
    }
  }
  assert.ok(rounds === 0 || silent < rounds / 2, `${silent} of ${rounds} spoilt connectors raised nothing`);
}

const { small, middling, large } = samples();

/** Bytes in use, with nothing counted that is only waiting to be collected. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

test(`${ROUNDS} spoilt connectors`, async () => {
  // What is loaded and compiled on first use is no growth.
  await fuzz(small, 200, SEED + 1);
  const before = heapInUse();
  const [most, some, few] = [Math.ceil(ROUNDS * 0.9735), Math.floor(ROUNDS * 0.026), Math.floor(ROUNDS * 0.0005)];
  await fuzz(small, most, SEED);
  if (middling.length > 0) await fuzz(middling, some, SEED);
  if (large.length > 0) await fuzz(large, few, SEED);
  const grown = (heapInUse() - before) / 1e6;
  assert.ok(grown < 60, `${grown.toFixed(1)} MB more on the heap`);
});

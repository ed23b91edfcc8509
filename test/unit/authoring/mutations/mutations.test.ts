/**
 * Published connectors, broken by each rule at random places: what is found, whether at the right place and by that rule
 * alone, and whether its fixes mend it. `MUTATIONS` sets the tries for each rule, `RULE` picks one, `SEED` another dice.
 */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { rules } from '../../../../src/authoring/rules/index.ts';
import { modelOf, publishedConnectors, withoutCorpus } from '../../../corpus/published-connectors.ts';
import { mutations } from './index.ts';
import { seeded, type Mutation } from './mutation.ts';
import { check, tryMutation, type Sound } from './trial.ts';

const TRIES = Number(process.env['MUTATIONS'] ?? 12);
const SEED = Number(process.env['SEED'] ?? 20261125);
const only = process.env['RULE'];
/** Larger ones cost time and have the same places. */
const LARGEST = 120_000;
const NEEDED_RECALL = 0.99;

/** Rules about which a random break says nothing: see the reason. */
const WITHOUT_MUTATION: Readonly<Record<string, string>> = {
  'file-missing': 'A mutation changes files; this rule speaks of those that are not there.',
  'readme-missing': 'The development copies of published connectors come without their readmes, so it speaks of each before any break.',
};

describe('mutated published connectors', { skip: withoutCorpus }, () => {
  const sound: Sound[] = [];
  before(async () => {
    for (const published of publishedConnectors()) {
      if ((published.texts.definition?.length ?? 0) > LARGEST) continue;
      const model = modelOf(published);
      const diagnostics = await check(model);
      // Broken files are no ground to break further.
      if (model.definition && model.properties && !diagnostics.some(({ severity }) => severity === 'error')) sound.push({ published, model, diagnostics });
    }
  });

  test('every rule has a mutation', () => {
    const mutated = new Set(mutations.map(({ rule }) => rule));
    assert.deepEqual(rules.map(({ id }) => id).filter((id) => !mutated.has(id) && WITHOUT_MUTATION[id] === undefined), []);
    assert.deepEqual([...mutated].filter((rule) => !rules.some(({ id }) => id === rule)), []);
  });

  for (const mutation of mutations.filter(({ rule }) => only === undefined || rule === only)) {
    test(mutation.rule, () => runTrials(mutation, sound));
  }
});

async function runTrials(mutation: Mutation, sound: readonly Sound[]): Promise<void> {
  const random = seeded(SEED + [...mutation.rule].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7));
  let tried = 0;
  let found = 0;
  const faults: string[] = [];
  for (let attempt = 0; attempt < TRIES * 40 && tried < TRIES; attempt++) {
    const one = random.one(sound);
    if (!one) break;
    const trial = await tryMutation(mutation, one, random);
    if (trial.outcome === 'noPlace') continue;
    tried++;
    if (trial.found) found++;
    else faults.push(`${one.published.name}: not found`);
    faults.push(...trial.faults.map((fault) => `${one.published.name}: ${fault}`));
  }
  assert.ok(tried > 0, 'no connector has a place for this mutation');
  assert.ok(found / tried >= NEEDED_RECALL && faults.length === 0, `${found} of ${tried} found\n${faults.slice(0, 12).join('\n')}`);
}

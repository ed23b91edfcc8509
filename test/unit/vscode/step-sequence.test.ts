import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { askInOrder, forgetOnChange, GoBack, type Step, type StepPosition } from '../../../src/vscode/wizard/step-sequence.ts';

interface Answers {
  readonly animal?: string;
  readonly breed?: string;
  readonly name?: string;
}

/** A prompt that answers from a script; `back` stands for the Back button. */
type Prompt = (question: string) => string;

function scripted(script: readonly string[]) {
  const left = [...script];
  const transcript: string[] = [];
  const promptAt = ({ step, totalSteps }: StepPosition): Prompt => (question) => {
    transcript.push(`${step}/${totalSteps} ${question}`);
    const answer = left.shift();
    assert.ok(answer !== undefined, `no answer left for ${question}`);
    if (answer === 'back') throw new GoBack();
    return answer;
  };
  return { promptAt, transcript };
}

const askAnimal: Step<Answers, Prompt> = { ask: async (_answers, prompt) => ({ animal: prompt('animal') }) };
const askBreed: Step<Answers, Prompt> = {
  when: ({ animal }) => animal === 'dog',
  ask: async ({ breed }, prompt) => ({ breed: prompt(breed === undefined ? 'breed' : `breed (${breed})`) }),
};
const askName: Step<Answers, Prompt> = { ask: async ({ name }, prompt) => ({ name: prompt(name === undefined ? 'name' : `name (${name})`) }) };
const steps = [askAnimal, askBreed, askName];

suite('step sequence', () => {
  test('asks in order and counts only the questions that arise', async () => {
    const { promptAt, transcript } = scripted(['cat', 'Tom']);
    assert.deepEqual(await askInOrder<Answers, Prompt>({}, steps, promptAt), { animal: 'cat', name: 'Tom' });
    assert.deepEqual(transcript, ['1/2 animal', '2/2 name']);
  });

  test('counts a question again once it arises', async () => {
    const { promptAt, transcript } = scripted(['dog', 'pug', 'Rex']);
    assert.deepEqual(await askInOrder<Answers, Prompt>({}, steps, promptAt), { animal: 'dog', breed: 'pug', name: 'Rex' });
    assert.deepEqual(transcript, ['1/2 animal', '2/3 breed', '3/3 name']);
  });

  test('Back returns to the last question asked, passes over the others, and keeps answers', async () => {
    const { promptAt, transcript } = scripted(['dog', 'pug', 'back', 'back', 'cat', 'Tom']);
    const answers = await askInOrder<Answers, Prompt>({}, steps, promptAt);
    assert.deepEqual(answers, { animal: 'cat', breed: 'pug', name: 'Tom' });
    assert.deepEqual(transcript, ['1/2 animal', '2/3 breed', '3/3 name', '2/3 breed (pug)', '1/3 animal', '2/2 name']);
  });

  test('Back from the first question reaches the caller', async () => {
    const { promptAt } = scripted(['back']);
    await assert.rejects(askInOrder<Answers, Prompt>({}, steps, promptAt), GoBack);
  });

  test('an error ends the sequence', async () => {
    const failing: Step<Answers, Prompt> = { ask: async () => { throw new Error('offline'); } };
    const { promptAt } = scripted(['cat']);
    await assert.rejects(askInOrder<Answers, Prompt>({}, [askAnimal, failing], promptAt), /offline/);
  });

  test('a changed answer drops those that depend on it, an unchanged one keeps them', async () => {
    const step = forgetOnChange(askAnimal, ({ animal }) => animal, ['breed']);
    const changed = scripted(['cat']);
    assert.deepEqual(await askInOrder<Answers, Prompt>({ animal: 'dog', breed: 'pug', name: 'Rex' }, [step], changed.promptAt), { animal: 'cat', breed: undefined, name: 'Rex' });
    const same = scripted(['dog']);
    assert.deepEqual(await askInOrder<Answers, Prompt>({ animal: 'dog', breed: 'pug' }, [step], same.promptAt), { animal: 'dog', breed: 'pug' });
  });
});

/** Comments that switch rules off, in one line or for the rest of a file. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { modelOfTexts } from '../../../src/authoring/model/build-model.ts';
import { isSuppressed, suppressionsOf } from '../../../src/authoring/suppressions.ts';

const FOLDER = 'file:///connectors/Shelf';

/** The numbers of the lines in which a rule is switched off, from 1. */
function silentLines(definition: string, rule = 'a-rule'): number[] {
  const files = { folder: FOLDER, folderName: 'Shelf', definition: `${FOLDER}/apiDefinition.swagger.yaml` };
  const suppressions = suppressionsOf(modelOfTexts(files, { definition }));
  const lines = definition.split('\n');
  return lines.flatMap((_line, index) => {
    const start = lines.slice(0, index).join('\n').length + (index === 0 ? 0 : 1);
    return isSuppressed(suppressions, 'definition', start, rule) ? [index + 1] : [];
  });
}

describe('reach', () => {
  test('the next line', () => {
    assert.deepEqual(silentLines('one: 1\n# connector-studio-disable-next-line a-rule\ntwo: 2\nthree: 3\n'), [3]);
    assert.deepEqual(silentLines('one: 1\r\n# connector-studio-disable-next-line a-rule\r\ntwo: 2\r\nthree: 3\r\n'), [3]);
  });

  test('the same line, from its beginning', () => {
    assert.deepEqual(silentLines('one: 1\ntwo: 2 # connector-studio-disable-line a-rule\nthree: 3\n'), [2]);
    assert.deepEqual(silentLines('# connector-studio-disable-line a-rule\ntwo: 2'), [1]);
  });

  test('the rest of the file, from the comment on', () => {
    assert.deepEqual(silentLines('one: 1\n# connector-studio-disable a-rule\ntwo: 2\nthree: 3'), [2, 3, 4]);
  });

  test('the last line, with or without a line break after it', () => {
    assert.deepEqual(silentLines('one: 1\n# connector-studio-disable-next-line a-rule\ntwo: 2'), [3]);
    assert.deepEqual(silentLines('one: 1 # connector-studio-disable-line a-rule'), [1]);
    assert.deepEqual(silentLines('one: 1\n# connector-studio-disable-next-line a-rule'), []);
  });
});

describe('rules', () => {
  test('all of them where none is named', () => {
    assert.deepEqual(silentLines('# connector-studio-disable-next-line\none: 1\n'), [2]);
  });

  test('several, with commas or blanks between', () => {
    for (const list of ['other, a-rule', 'other a-rule', ': a-rule,other']) assert.deepEqual(silentLines(`# connector-studio-disable-next-line ${list}\none: 1\n`), [2]);
  });

  test('no other than the named ones', () => {
    assert.deepEqual(silentLines('# connector-studio-disable-next-line a-rule-too, other\none: 1\n'), []);
  });

  test('a reason after two hyphens names no rule', () => {
    assert.deepEqual(silentLines('# connector-studio-disable-next-line a-rule -- the service wants it so\none: 1\n'), [2]);
    assert.deepEqual(silentLines('# connector-studio-disable-next-line -- the service wants it so\none: 1\n'), [2]);
  });

  test('another word is no directive', () => {
    assert.deepEqual(silentLines('# connector-studio-disabled\n# connector-studio-disable-lines\n# connector-studio-disable_x\none: 1\n'), []);
    assert.deepEqual(silentLines('one: connector-studio-disable a-rule\ntwo: 2\n'), []);
  });
});

test('comments of other files count there only, and scripts have // and /*', () => {
  const files = { folder: FOLDER, folderName: 'Shelf', definition: `${FOLDER}/apiDefinition.swagger.json`, properties: `${FOLDER}/apiProperties.json`, script: `${FOLDER}/script.csx` };
  const script = '// connector-studio-disable-next-line a-rule\nclass A {}\nclass B {} /* connector-studio-disable-line a-rule */\nclass C {}\n';
  const suppressions = suppressionsOf(modelOfTexts(files, { definition: '{\n// connector-studio-disable a-rule\n}', properties: '{}', script }));
  assert.equal(isSuppressed(suppressions, 'definition', 40, 'a-rule'), true);
  assert.equal(isSuppressed(suppressions, 'properties', 1, 'a-rule'), false);
  assert.equal(isSuppressed(suppressions, 'settings', 1, 'a-rule'), false);
  const at = (text: string): boolean => isSuppressed(suppressions, 'script', script.indexOf(text), 'a-rule');
  assert.deepEqual(['class A', 'class B', 'class C'].map(at), [true, true, false]);
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FileFormat, Pointer } from '../../../src/connector/connector.ts';
import { EditSequence } from '../../../src/connector/edit-sequence.ts';
import { parseDocument } from '../../../src/connector/syntax-tree.ts';
import { DocumentNotEditableError, applyTextEdits, removeValueEdits, setValueEdits } from '../../../src/connector/text-edits.ts';

function set(format: FileFormat, text: string, pointer: Pointer, value: unknown): string {
  return applyTextEdits(text, setValueEdits(parseDocument(text, format), pointer, value));
}

function remove(format: FileFormat, text: string, pointer: Pointer): string {
  return applyTextEdits(text, removeValueEdits(parseDocument(text, format), pointer));
}

describe('JSON', () => {
  const json = (text: string, pointer: Pointer, value: unknown): string => set('json', text, pointer, value);

  test('a value is replaced and nothing else', () => {
    assert.equal(json('\uFEFF{\r\n\t"a" : 1, // one\r\n\t"b":2\r\n}', ['a'], 'x'), '\uFEFF{\r\n\t"a" : "x", // one\r\n\t"b":2\r\n}');
  });

  test('a member is added in the indentation and line breaks of the text', () => {
    assert.equal(json('{\r\n\t"a": {\r\n\t\t"b": 1\r\n\t}\r\n}', ['a', 'c'], { d: [1] }), '{\r\n\t"a": {\r\n\t\t"b": 1,\r\n\t\t"c": {\r\n\t\t\t"d": [\r\n\t\t\t\t1\r\n\t\t\t]\r\n\t\t}\r\n\t}\r\n}');
    assert.equal(json('{\n    "a": {}\n}\n', ['a', 'b'], 1), '{\n    "a": {\n        "b": 1\n    }\n}\n');
  });

  test('one-line texts stay on one line, with or without spaces', () => {
    assert.equal(json('{"a":1}', ['b'], { c: [1, 2] }), '{"a":1,"b":{"c":[1,2]}}');
    assert.equal(json('{ "a": 1 }', ['b'], { c: [1, 2] }), '{ "a": 1, "b": { "c": [1, 2] } }');
    assert.equal(json('{\n  "a": { "value": "x" }\n}', ['a', 'more'], true), '{\n  "a": { "value": "x", "more": true }\n}');
  });

  test('comments stay with the line they are on', () => {
    assert.equal(json('{\n  "a": 1 // one\n  // end\n}', ['b'], 2), '{\n  "a": 1, // one\n  // end\n  "b": 2\n}');
    assert.equal(json('{\n  // none yet\n}', ['b'], 2), '{\n  // none yet\n  "b": 2\n}');
    assert.equal(json('{\n  "a": 1, // one\n}', ['b'], 2), '{\n  "a": 1, // one\n  "b": 2\n}');
  });

  test('a removed member takes its line, its comma and its comment along', () => {
    const text = '{\n  "a": 1, // one\n  // about b\n  "b": 2, // two\n  "c": { "d": 1, "e": 2 } // three\n}\n';
    assert.equal(remove('json', text, ['a']), '{\n  // about b\n  "b": 2, // two\n  "c": { "d": 1, "e": 2 } // three\n}\n');
    assert.equal(remove('json', text, ['b']), '{\n  "a": 1, // one\n  // about b\n  "c": { "d": 1, "e": 2 } // three\n}\n');
    assert.equal(remove('json', text, ['c']), '{\n  "a": 1, // one\n  // about b\n  "b": 2 // two\n}\n');
    assert.equal(remove('json', text, ['c', 'd']), text.replace('"d": 1, ', ''));
    assert.equal(remove('json', text, ['c', 'e']), text.replace(', "e": 2', ''));
    assert.equal(remove('json', '{\n  "a": {\n    "b": 1\n  }\n}', ['a', 'b']), '{\n  "a": {}\n}');
    assert.equal(remove('json', '{"a":[1,2,3]}', ['a', 1]), '{"a":[1,3]}');
  });

  test('of a doubled key the one that counts is set, and all are removed', () => {
    assert.equal(json('{"a":1,"b":2,"a":3}', ['a'], 4), '{"a":1,"b":2,"a":4}');
    assert.equal(remove('json', '{"a":1,"b":2,"a":3}', ['a']), '{"b":2}');
  });

  test('objects are made on the way', () => {
    assert.equal(json('{}', ['a', 'b'], 1), '{"a":{"b":1}}');
    assert.equal(json('{\n  "a": null\n}', ['a', 'b'], 1), '{\n  "a": {\n    "b": 1\n  }\n}');
    assert.equal(json('', ['a'], 1), '{\n  "a": 1\n}\n');
  });

  test('setting an object touches only what differs', () => {
    const text = '{\n  "x": {\n    "keep": [1,2],   // mine\n    "change": 1,\n    "go": 0\n  }\n}';
    assert.equal(json(text, ['x'], { keep: [1, 2], change: 2, come: 'y' }), '{\n  "x": {\n    "keep": [1,2],   // mine\n    "change": 2,\n    "come": "y"\n  }\n}');
    assert.deepEqual(setValueEdits(parseDocument(text, 'json'), ['x'], { change: 1, go: 0, keep: [1, 2] }), []);
  });

  test('items are changed, added and dropped one by one', () => {
    assert.equal(json('{\n  "s": [\n    "a", // first\n    "b"\n  ]\n}', ['s'], ['a', 'c', 'd']), '{\n  "s": [\n    "a", // first\n    "c",\n    "d"\n  ]\n}');
    assert.equal(json('{"s":["a","b","c"]}', ['s'], ['a']), '{"s":["a"]}');
  });
});

describe('YAML', () => {
  const yaml = (text: string, pointer: Pointer, value: unknown): string => set('yaml', text, pointer, value);

  test('a value keeps its quotes, its comment and its neighbours', () => {
    assert.equal(yaml("a: 'x' # why\nb:   y\nc: \"z\"\n", ['a'], "it's"), "a: 'it''s' # why\nb:   y\nc: \"z\"\n");
    assert.equal(yaml('a: x # why\r\nb: y', ['a'], 'no: 1'), 'a: "no: 1" # why\r\nb: y');
    assert.equal(yaml('a: "z"\n', ['a'], 'q"'), 'a: "q\\""\n');
  });

  test('text that reads as something else is quoted', () => {
    for (const value of ['true', 'null', '12', '1e3', '', '~', '# x', '- x']) {
      const text = yaml('a: x\n', ['a'], value);
      assert.deepEqual(parseDocument(text, 'yaml').root?.members?.[0]?.value.value, value, text);
    }
  });

  test('a member is added at the end of its mapping, before comments and blank lines that follow', () => {
    const text = '# head\r\na:\r\n    b: 1 # one\r\n\r\n    # more to come\r\nc: 2\r\n';
    assert.equal(yaml(text, ['a', 'd'], { e: ['f'] }), '# head\r\na:\r\n    b: 1 # one\r\n    d:\r\n        e:\r\n            - f\r\n\r\n    # more to come\r\nc: 2\r\n');
  });

  test('a mapping that shares a line with a dash', () => {
    const text = '- name: x\n  value: 1\n- name: y\n';
    assert.equal(yaml(text, [1, 'value'], 2), '- name: x\n  value: 1\n- name: y\n  value: 2\n');
    assert.equal(remove('yaml', text, [0, 'name']), '- value: 1\n- name: y\n');
    assert.equal(remove('yaml', text, [1, 'name']), '- name: x\n  value: 1\n- {}\n');
    assert.equal(remove('yaml', text, [0]), '- name: y\n');
  });

  test('the last member to go leaves the comments above it', () => {
    assert.equal(remove('yaml', 'a:\n  # why\n  b: 1 # one\nc: 2\n', ['a', 'b']), 'a:\n  # why\n  {} # one\nc: 2\n');
    assert.equal(remove('yaml', 'a:\n- b\nc: 2\n', ['a', 0]), 'a: []\nc: 2\n');
  });

  test('brackets stay brackets', () => {
    assert.equal(yaml('a: {b: 1, c: [x]} # flow\n', ['a', 'd'], 'y'), 'a: {b: 1, c: [x], "d": "y"} # flow\n');
    assert.equal(yaml('a: {b: 1, c: [x]}\n', ['a', 'c', 1], 'y'), 'a: {b: 1, c: [x, "y"]}\n');
    assert.equal(remove('yaml', 'a: {b: 1, c: [x]}\n', ['a', 'b']), 'a: {c: [x]}\n');
    assert.equal(yaml('a: {}\nb: 1\n', ['a', 'c'], 'x'), 'a:\n  c: x\nb: 1\n');
    assert.equal(yaml('{\n  "a": 1 # one\n}\n', ['b'], 2), '{\n  "a": 1, # one\n  "b": 2\n}\n');
  });

  test('scalars in blocks', () => {
    const text = 'a: |\n  one\n  two\n\nb: >-\n  three\n  four\n';
    assert.equal(yaml(text, ['c'], 1), `${text}c: 1\n`);
    assert.equal(yaml(text, ['a'], 'x'), 'a: x\n\nb: >-\n  three\n  four\n');
    assert.equal(remove('yaml', text, ['b']), 'a: |\n  one\n  two\n\n');
  });

  test('values that are left out', () => {
    assert.equal(yaml('a:\nb: 1\n', ['a'], 'x'), 'a: x\nb: 1\n');
    assert.equal(yaml('a: # why\nb: 1\n', ['a'], { c: 1 }), 'a:\n  c: 1 # why\nb: 1\n');
    assert.equal(yaml('', ['a', 'b'], 1), 'a:\n  b: 1\n');
    assert.equal(yaml('# only this\n', ['a'], 1), '# only this\na: 1\n');
  });

  test('the last line without a line break stays without', () => {
    assert.equal(yaml('a: 1', ['b'], 2), 'a: 1\nb: 2');
    assert.equal(remove('yaml', 'a: 1\r\nb: 2', ['b']), 'a: 1');
  });

  test('a change through an alias leaves the anchor alone', () => {
    const text = 'base: &x\n  k: 1\nuse: *x\n';
    assert.equal(yaml(text, ['use', 'k'], 2), 'base: &x\n  k: 1\nuse:\n  k: 2\n');
    assert.equal(remove('yaml', text, ['use', 'k']), 'base: &x\n  k: 1\nuse: {}\n');
    assert.equal(remove('yaml', text, ['base', 'n', 'o']), text);
    assert.throws(() => yaml(text, ['base', 'n'], 1), DocumentNotEditableError, 'it would change what the alias reads as');
  });
});

describe('refusals', () => {
  test('a text with a syntax error is not edited', () => {
    for (const [format, text] of [['json', '{"a": 1 "b": 2}'], ['yaml', 'a: [1\nb: 2\n']] as const) {
      assert.throws(() => setValueEdits(parseDocument(text, format), ['a'], 2), DocumentNotEditableError);
      assert.throws(() => removeValueEdits(parseDocument(text, format), ['a']), DocumentNotEditableError);
    }
  });

  test('an edit whose result would read differently is withheld', () => {
    // Dropping the anchored value leaves the alias without meaning.
    assert.throws(() => remove('yaml', 'a: &x 1\nb: *x\n', ['a']), DocumentNotEditableError);
  });

  test('nothing to remove is nothing to do', () => {
    assert.deepEqual(removeValueEdits(parseDocument('{"a":1}', 'json'), ['b', 'c']), []);
    assert.deepEqual(removeValueEdits(parseDocument('{"a":1}', 'json'), []), []);
  });
});

describe('sets of edits', () => {
  test('overlapping edits are refused, touching ones are applied in order', () => {
    const at = (start: number, end: number, newText: string) => ({ range: { start, end }, newText });
    assert.equal(applyTextEdits('abcd', [at(3, 3, 'X'), at(0, 1, ''), at(1, 3, 'Y')]), 'YXd');
    assert.throws(() => applyTextEdits('abcd', [at(0, 2, ''), at(1, 3, '')]), RangeError);
    assert.throws(() => applyTextEdits('abcd', [at(3, 5, '')]), RangeError);
  });

  test('a sequence tells the difference to the first text', () => {
    const sequence = new EditSequence('hello world');
    sequence.add([{ range: { start: 0, end: 5 }, newText: 'good night' }]);
    sequence.add([{ range: { start: 5, end: 10 }, newText: 'day' }, { range: { start: 11, end: 11 }, newText: 'big ' }]);
    assert.equal(sequence.text, 'good day big world');
    assert.deepEqual(sequence.edits(), [{ range: { start: 0, end: 5 }, newText: 'good day' }, { range: { start: 6, end: 6 }, newText: 'big ' }]);
    assert.equal(applyTextEdits('hello world', sequence.edits()), sequence.text);
  });
});

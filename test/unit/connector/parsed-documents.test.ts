import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ParsedDocuments } from '../../../src/connector/parsed-documents.ts';

test('a version is parsed once, and another version anew', () => {
  const documents = new ParsedDocuments();
  const first = documents.parse('file:///a.json', 1, 'json', '{"a":1}');
  assert.equal(documents.parse('file:///a.json', 1, 'json', '{"a":1}'), first);
  const second = documents.parse('file:///a.json', 2, 'json', '{"a":2}');
  assert.notEqual(second, first);
  assert.equal(second.root?.members?.[0]?.value.value, 2);
  assert.notEqual(documents.parse('file:///b.json', 2, 'json', '{"a":2}'), second);
});

test('the same version in another format is another tree', () => {
  const documents = new ParsedDocuments();
  assert.equal(documents.parse('file:///a', 1, 'json', '{}').format, 'json');
  assert.equal(documents.parse('file:///a', 1, 'yaml', '{}').format, 'yaml');
});

test('beyond the limit those go that were not used for longest', () => {
  const documents = new ParsedDocuments(20);
  const parse = (name: string) => documents.parse(name, 1, 'json', '{"a":123}');
  const [a, b] = [parse('a'), parse('b')];
  assert.equal(parse('a'), a);
  const c = parse('c');
  assert.equal(parse('a'), a);
  assert.equal(parse('c'), c);
  assert.notEqual(parse('b'), b);
});

test('a text beyond the limit is kept while it is the one in use', () => {
  const documents = new ParsedDocuments(5);
  const small = documents.parse('small', 1, 'json', '{}');
  const large = documents.parse('large', 1, 'json', '{"a":123}');
  assert.equal(documents.parse('large', 1, 'json', '{"a":123}'), large);
  assert.notEqual(documents.parse('small', 1, 'json', '{}'), small);
});

test('what is forgotten is parsed anew, and its length counts no more', () => {
  const documents = new ParsedDocuments(20);
  const parse = (name: string) => documents.parse(name, 1, 'json', '{"a":123}');
  const [a, b] = [parse('a'), parse('b')];
  documents.forget('a');
  documents.forget('never there');
  const c = parse('c');
  assert.equal(parse('b'), b);
  assert.equal(parse('c'), c);
  assert.notEqual(parse('a'), a);
});

test('a file that was closed and opened again counts its versions anew', () => {
  const documents = new ParsedDocuments();
  documents.parse('file:///a.json', 1, 'json', '{"a": 1}');
  assert.equal(documents.parse('file:///a.json', 1, 'json', '{"b": 1}').root?.members?.[0]?.key, 'b');
});

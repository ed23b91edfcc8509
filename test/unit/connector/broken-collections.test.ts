/** Adding to and removing from collections of broken texts: the edits lie in the text, apart from each other, and do what they say. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyTextEdits } from '../../../src/connector/edit-sequence.ts';
import { insertIntoFlow, removeFromFlow } from '../../../src/connector/flow-edits.ts';
import { parseDocument, type SyntaxDocument, type SyntaxNode } from '../../../src/connector/syntax-tree.ts';

function inner(document: SyntaxDocument): SyntaxNode {
  const node = document.root?.members?.[0]?.value;
  assert.ok(node);
  return node;
}

function inserted(text: string): string {
  const document = parseDocument(text, 'json');
  return applyTextEdits(text, insertIntoFlow(document, inner(document), 'b', 2));
}

function removed(text: string, index: number): string {
  const document = parseDocument(text, 'json');
  return applyTextEdits(text, removeFromFlow(document, inner(document), index));
}

describe('a bracket that is not closed', () => {
  test('gets its member at the end', () => {
    assert.equal(inserted('{"x": {'), '{"x": {"b":2');
    assert.equal(inserted('{"x": {"a": 1'), '{"x": {"a": 1, "b": 2');
    assert.equal(inserted('{"x": {"a": [1]'), '{"x": {"a": [1], "b": 2');
    assert.equal(inserted('{\n  "x": {'), '{\n  "x": {\n    "b": 2\n  ');
  });

  test('loses its member and nothing else', () => {
    assert.equal(removed('{"x": {"a": 1', 0), '{"x": {');
    assert.equal(removed('{"x": {"a": [1]', 0), '{"x": {');
    assert.equal(removed('{"x": {"a": 1, "b": {}', 1), '{"x": {"a": 1');
  });
});

describe('members without a comma between them', () => {
  test('the last one goes without it', () => {
    assert.equal(removed('{"x": {"a": 1 "b": 2}}', 1), '{"x": {"a": 1 }}');
    assert.equal(removed('{\n  "x": {\n    "a": 1\n    "b": 2\n  }\n}', 1), '{\n  "x": {\n    "a": 1\n  }\n}');
    assert.equal(removed('{\n  "x": {\n    "a": 1,/\n    "b": 2\n  }\n}', 1), '{\n  "x": {\n    "a": 1/\n  }\n}');
    assert.equal(removed('{\n  "x": {\n    "a": 1/\n    "b": 2\n  }\n}', 1), '{\n  "x": {\n    "a": 1/\n  }\n}');
  });
});

/** What a quick fix leaves alone: what other places of the text stand on. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { insertItem, insertMember, removeItem, removeMember, replaceMemberValue } from '../../../../src/authoring/fixes/node-edits.ts';
import { memberOf } from '../../../../src/authoring/model/nodes.ts';
import { applyTextEdits } from '../../../../src/connector/edit-sequence.ts';
import { parseDocument, type SyntaxDocument, type SyntaxMember, type SyntaxNode } from '../../../../src/connector/syntax-tree.ts';

function yaml(text: string): { readonly document: SyntaxDocument; readonly root: SyntaxNode; readonly member: (key: string) => SyntaxMember } {
  const document = parseDocument(text, 'yaml');
  const { root } = document;
  assert.ok(root);
  const member = (key: string): SyntaxMember => memberOf(root, key) ?? assert.fail(`no ${key}`);
  return { document, root, member };
}

describe('an anchor that aliases name', () => {
  const text = 'a: &x\n  b: [1, &y 2]\nc: *x\nd: *y\n';

  test('is not removed, nor what holds it', () => {
    const { document, root, member } = yaml(text);
    assert.deepEqual(removeMember(document, root, member('a')), []);
    const list = memberOf(member('a').value, 'b')?.value;
    assert.ok(list?.items?.[1]);
    assert.deepEqual(removeItem(document, list, list.items[1]), []);
  });

  test('is not replaced', () => {
    const { document, root, member } = yaml(text);
    assert.deepEqual(replaceMemberValue(document, root, member('a'), {}), []);
  });

  test('what has none, or one that nobody names, goes', () => {
    const { document, root, member } = yaml('a: &x 1\nb: "R&D"\nc: 2\n');
    assert.equal(applyTextEdits(document.text, removeMember(document, root, member('a'))), 'b: "R&D"\nc: 2\n');
    assert.equal(applyTextEdits(document.text, removeMember(document, root, member('b'))), 'a: &x 1\nc: 2\n');
    assert.equal(applyTextEdits(document.text, replaceMemberValue(document, root, member('c'), 3)), 'a: &x 1\nb: "R&D"\nc: 3\n');
  });

  test('an item goes with the anchor and the tag that stand before it', () => {
    for (const [text, index, left] of [['a: [1, &x 2]\n', 1, 'a: [1]\n'], ['a: [&x !!int 1, 2]\n', 0, 'a: [2]\n'], ['a: [1, &x {b: 1}, 3]\n', 1, 'a: [1, 3]\n'], ['a:\n  - &x 1\n  - 2\n', 0, 'a:\n  - 2\n']] as const) {
      const { document, member } = yaml(text);
      const list = member('a').value;
      assert.ok(list.items?.[index]);
      assert.equal(applyTextEdits(text, removeItem(document, list, list.items[index])), left);
    }
  });

  test('aliases themselves go', () => {
    const { document, root, member } = yaml(text);
    assert.equal(applyTextEdits(text, removeMember(document, root, member('d'))), 'a: &x\n  b: [1, &y 2]\nc: *x\n');
  });
});

test('nothing is added to a collection without its closing bracket', () => {
  for (const text of ['{"a": {', '{"a": {"b": 1', '{"a": {"b": [1]', '{"a": [', '{"a": [1, [2]']) {
    const document = parseDocument(text, 'json');
    const node = document.root?.members?.[0]?.value;
    assert.ok(node);
    assert.deepEqual(node.kind === 'array' ? insertItem(document, node, 1) : insertMember(document, node, 'c', 1), [], text);
  }
});

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { folderNameFor, folderNameProblem } from '../../../src/vscode/commands/folder-name.ts';

suite('folder name', () => {
  test('comes from the title', () => {
    assert.equal(folderNameFor('MS Graph - No Secret'), 'ms-graph-no-secret');
    assert.equal(folderNameFor('  Fahrpläne & Züge!  '), 'fahrpläne-züge');
    assert.equal(folderNameFor('データ連携'), 'データ連携');
    assert.equal(folderNameFor('../../etc/passwd'), 'etc-passwd');
    assert.equal(folderNameFor('!!!'), 'connector');
    assert.equal(folderNameFor('CON'), 'connector-con');
    assert.equal(folderNameFor('x'.repeat(200)).length, 60);
  });

  test('is accepted when typed', () => {
    for (const title of ['MS Graph', 'データ連携', 'CON', '😀', 'a'.repeat(100)]) assert.equal(folderNameProblem(folderNameFor(title)), undefined, title);
    assert.equal(folderNameProblem('My Connector'), undefined);
  });

  test('is refused when a file system would refuse or redirect it', () => {
    assert.equal(folderNameProblem(''), 'empty');
    assert.equal(folderNameProblem('a/b'), 'character');
    assert.equal(folderNameProblem('a\u0007'), 'character');
    assert.equal(folderNameProblem('..'), 'ending');
    assert.equal(folderNameProblem('aux.json'), 'reserved');
  });
});

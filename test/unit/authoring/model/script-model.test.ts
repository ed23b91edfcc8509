/** What is read from a script: its class, and the operations it names. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scriptModel } from '../../../../src/authoring/model/script-model.ts';

function idsIn(code: string): string[] {
  const model = scriptModel(code);
  for (const { id, range } of model.operationIds) assert.equal(code.slice(range.start, range.end), id);
  return model.operationIds.map(({ id, ignoresCase }) => (ignoresCase ? `${id} (any case)` : id));
}

describe('operations that a script names', () => {
  test('by comparison, both ways round', () => {
    assert.deepEqual(idsIn('if (this.Context.OperationId == "A" || "B" != Context.OperationId) {}'), ['A', 'B']);
  });

  test('by Equals, both ways round, with or without regard to case', () => {
    assert.deepEqual(idsIn('Context.OperationId.Equals("A")'), ['A']);
    assert.deepEqual(idsIn('Context.OperationId.Equals("A", StringComparison.OrdinalIgnoreCase)'), ['A (any case)']);
    assert.deepEqual(idsIn('"A".Equals(this.Context.OperationId, StringComparison.OrdinalIgnoreCase) || "B".Equals(Context.OperationId)'), ['A (any case)', 'B']);
    assert.deepEqual(idsIn('"A".Equals(Context.OperationId, StringComparison.Ordinal)'), ['A']);
  });

  test('in a switch statement and a switch expression', () => {
    assert.deepEqual(idsIn('switch (this.Context.OperationId) { case "A": { break; } case "B": break; } switch (other) { case "C": break; }'), ['A', 'B']);
    assert.deepEqual(idsIn('var x = Context.OperationId switch { "A" => 1, "B" => 2, _ => 0 };'), ['A', 'B']);
  });

  test('not by prefixes, nor in comments, nor in a switch over another case', () => {
    assert.deepEqual(idsIn('Context.OperationId.StartsWith("A") // == "B": OperationId == "C"\n/* OperationId == "D" */'), []);
    assert.deepEqual(idsIn('switch (Context.OperationId.ToLower()) { case "a": break; }'), []);
  });

  test('behind texts and comments that are not closed, and apostrophes of other kinds', () => {
    assert.deepEqual(idsIn('var a = "not closed\nOperationId == "A"; var b = \'"\'; var c = \'\\u0022\'; // "\nOperationId == "B"'), ['A', 'B']);
    assert.deepEqual(idsIn("#region Don't\nOperationId == \"A\"\n#endregion"), ['A']);
    assert.deepEqual(idsIn('OperationId == "A" /* OperationId == "B"'), ['A']);
  });

  test('once, where a switch stands in a switch', () => {
    assert.deepEqual(idsIn('switch (Context.OperationId) { case "A": switch (Context.OperationId) { case "B": break; } break; case "C": break; }'), ['A', 'B', 'C']);
  });
});

test('the class that the platform looks for', () => {
  assert.equal(scriptModel('public class Script : ScriptBase {}').hasScriptClass, true);
  assert.equal(scriptModel('public class Script: ScriptBase {}').hasScriptClass, true);
  assert.equal(scriptModel('public class script : ScriptBase {}').hasScriptClass, false);
  assert.equal(scriptModel('// class Script : ScriptBase').hasScriptClass, false);
});

/** Where a script names operations: used as an id, in lists of ids, or called the same by chance. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scriptMentions } from '../../../../src/authoring/model/script-mentions.ts';
import { modelOf, publishedConnectors, withoutCorpus } from '../../../corpus/published-connectors.ts';
import { threadTime } from '../../connector/thread-time.ts';
import { connectorOfTexts } from '../features/marked-connector.ts';

const IDS = ['GetItem', 'ListItems', 'PutItem', 'search'];
const definition = `paths:\n${IDS.map((id) => `  /${id}: { get: { operationId: ${id} } }`).join('\n')}`;

/** Ids that are mentioned for certain, and behind a question mark those that only may be. */
function mentioned(script: string): string[] {
  return scriptMentions(connectorOfTexts({ definition, script }, 'yaml')).map(({ id, range, certain }) => {
    assert.equal(script.slice(range.start, range.end).toLowerCase(), id.toLowerCase());
    assert.equal(script.charAt(range.start - 1), '"');
    return certain ? id : `${id}?`;
  });
}

describe('operations are named for certain', () => {
  for (const [name, script, expected] of [
    ['by comparisons with the operation id', 'if (this.Context.OperationId == "GetItem" || "search" == Context.OperationId) {}', ['GetItem', 'search']],
    ['by comparisons with a variable that holds it', 'var id = this.Context.OperationId; if (id == "GetItem" || id.Equals("search") || "PutItem".Equals(id)) {}', ['GetItem', 'search', 'PutItem']],
    ['by comparisons with a parameter that is called so', 'bool Is(string operationId) => string.Equals(operationId, "getitem", StringComparison.OrdinalIgnoreCase) || String.Equals("search", operationId);', ['GetItem', 'search']],
    ['by a pattern', 'if (Context.OperationId is "GetItem" or "PutItem" or "search") {}', ['GetItem', 'PutItem', 'search']],
    ['in a switch over a variable', 'string id = Context.OperationId;\nswitch (id) { case "search": case "GetItem": { break; } default: break; }', ['search', 'GetItem']],
    ['in a switch over it in lower case', 'switch (Context.OperationId.ToLower()) { case "search": break; }', ['search']],
    ['in a switch expression', 'var x = operationId switch { "GetItem" or "search" => 1, "PutItem" => 2, _ => 0 };', ['GetItem', 'search', 'PutItem']],
    ['in a list that is asked for it at once', 'if (new[] { "search", "GetItem" }.Contains(this.Context.OperationId)) {}', ['search', 'GetItem']],
    ['in a list that is asked for it by its name', 'private static readonly HashSet<string> Handled = new HashSet<string> { "search" };\nif (Handled.Contains(Context.OperationId)) {}', ['search']],
    ['in a collection expression', 'string[] handled = ["GetItem", "search"]; var known = Array.IndexOf(handled, Context.OperationId) >= 0;', ['GetItem', 'search']],
    ['as the keys of a dictionary', 'var calls = new Dictionary<string, Func<Task>> { { "GetItem", Get }, { "search", Find } }; calls.TryGetValue(Context.OperationId, out var call);', ['GetItem', 'search']],
    ['as the keys of a dictionary with indexes', 'var calls = new Dictionary<string, Func<Task>> { ["GetItem"] = Get, ["search"] = Find }; await calls[this.Context.OperationId]();', ['GetItem', 'search']],
    ['in a list of nothing but ids', 'var names = new List<string>() { "GetItem", "search", @"PutItem" };', ['GetItem', 'search', 'PutItem']],
    ['by a constant that is compared', 'const string Find = "search"; if (Context.OperationId == Find) {}', ['search']],
    ['by a constant that is a case', 'const string Find = "search"; switch (Context.OperationId) { case Find: break; }', ['search']],
    ['as the value of a member operationId', 'var x = new JObject { ["operationId"] = "ListItems", ["title"] = "GetItem" }; new JProperty("operationId", "search");', ['ListItems', 'search']],
    ['behind comments and texts of any kind', 'var a = @"a ""GetItem"" b"; var b = $"{"GetItem"}"; // operationId == "GetItem"\n#region "GetItem"\nif (operationId == "PutItem") {}', ['PutItem']],
  ] as const) test(name, () => assert.deepEqual(mentioned(script), expected));
});

describe('a text of the same name', () => {
  test('may be one', () => {
    assert.deepEqual(mentioned('Handle("GetItem"); if (operationId.StartsWith("ListItems")) {} var other = new[] { "PutItem", "Nothing" };'), ['GetItem?', 'ListItems?', 'PutItem?']);
  });

  test('is none where it is an ordinary word', () => {
    assert.deepEqual(mentioned('Handle("search"); var words = new[] { "search", "find" }; var x = "search"; var verbs = new[] { "search", "search" };'), []);
  });

  test('is none where it names something else', () => {
    assert.deepEqual(mentioned(`
      var a = body["GetItem"]; body["GetItem"] = 1; body["kind"] = "GetItem";
      var b = json.Value<string>("GetItem") + json.SelectToken("PutItem") + json.GetValue("ListItems");
      var c = new JObject { ["GetItem"] = 1, ["PutItem"] = 2 };
      var d = new JProperty("GetItem", "PutItem");
      request.Headers.Add("GetItem", "x"); query["PutItem"] = "y";
      var e = "https://a.b/" + "GetItem"; this.Context.Logger.LogInformation("GetItem");
      throw new InvalidOperationException("GetItem");`), []);
  });

  test('needs a definition, but for what is compared', () => {
    const script = 'if (Context.OperationId == "GetItem") Handle("PutItem");';
    assert.deepEqual(scriptMentions(connectorOfTexts({ script }, 'yaml')).map(({ id, certain }) => [id, certain]), [['GetItem', true]]);
    assert.deepEqual(scriptMentions(connectorOfTexts({ definition }, 'yaml')), []);
  });
});

test('hostile scripts are read in time', () => {
  for (const piece of ['(', '{ "GetItem", ', '[', '("GetItem"', 'x.', 'operationId == ', '"GetItem" or ', 'case "GetItem": ', 'x = "GetItem"; ', '(]', '[(]', 'f("GetItem", ', 'Equals(operationId, "GetItem", ', '{ ["GetItem"] = ']) {
    const script = piece.repeat(200_000 / piece.length);
    const spent = threadTime(() => mentioned(script));
    assert.ok(spent < 2500, `${piece}: ${spent} ms`);
  }
});

test('published scripts: of the texts that are an id, nearly all are certain', { skip: withoutCorpus }, () => {
  let certain = 0;
  let unsure = 0;
  let all = 0;
  for (const published of publishedConnectors()) {
    const model = modelOf(published);
    if (!model.script || !model.definition) continue;
    const mentions = scriptMentions(model).filter(({ id }) => model.definition?.operationsById.has(id));
    certain += mentions.filter((mention) => mention.certain).length;
    unsure += mentions.filter((mention) => !mention.certain).length;
    for (const [, text = ''] of model.script.text.replaceAll(/\/\/[^\n]*/g, '').matchAll(/"([^"\\\n]+)"/g)) if (model.definition.operationsById.has(text)) all++;
  }
  assert.ok(all > 0 && certain >= all * 0.98 && certain + unsure >= all, `${certain} certain and ${unsure} unsure of ${all}`);
});

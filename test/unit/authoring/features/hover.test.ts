import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hoverAt } from '../../../../src/authoring/features/hover.ts';
import { code, plain, table } from '../../../../src/authoring/features/markdown.ts';
import { inBothFormats, marked, textOfRange, type Marked } from './marked-connector.ts';
import { shelfWith } from './shelf.ts';

function hovered(place: Marked): { origin: string; markdown: string } {
  const hover = hoverAt(place.connector, place.file, place.offset);
  assert.ok(hover, 'there is no hover');
  assert.ok(hover.range.start <= place.offset && place.offset <= hover.range.end);
  return { origin: textOfRange(place, place.file, hover.range), markdown: hover.markdown };
}

type Place = readonly [file: 'definition' | 'properties' | 'script', before: string, after: string, occurrence?: number];

const operation = `\`GetItem – GET /shelves/{shelfId}/items/{id}\`

**Get an item**

Gets one item\\.

| Parameter | In | Type |  |
|---|---|---|---|
| \`shelfId\` \\* | path | string |  |
| \`id\` \\* | path | string |  |
| \`region\` | query | string |  |
| \`X-Trace\` | header | string |  |

Used by 2 policies, 1 entry of scriptOperations, 1 place in the script.`;

const item = `**\`Item\`** object

| Field | Type |  |
|---|---|---|
| \`shelf\` | string |  |
| \`place\` | string |  |
| \`parts\` | array of Item |  |

3 references`;

const cases: readonly (readonly [string, Place, string, string | RegExp])[] = [
  ['an operation at its id', ['definition', 'operationId: GetItem', 'operationId: Get¦Item'], 'GetItem', operation],
  ['an operation in a policy', ['properties', '- GetItem\n          - PutItem', '- Get¦Item\n          - PutItem'], 'GetItem', operation],
  ['an operation in the script', ['script', '"GetItem"', '"Get¦Item"'], 'GetItem', operation],
  ['a definition at a reference', ['definition', "'#/definitions/Item'", "'#/defi¦nitions/Item'"], '#/definitions/Item', item],
  ['a definition at its key', ['definition', 'Item:\n    type: object', 'It¦em:\n    type: object'], 'Item', item],
  ['a shared parameter', ['definition', "'#/parameters/Language'", "'#/parameters/¦Language'"], '#/parameters/Language', '**`lang`** string in query\n\nParameter of 1 operation'],
  ['a shared response', ['definition', "'#/responses/Failure'", "'#/responses/Fai¦lure'"], '#/responses/Failure', '**`Failure`**\n\nFailed'],
  ['a security definition', ['definition', '- api_key: []', '- api¦_key: []'], 'api_key', /\*\*`api_key`\*\* security definition\n\ntype: `apiKey`/],
  ['a path parameter in the template', ['definition', '{shelfId}', '{shelf¦Id}'], 'shelfId', '**`shelfId`** string in path, required\n\nParameter of 2 operations'],
  ['the parameter of a called operation', ['definition', 'region:\n              parameter: region', 'reg¦ion:\n              parameter: region'], 'region', '**`region`** string in query, required\n\nParameter of 1 operation'],
  ['a connection parameter in an expression', ['properties', "@connectionParameters('region').shelf", "@connectionParameters('reg¦ion').shelf"], 'region', '**`region`** string connection parameter\n\nRegion\n\nWhere your shelves are\\.\n\nUsed in 2 expressions'],
  ['a claim', ['properties', "'token:tenantId'", "'token:resource¦Uri'"], 'token:resourceUri', '**`token:resourceUri`** OAuth setting\n\n`https://graph.microsoft.com`'],
  ['a policy template', ['properties', 'templateId: setheader', 'templateId: set¦header'], 'setheader', /^\*\*Set HTTP header\*\* `setheader`\n\n.*\n\nNeeds `name`, `value`\n\nTakes `existsAction`\n\nRuns on: .*\[Documentation\]\(https:\/\/learn\.microsoft\.com/s],
  ['a policy parameter', ['properties', 'x-ms-apimTemplateParameter.existsAction', 'x-ms-apimTemplateParameter.exists¦Action'], 'x-ms-apimTemplateParameter.existsAction', /Values: `override`, `skip`, `append`\n\nDefault: `override`/],
  ['an extension', ['definition', 'x-ms-visibility: internal', 'x-ms-visi¦bility: internal'], 'x-ms-visibility', /^\*\*`x-ms-visibility`\*\*\n\nShows an operation or field first .*Values: `important`, `advanced`, `internal`/s],
  ['an identity provider', ['properties', 'identityProvider: aad', 'identityProvider: a¦ad'], 'aad', /^\*\*Microsoft Entra ID\*\* `aad`/],
  ['a custom parameter', ['properties', 'loginUri:\n', 'login¦Uri:\n'], 'loginUri', /^\*\*`loginUri`\*\* – Microsoft Entra ID/],
];

describe('hover', () => {
  for (const [name, [file, before, after, occurrence], origin, markdown] of cases) {
    for (const [format, place] of inBothFormats(shelfWith(file, before, after, occurrence))) {
      test(`${name} (${format})`, () => {
        const found = hovered(place);
        assert.equal(found.origin, origin);
        if (typeof markdown === 'string') assert.equal(found.markdown, markdown);
        else assert.match(found.markdown, markdown);
      });
    }
  }

  test('nothing of prose, of unknown names and of data', () => {
    const places: readonly Place[] = [
      ['definition', 'summary: Get an item', 'summary: Get ¦an item'],
      ['definition', "'#/definitions/Item'", "'#/definitions/G¦one'"],
      ['properties', 'templateId: setheader', 'templateId: un¦known'],
      ['definition', 'swagger:', 'swag¦ger:'],
    ];
    for (const [file, before, after] of places) {
      for (const [, { connector, file: kind, offset }] of inBothFormats(shelfWith(file, before, after))) assert.equal(hoverAt(connector, kind, offset), undefined, after);
    }
  });

  test('long tables are cut', () => {
    const properties = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`field${index}`, { type: 'string' }]));
    const { markdown } = hovered(marked({ definition: JSON.stringify({ definitions: { Lar: { type: 'object', properties } } }).replace('Lar', 'Lar¦') }, 'json'));
    assert.match(markdown, /… and 25 more/);
    assert.ok(markdown.length < 1500);
  });
});

describe('Markdown of what files say', () => {
  const hostile = ['[click](https://evil.example)', '![x](https://evil.example/x.png)', '<img src=x onerror=alert(1)>', '<https://evil.example>', 'https://evil.example', 'www.evil.example', 'a@evil.example', '`code`', '$(error)', '# title', '- list', '&lt;b&gt;', '**bold**', 'a\n\n> quote', '|cell|'];

  test('plain text has no mark without a backslash', () => {
    for (const text of hostile) assert.match(plain(text), /^(?:[^!-/:-@[-`{-~\n]|\\[!-/:-@[-`{-~])*$/, text);
  });

  test('code is fenced by more backticks than it holds', () => {
    assert.equal(code('a'), '`a`');
    assert.equal(code('a`b``c'), '```a`b``c```');
    assert.equal(code('`a'), '`` `a ``');
    assert.equal(code('a\n\nb'), '`a b`');
    assert.equal(code(''), '');
  });

  test('long text is cut, not within a character', () => {
    assert.equal(plain(`${'a'.repeat(599)}😀`, 600), `${'a'.repeat(599)}…`);
  });

  test('a bar ends no cell', () => {
    assert.equal(table(['A'], [[code('a|b')], [plain('c|d')]]), '| A |\n|---|\n| `a\\|b` |\n| c\\|d |');
  });

  test('in a hover', () => {
    for (const text of hostile) {
      const definition = JSON.stringify({ paths: { '/a': { get: { operationId: 'Get', summary: text, description: text, parameters: [{ name: text, in: 'query', description: text, type: text }] } } } });
      const place = marked({ definition: definition.replace('"Get"', '"Ge¦t"') }, 'json');
      const { markdown } = hovered(place);
      const outsideCode = markdown.replaceAll(/(`+)[^`](?:.*?[^`])?\1(?!`)/g, '');
      assert.doesNotMatch(outsideCode, /(?<!\\)\]\(|(?<!\\)<|\bhttps:\/\/|\bwww\.|(?<!\\)@evil/, markdown);
      assert.doesNotMatch(outsideCode, /^(?:#|>)/m);
    }
  });
});

/** What the catalogues and a file's schema both know is shown once: here, or by VS Code's JSON service. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AuthoringService } from '../../../../src/authoring/service/authoring-service.ts';
import type { FileKind } from '../../../../src/authoring/model/connector-model.ts';
import { schemaService } from '../../../../src/authoring/schema/check-schema.ts';
import { LineIndex } from '../../../../src/connector/line-index.ts';
import { inBothFormats, marked, type Marked } from '../features/marked-connector.ts';
import { shelfWith } from '../features/shelf.ts';

type Change = readonly [file: 'definition' | 'properties', before: string, after: string];

/** Places where both know something, the cursor in a key or value, with some of it. */
const shared: readonly (readonly [name: string, change: Change, ...labels: string[]])[] = [
  ['an extension', ['definition', 'x-ms-visibility: internal', "'x-ms-¦': internal"], 'x-ms-visibility', 'x-ms-trigger'],
  ['its value', ['definition', 'x-ms-visibility: internal', "x-ms-visibility: '¦'"], 'important', 'advanced', 'internal'],
  ['a policy template', ['properties', 'templateId: setheader', "templateId: '¦'"], 'setheader', 'dynamichosturl'],
  ['a parameter of a policy', ['properties', 'x-ms-apimTemplateParameter.existsAction: skip', "'x-ms¦': skip"], 'x-ms-apimTemplateParameter.existsAction'],
  ['the value of one', ['properties', 'existsAction: skip', "existsAction: '¦'"], 'append', 'override', 'skip'],
  ['the section of a policy', ['properties', 'policySection: Request', "policySection: '¦'"], 'Request', 'Response'],
  ['an identity provider', ['properties', 'identityProvider: aad', "identityProvider: '¦'"], 'aad', 'oauth2generic'],
  ['a custom parameter', ['properties', 'loginUri:\n', "'l¦':\n"], 'loginUri', 'grantType'],
  ['the value of one', ['properties', 'value: common', "value: '¦'"], 'common'],
];

function serviceWith({ connector, texts, file, offset }: Marked) {
  const service = new AuthoringService();
  const { files } = connector;
  const sources = (Object.entries(texts) as [FileKind, string | undefined][]).flatMap(([kind, text]) => (text === undefined ? [] : [[kind, { uri: files[kind] ?? '', version: 1, text }] as const]));
  service.openConnector({ files, texts: Object.fromEntries(sources), options: { profile: 'build', rules: {} } });
  const { line, column } = new LineIndex(texts[file] ?? '').placeAt(offset);
  return { service, uri: files[file] ?? '', position: { line, character: column } };
}

describe('what catalogues and schemas both know', () => {
  for (const [name, change, ...labels] of shared) {
    for (const [format, place] of inBothFormats(shelfWith(...change))) {
      test(`completes ${name} once (${format})`, async () => {
        const { service, uri, position } = serviceWith(place);
        const all = (await service.completion(uri, position, true)).map(({ label }) => label);
        for (const label of labels) assert.deepEqual(all.filter((one) => one === label), [label], all.join(', '));
        const own = (await service.completion(uri, position, false)).map(({ label }) => label);
        assert.deepEqual(own.filter((label) => labels.includes(label)), [], 'VS Code offers them');
      });
    }

    test(`leaves ${name} to a schema that has it`, async () => {
      const [[, place]] = inBothFormats(shelfWith(...change));
      const [file] = change;
      const offered = (await (await schemaService()).completeJson(place.texts[file] ?? '', file, place.offset)).map(({ label }) => label);
      for (const label of labels) assert.ok(offered.includes(label), `${label} is not among ${offered.join(', ')}`);
    });
  }

  const hovers: readonly Change[] = [
    ['definition', 'x-ms-visibility: internal', "'x-ms-vis¦ibility': internal"],
    ['properties', 'templateId: setheader', "templateId: 'set¦header'"],
    ['properties', 'x-ms-apimTemplateParameter.existsAction: skip', "'x-ms-apimTemplateParameter.exists¦Action': skip"],
    ['properties', 'identityProvider: aad', "identityProvider: 'a¦ad'"],
    ['properties', 'loginUri:\n', "'login¦Uri':\n"],
  ];
  for (const change of hovers) {
    for (const [format, place] of inBothFormats(shelfWith(...change))) {
      test(`hovers once over ${change[2].trim()} (${format})`, async () => {
        const { service, uri, position } = serviceWith(place);
        assert.ok(await service.hover(uri, position, true));
        assert.equal(await service.hover(uri, position, false), undefined, 'VS Code shows it');
      });
    }
  }

  test('what only the connector knows is told whoever shows the schema', async () => {
    const [[, call]] = inBothFormats(shelfWith('properties', 'scriptOperations:\n    - GetItem', "scriptOperations:\n    - 'Get¦Item'"));
    const { service, uri, position } = serviceWith(call);
    assert.match((await service.hover(uri, position, false))?.markdown ?? '', /GetItem/);
    assert.ok((await service.completion(uri, position, false)).some(({ label }) => label === 'PutItem'));
  });
});

test('a key of YAML that waits for its value asks for completion again', async () => {
  const place = marked({ definition: 'paths:\n  /a:\n    get:\n      ¦\n' }, 'yaml');
  const { service, uri, position } = serviceWith(place);
  const asking = new Map((await service.completion(uri, position, true)).map(({ label, suggestNext }) => [label, suggestNext]));
  assert.equal(asking.get('x-ms-visibility'), true);
  assert.equal(asking.get('deprecated'), undefined, 'it has a value to change');
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { definitionAt } from '../../../../src/authoring/features/definition.ts';
import { referencesAt } from '../../../../src/authoring/features/references.ts';
import { inBothFormats, placeInLine } from './marked-connector.ts';
import { shelfWith } from './shelf.ts';

type Place = readonly [file: 'definition' | 'properties' | 'script', before: string, after: string, occurrence?: number];

/** Where the cursor stands, and what is declared there: the whole of the declaration and its name. */
const cases: readonly (readonly [string, Place, readonly string[]])[] = [
  ['operationId of a dynamic extension', ['definition', 'operationId: ListShelves', 'operationId: List¦Shelves', 2], ['ListShelves']],
  ['operationId of the test connection', ['definition', 'operationId: ListShelves', 'operationId: ListShelves¦', 4], ['ListShelves']],
  ['operation of a policy', ['properties', '- GetItem\n          - PutItem', '- GetItem\n          - Put¦Item'], ['PutItem']],
  ['operation of a script', ['script', '"GetItem"', '"Get¦Item"'], ['GetItem']],
  ['schema of a response', ['definition', "'#/definitions/Item'", "'#/definitions/I¦tem'"], ['Item']],
  ['anywhere in the reference', ['definition', "'#/definitions/Item'", "'#¦/definitions/Item'"], ['Item']],
  ['shared parameter', ['definition', "'#/parameters/Language'", "'#/parameters/¦Language'"], ['Language']],
  ['shared response', ['definition', "'#/responses/Failure'", "'#/responses/Fail¦ure'"], ['Failure']],
  ['security definition', ['definition', '- api_key: []', '- api¦_key: []', 2], ['api_key']],
  ['path parameter in the template', ['definition', '{shelfId}', '{shelf¦Id}'], ['shelfId']],
  ['path parameter declared twice', ['definition', '/items/{id}', '/items/{¦id}'], ['id', 'id']],
  ['argument of a call', ['definition', 'region:\n              parameter: region', 'reg¦ion:\n              parameter: region'], ['region']],
  ['parameter of the caller', ['definition', 'parameter: region', 'parameter: r¦egion'], ['region']],
  ['body of the caller', ['definition', 'parameterReference: body/place', 'parameterReference: bo¦dy/place'], ['body']],
  ['field of the body of the caller', ['definition', 'parameterReference: body/place', 'parameterReference: body/pl¦ace'], ['place']],
  ['collection of a call', ['definition', 'value-collection: value', 'value-collection: va¦lue'], ['value']],
  ['field of an item', ['definition', 'value-path: key', 'value-path: k¦ey'], ['key']],
  ['title of an item', ['definition', 'itemTitlePath: title', 'itemTitlePath: ti¦tle'], ['title']],
  ['required field', ['definition', '- key\n', '- ke¦y\n'], ['key']],
  ['connection parameter in an expression', ['properties', "@connectionParameters('region').shelf", "@connectionParameters('reg¦ion').shelf"], ['region']],
  ['claim of a connection parameter, in other case', ['properties', "'token:tenantId'", "'token:ten¦antId'"], ['token:TenantId']],
  ['query parameter in a policy', ['properties', "@queryParameters('region')", "@queryParameters('¦region')"], ['region']],
  ['header that a policy sets', ['properties', '.name: x-trace', '.name: x-tr¦ace'], ['X-Trace']],
  ['path parameter in the path of a policy', ['properties', '/v2/{shelfId}', '/v2/{shel¦fId}'], ['shelfId']],
  ['a declaration is its own', ['definition', 'operationId: GetItem', 'operationId: G¦etItem'], ['GetItem']],
];

describe('definition', () => {
  for (const [name, [file, before, after, occurrence], expected] of cases) {
    for (const [format, place] of inBothFormats(shelfWith(file, before, after, occurrence))) {
      test(`${name} (${format})`, () => {
        const answer = definitionAt(place.connector, place.file, place.offset);
        assert.ok(answer, 'nothing was found');
        assert.ok(answer.origin.start <= place.offset && place.offset <= answer.origin.end);
        assert.deepEqual(answer.targets.map(({ file: target, nameRange }) => (place.texts[target] ?? '').slice(nameRange.start, nameRange.end)), expected);
        for (const { range, nameRange, uri } of answer.targets) {
          assert.ok(range.start <= nameRange.start && nameRange.end <= range.end);
          assert.match(uri ?? '', /^file:\/\/\/connectors\/Shelf\//);
        }
      });
    }
  }

  test('nothing where nothing is named', () => {
    for (const [, place] of inBothFormats(shelfWith('definition', 'summary: Get an item', 'summary: Get ¦an item'))) {
      assert.equal(definitionAt(place.connector, place.file, place.offset), undefined);
    }
  });

  test('nothing where the name is declared nowhere', () => {
    for (const [, place] of inBothFormats(shelfWith('definition', "'#/definitions/Item'", "'#/definitions/Gone¦'"))) {
      assert.equal(definitionAt(place.connector, place.file, place.offset), undefined);
    }
  });

  test('a claim without a parameter of its own is the custom parameter', () => {
    for (const [, place] of inBothFormats(shelfWith('properties', "'token:tenantId'", "'token:resource¦Uri'"))) {
      const [target] = definitionAt(place.connector, place.file, place.offset)?.targets ?? [];
      assert.equal((place.texts.properties ?? '').slice(target?.nameRange.start, target?.nameRange.end), 'resourceUri');
    }
  });
});

describe('references', () => {
  test('of an operation, in every file', () => {
    const [, [, place]] = inBothFormats(shelfWith('definition', 'operationId: GetItem', 'operationId: Get¦Item'));
    assert.deepEqual(referencesAt(place.connector, place.file, place.offset).map(({ file, range }) => placeInLine(place, file, range)), [
      'definition: operationId: [GetItem]',
      'properties: - [GetItem]',
      'properties: - [GetItem]',
      'properties: - [GetItem]',
      'script: if (this.Context.OperationId == "[GetItem]") return await Forward();',
    ]);
  });

  test('of a parameter: calls, policies and other declarations of the same', () => {
    const [, [, place]] = inBothFormats(shelfWith('definition', '- name: region', '- name: re¦gion'));
    assert.deepEqual(referencesAt(place.connector, place.file, place.offset).map(({ file, range }) => placeInLine(place, file, range)), [
      'definition: - name: [region]',
      'definition: [region]:',
      'definition: [region]:',
      'definition: [region]: west',
    ]);
  });

  test('of a path parameter: template, declarations and the paths of policies', () => {
    const [, [, place]] = inBothFormats(shelfWith('definition', '/items/{id}', '/items/{i¦d}'));
    assert.deepEqual(referencesAt(place.connector, place.file, place.offset).map(({ file, range }) => placeInLine(place, file, range)), [
      'definition: - name: [id]',
      'definition: - name: [id]',
      'definition: /shelves/{shelfId}/items/{[id]}:',
      'properties: x-ms-apimTemplateParameter.newPath: /v2/{shelfId}/{[id]}',
    ]);
  });

  test('the declaration can be left out', () => {
    for (const [, place] of inBothFormats(shelfWith('definition', 'Item:\n    type: object', 'It¦em:\n    type: object'))) {
      const references = referencesAt(place.connector, place.file, place.offset, false);
      assert.equal(references.length, 3);
      assert.ok(references.every(({ declaration }) => !declaration));
    }
  });
});

describe('references and definition answer each other', () => {
  for (const [name, [file, before, after, occurrence]] of cases) {
    test(name, () => {
      for (const [, place] of inBothFormats(shelfWith(file, before, after, occurrence))) {
        const references = referencesAt(place.connector, place.file, place.offset);
        const declared = references.filter(({ declaration }) => declaration).map(({ range }) => range.start);
        for (const reference of references) {
          const targets = definitionAt(place.connector, reference.file, reference.range.start)?.targets.map(({ nameRange }) => nameRange.start);
          assert.deepEqual(targets, declared, placeInLine(place, reference.file, reference.range));
        }
      }
    });
  }
});

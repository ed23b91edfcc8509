/** Which files the contributed schemas are for, as VS Code's own JSON service matches them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { getLanguageService, type TextDocument } from 'vscode-json-languageservice';

interface Contribution {
  readonly fileMatch: readonly string[];
  readonly url: string;
}

const { contributes } = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')) as {
  contributes: { jsonValidation: readonly Contribution[]; yamlValidation: readonly Contribution[] };
};
const contributions = [...contributes.jsonValidation, ...contributes.yamlValidation];

/** Whether a schema that accepts nothing has something to say about a file of that name. */
async function schemasFor(path: string): Promise<string[]> {
  const found: string[] = [];
  for (const { fileMatch, url } of contributions) {
    const service = getLanguageService({});
    // VS Code puts a slash before patterns without one.
    service.configure({ validate: true, schemas: [{ uri: 'test://nothing', fileMatch: fileMatch.map((pattern) => `/${pattern}`), schema: { not: {} } }] });
    const document = { uri: `file://${path}`, languageId: 'json', version: 1, lineCount: 1, getText: () => '{}', positionAt: (character: number) => ({ line: 0, character }), offsetAt: ({ character }: { character: number }) => character } as unknown as TextDocument;
    if ((await service.doValidation(document, service.parseJSONDocument(document))).length > 0) found.push(url);
  }
  return found;
}

describe('the contributed schemas', () => {
  test('are for the files of a connector, in JSON and YAML, whatever their case', async () => {
    const definition = ['./dist/schemas/api-definition.schema.json'];
    const properties = ['./dist/schemas/api-properties.schema.json'];
    for (const ending of ['json', 'yaml', 'yml']) {
      for (const stem of ['apiDefinition', 'apidefinition', 'ApiDefinition']) {
        assert.deepEqual(await schemasFor(`/w/shelf/${stem}.swagger.${ending}`), definition, `${stem}.swagger.${ending}`);
        assert.deepEqual(await schemasFor(`/w/shelf/${stem}.${ending}`), definition, `${stem}.${ending}`);
      }
      for (const stem of ['apiProperties', 'apiproperties', 'ApiProperties']) assert.deepEqual(await schemasFor(`/w/shelf/${stem}.${ending}`), properties, `${stem}.${ending}`);
    }
  });

  test('leave settings and other people\'s files alone', async () => {
    for (const path of ['/w/.vscode/settings.json', '/w/shelf/settings.json', '/home/u/.config/Code/User/settings.json', '/w/petstore.swagger.json', '/w/swagger.json', '/w/openapi.yaml', '/w/my-apiDefinition.swagger.json', '/w/apiProperties.json.bak', '/w/package.json', '/w/tsconfig.json']) {
      assert.deepEqual(await schemasFor(path), [], path);
    }
  });

  test('are made by the build', () => {
    for (const { url } of contributions) assert.match(url, /^\.\/dist\/schemas\/api-(?:definition|properties)\.schema\.json$/);
    assert.match(readFileSync(new URL('../../../../.vscodeignore', import.meta.url), 'utf8'), /^!dist\/schemas\/\*\.json$/m);
  });
});

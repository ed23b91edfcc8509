/** Names that every JavaScript object has already, wherever a file may put a name of its own. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { completionsAt } from '../../../../src/authoring/features/completion.ts';
import { roleAt } from '../../../../src/authoring/features/definition-roles.ts';
import { definitionAt } from '../../../../src/authoring/features/definition.ts';
import { foldingRanges } from '../../../../src/authoring/features/folding.ts';
import { hoverAt } from '../../../../src/authoring/features/hover.ts';
import { lensesOf } from '../../../../src/authoring/features/lenses.ts';
import { referencesAt } from '../../../../src/authoring/features/references.ts';
import { prepareRename, renameEdits } from '../../../../src/authoring/features/rename.ts';
import { documentSymbols, workspaceSymbols } from '../../../../src/authoring/features/symbols.ts';
import { connectorOfTexts, edited } from './marked-connector.ts';

const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

/** Put together as text: an object would lose the key `__proto__`. */
function textsNamed(name: string): { definition: string; properties: string } {
  return {
    definition: `{
      "${name}": { "$ref": "#/definitions/${name}" },
      "paths": { "/${name}/{${name}}": { "${name}": {}, "parameters": [ { "name": "${name}", "in": "path" } ], "get": {
        "operationId": "${name}", "${name}": { "x-ms-summary": "" }, "security": [ { "${name}": ["${name}"] } ], "tags": ["${name}"],
        "parameters": [ { "name": "${name}", "in": "${name}" }, { "$ref": "#/parameters/${name}" }, { "name": "q", "in": "query", "x-ms-dynamic-values": { "operationId": "${name}", "parameters": { "${name}": { "parameter": "${name}" } }, "value-path": "${name}" } } ],
        "responses": { "200": { "schema": { "$ref": "#/definitions/${name}" } }, "${name}": { "$ref": "#/responses/${name}" } } } } },
      "definitions": { "${name}": { "type": "object", "required": ["${name}"], "properties": { "${name}": { "type": "${name}" } } } },
      "parameters": { "${name}": { "name": "${name}", "in": "header" } },
      "responses": { "${name}": { "description": "" } },
      "securityDefinitions": { "${name}": { "type": "oauth2", "scopes": { "${name}": "" } } }
    }`,
    properties: `{ "properties": {
      "connectionParameters": { "${name}": { "type": "oauthSetting", "oAuthSettings": { "identityProvider": "${name}", "scopes": ["${name}"], "customParameters": { "${name}": { "value": "${name}" } } } }, "${name}:${name}": {} },
      "policyTemplateInstances": [ { "templateId": "${name}", "parameters": { "${name}": "@connectionParameters('${name}') @headers('${name}')", "x-ms-apimTemplateParameter.${name}": "{${name}}", "x-ms-apimTemplate-operationName": ["${name}"] } } ]
    } }`,
  };
}

for (const name of names) {
  describe(name, () => {
    for (const format of ['json', 'yaml'] as const) {
      test(`no feature takes it for something else (${format})`, () => {
        const texts = textsNamed(name);
        const connector = connectorOfTexts(texts, format);
        for (const file of ['definition', 'properties'] as const) {
          for (let offset = 0; offset <= texts[file].length; offset++) {
            completionsAt(connector, file, offset);
            definitionAt(connector, file, offset);
            referencesAt(connector, file, offset);
            hoverAt(connector, file, offset);
            prepareRename(connector, file, offset);
            const changes = renameEdits(connector, file, offset, 'Renamed');
            if (Array.isArray(changes)) edited(texts, changes);
          }
          documentSymbols(connector, file);
          foldingRanges(connector, file);
          lensesOf(connector, file);
        }
        assert.deepEqual(workspaceSymbols([connector], name).map(({ kind }) => kind), ['operation', 'definition']);
      });
    }

    test('it can be renamed', () => {
      const texts = textsNamed(name);
      const offset = texts.definition.indexOf(`"definitions": { "${name}`) + '"definitions": { "'.length;
      const changes = renameEdits(connectorOfTexts(texts, 'json'), 'definition', offset, 'Renamed');
      assert.ok(Array.isArray(changes));
      const { definition } = edited(texts, changes);
      assert.equal(definition?.match(/#\/definitions\/Renamed/g)?.length, 2);
      assert.ok(!definition?.includes(`#/definitions/${name}"`));
    });

    test('it has no role of its own', () => {
      assert.equal(roleAt([name]), 'other');
      assert.equal(roleAt(['paths', '/a', name]), 'other');
      assert.equal(roleAt(['definitions', name, 'properties', name]), 'schema');
    });
  });
}

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { downloadedFiles } from '../../../src/connector/downloaded-files.ts';
import { replacedFiles } from '../../../src/connector/replaced-files.ts';
import { DocumentNotEditableError } from '../../../src/connector/text-edits.ts';

const deployed = { name: 'shared_x', displayName: 'X', environment: 'Default-1', properties: {
  iconBrandColor: '#222222', publisher: '', connectionParameters: { token: { type: 'oauthSetting', oAuthSettings: { identityProvider: 'aad', clientId: 'new' } } },
} };
const definition = { swagger: '2.0', info: { title: 'X', version: '2.0' }, host: 'x.example', paths: {} };
const files = { folder: 'file:///x', folderName: 'x', definition: 'file:///x/my.swagger.yaml', properties: 'file:///x/apiProperties.json', script: 'file:///x/code.csx' };
const link = { connectorId: 'shared_x', environment: 'Default-1' };
const texts = {
  definition: '# Mine\nswagger: "2.0"\ninfo:\n  version: "1.0" # of the API\n  title: X\nhost: x.example\npaths: {}\n',
  properties: '{\n\t"properties": {\n\t\t"publisher": "Contoso",\n\t\t"iconBrandColor": "#111111",\n\t\t"connectionParameters": { "token": { "type": "oauthSetting", "oAuthSettings": { "clientSecret": "s", "identityProvider": "aad", "clientId": "old" } } }\n\t}\n}\n',
};

describe('a download into a folder that is there', () => {
  test('says what is deployed under the folder\'s own names, and keeps comments, order, publisher and secret', () => {
    const replaced = replacedFiles(downloadedFiles({ deployed, definition, script: 'class S {}' }), files, texts, link);
    assert.deepEqual(replaced.map(({ name }) => name), ['my.swagger.yaml', 'apiProperties.json', 'settings.json', 'code.csx']);
    assert.equal(replaced[0]?.content, texts.definition.replace('"1.0"', '"2.0"'));
    assert.equal(replaced[1]?.content, texts.properties.replace('#111111', '#222222').replace('"old"', '"new"'));
  });

  test('changes nothing where the files say it already', () => {
    const once = replacedFiles(downloadedFiles({ deployed, definition }), files, texts, link);
    const [yaml, json, settings] = once.map(({ content }) => content as string);
    const again = replacedFiles(downloadedFiles({ deployed, definition }), files, { definition: yaml, properties: json, settings }, link);
    assert.deepEqual(again, once);
  });

  test('refuses a broken file', () => {
    assert.throws(() => replacedFiles(downloadedFiles({ deployed, definition }), files, { ...texts, properties: '{ "properties": ' }, link), DocumentNotEditableError);
  });
});

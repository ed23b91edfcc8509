import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renamedFileEdits, settingsEdits, withoutSettingsEdits } from '../../../src/connector/settings-file.ts';
import { applyTextEdits, DocumentNotEditableError } from '../../../src/connector/text-edits.ts';

const renamed = new Map([['apiDefinition.swagger.json', 'apiDefinition.swagger.yaml'], ['apiProperties.json', 'apiProperties.yaml']]);

function after(text: string): string {
  return applyTextEdits(text, renamedFileEdits(text, renamed));
}

describe('settings.json of files that get another name', () => {
  it('names the new files, and is the same otherwise', () => {
    assert.equal(
      after('{\r\n\t"connectorId": "shared_x", // kept\r\n\t"apiDefinition": "apiDefinition.swagger.json",\r\n\t"apiProperties": "apiProperties.json",\r\n\t"icon": "apiProperties.json"\r\n}'),
      '{\r\n\t"connectorId": "shared_x", // kept\r\n\t"apiDefinition": "apiDefinition.swagger.yaml",\r\n\t"apiProperties": "apiProperties.yaml",\r\n\t"icon": "apiProperties.json"\r\n}',
    );
  });

  it('finds a name in the folder itself, and a key in any case', () => {
    assert.equal(after('{"APIDefinition": "./apiDefinition.swagger.json"}'), '{"APIDefinition": "./apiDefinition.swagger.yaml"}');
    assert.equal(after('{"apiProperties": ".\\\\apiProperties.json"}'), '{"apiProperties": ".\\\\apiProperties.yaml"}');
  });

  it('leaves alone what names other files or none', () => {
    for (const text of ['', '[]', '{"apiDefinition": "other.json"}', '{"apiDefinition": "up/apiProperties.json"}', '{"apiDefinition": 1}', '{"connectorId": "x"', '{"__proto__": {}, "apiDefinition": null}']) {
      assert.deepEqual(renamedFileEdits(text, renamed), [], text);
    }
  });

  it('refuses a broken file that names one', () => {
    assert.throws(() => renamedFileEdits('{"apiDefinition": "apiProperties.json", ', renamed), DocumentNotEditableError);
  });
});

describe('taking back connector and environment in settings.json', () => {
  const files = { definition: 'file:///c/apiDefinition.swagger.json', properties: 'file:///c/apiProperties.json' };

  it('removes a file that says nothing beyond what was written into it', () => {
    const made = settingsEdits(undefined, 'shared_x', 'Default-1', files);
    assert.equal(withoutSettingsEdits(made, { present: false }, files), undefined);
    assert.notEqual(withoutSettingsEdits(made.replace('{', '{ // mine'), { present: false }, files), undefined);
  });

  it('restores what stood there, and keeps comments, order and what was added since', () => {
    const before = '{\n  // dev\n  "environment": "Default-0",\n  "powerAppsUrl": "https://api.powerapps.com"\n}\n';
    const written = settingsEdits(before, 'shared_x', 'Default-1', files);
    assert.match(written, /shared_x/);
    const restored = withoutSettingsEdits(written, { present: true, environment: 'Default-0' }, files) ?? '';
    assert.doesNotMatch(restored, /shared_x|Default-1/);
    assert.match(restored, /\/\/ dev\n {2}"environment": "Default-0"/);
    assert.match(restored, /powerAppsUrl/);
  });
});

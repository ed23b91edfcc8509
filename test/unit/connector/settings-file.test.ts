import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renamedFileEdits } from '../../../src/connector/settings-file.ts';
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

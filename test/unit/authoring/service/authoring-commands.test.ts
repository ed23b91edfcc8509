/** The authoring commands as the editor asks for them: over texts, with answers that can go to another thread. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AuthoringCommands, type EditedText, type Placed, type Refusal } from '../../../../src/authoring/service/authoring-commands.ts';
import type { FileFormat, TextEdit } from '../../../../src/connector/connector.ts';
import { parseDocument, toValue } from '../../../../src/connector/syntax-tree.ts';
import { applyTextEdits } from '../../../../src/connector/text-edits.ts';

const DEFINITION = { swagger: '2.0', info: { title: 'Books', version: '1.0' }, host: 'books.example', paths: { '/books': { get: { operationId: 'ListBooks', responses: { 200: { description: 'OK' } } } } } };
const PROPERTIES = { properties: { iconBrandColor: '#1b6ec2', policyTemplateInstances: [{ templateId: 'setheader', title: 'First', parameters: {} }] } };

let version = 0;

function edited(name: string, text: string, format: FileFormat): EditedText {
  return { uri: `file:///w/${name}.${format}`, version: ++version, format, text };
}

function inFormat(commands: AuthoringCommands, name: string, data: unknown, format: FileFormat): EditedText {
  const json = edited(name, `${JSON.stringify(data, null, 2)}\n`, 'json');
  if (format === 'json') return json;
  return edited(name, done(commands.convertFormat(json)).text, 'yaml');
}

function done<T>(answer: T | Refusal): T {
  assert.ok(!(typeof answer === 'object' && answer !== null && 'refusal' in answer), JSON.stringify(answer));
  return answer as T;
}

function refusalOf(answer: unknown): string {
  assert.ok(typeof answer === 'object' && answer !== null && 'refusal' in answer, JSON.stringify(answer));
  return String(answer.refusal);
}

/** What stands at the place of something that was added. */
function placed({ text }: EditedText, edits: readonly TextEdit[], { place }: Placed): string {
  return applyTextEdits(text, edits).slice(place.start, place.end);
}

function dataAfter({ text, format }: EditedText, edits: readonly TextEdit[]): unknown {
  const { root } = parseDocument(applyTextEdits(text, edits), format);
  return root && toValue(root);
}

for (const format of ['json', 'yaml'] satisfies FileFormat[]) {
  describe(`authoring commands over ${format.toUpperCase()}`, () => {
    const commands = new AuthoringCommands();
    const definition = inFormat(commands, 'apiDefinition.swagger', DEFINITION, format);
    const properties = inFormat(commands, 'apiProperties', PROPERTIES, format);

    it('adds an operation and says where it stands', () => {
      const form = { kind: 'action', method: 'POST', path: '/books', summary: 'Add a book', description: 'Adds a book.' } as const;
      assert.deepEqual(commands.operationProblems(definition, form), []);
      assert.equal(commands.proposedOperationId(definition, 'post', '/books'), 'CreateBooks');
      const added = done(commands.addOperation(definition, form));
      assert.equal(added.operationId, 'CreateBooks');
      assert.match(placed(definition, added.edits, added), /^"?post"?$/);
    });

    it('adds a policy behind the others and says where it stands', () => {
      const form = { templateId: 'setheader', title: 'Accept', operations: ['ListBooks'], parameters: { name: 'Accept', value: 'text/plain' } };
      const added = done(commands.addPolicy(properties, form, ['ListBooks']));
      assert.match(placed(properties, added.edits, added), /^[^]*templateId[^]*Accept[^]*$/);
      assert.doesNotMatch(placed(properties, added.edits, added), /First/);
      assert.match(refusalOf(commands.addPolicy(properties, form, ['GetBook'])), /no operation ListBooks/);
    });

    it('adds the first policy where there is no list', () => {
      const bare = inFormat(commands, 'apiProperties', { properties: { iconBrandColor: '#1b6ec2' } }, format);
      const added = done(commands.addPolicy(bare, { templateId: 'setheader', parameters: { name: 'Accept', value: 'text/plain' } }, []));
      assert.match(placed(bare, added.edits, added), /templateId/);
    });

    it('adds a sign-in to both files and says where it stands', () => {
      const connector = { definition, properties };
      assert.deepEqual(commands.formerSecurity(connector), { parameters: [], schemes: [] });
      const form = { kind: 'apiKey', name: 'X-API-Key', in: 'header' } as const;
      assert.deepEqual(commands.securityProblems(connector, form, {}), []);
      const added = done(commands.addSecurity(connector, form, {}));
      assert.match(placed(properties, added.properties, added), /^"?connectionParameters"?$/);
      assert.deepEqual((dataAfter(definition, added.definition) as { security: unknown }).security, [{ api_key: [] }]);
    });

    it('sorts with one edit, and with none what is sorted', () => {
      const { edits, sorted } = done(commands.sortAndFormat(definition, 'definition'));
      assert.equal(sorted, true);
      assert.equal(edits.length <= 1, true);
      const again = edited('apiDefinition.swagger', applyTextEdits(definition.text, edits), format);
      assert.deepEqual(done(commands.sortAndFormat(again, 'definition')).edits, []);
    });

    it('tells a broken or empty file by its name, before anything is asked', () => {
      assert.equal(commands.editable([definition, properties]), undefined);
      const broken = edited('apiProperties', format === 'json' ? '{ "properties": ' : 'properties: [', format);
      assert.match(refusalOf(commands.editable([definition, broken])), new RegExp(`^apiProperties\\.${format} has a syntax error`));
      assert.match(refusalOf(commands.editable([edited('apiProperties', '', format)])), /is empty/);
      const form = { kind: 'action', method: 'get', path: '/x', summary: 'X', description: 'X.' } as const;
      for (const answer of [commands.addOperation(broken, form), commands.sortAndFormat(broken, 'properties'), commands.convertFormat(broken)]) refusalOf(answer);
    });

    it('reads a changed text of the same file anew', () => {
      const changed = { ...definition, version: ++version, text: definition.text.replaceAll('ListBooks', 'GetBooks') };
      const form = { kind: 'action', method: 'get', path: '/other', operationId: 'ListBooks', summary: 'X', description: 'X.' } as const;
      assert.deepEqual(commands.operationProblems(definition, form).map(({ field }) => field), ['operationId']);
      assert.deepEqual(commands.operationProblems(changed, form), []);
    });
  });
}

describe('importing over texts', () => {
  const commands = new AuthoringCommands();
  const source = JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Pets', version: '1' },
    servers: [{ url: 'https://pets.example/v1' }],
    paths: { '/pets': { get: { summary: 'List pets', responses: { 200: { description: 'OK', links: { x: {} } } } } } },
  });

  it('asks the document for its title first', () => {
    assert.deepEqual(commands.openApiTitle(source), { title: 'Pets', version: '3.0.3' });
    assert.match(refusalOf(commands.openApiTitle('{"asyncapi":"2.0.0"}')), /asyncapi/);
    assert.deepEqual(commands.openApiTitle('swagger: "2.0"\npaths: {}\n'), { title: 'Untitled', version: '2.0' });
  });

  it('writes both files with the title that was chosen, counts what was found and reports it', () => {
    for (const format of ['json', 'yaml'] satisfies FileFormat[]) {
      const { files, counts, report } = done(commands.importOpenApi({ text: source, name: 'pets.json', title: 'My Pets', format }));
      assert.deepEqual(files.map(({ name }) => name), [`apiDefinition.swagger.${format}`, `apiProperties.${format}`]);
      const { root } = parseDocument(files[0]?.content ?? '', format);
      assert.ok(root);
      assert.equal((toValue(root) as { info: { title: string } }).info.title, 'My Pets');
      assert.equal(counts.lost, 1);
      assert.match(report, /^# Import of pets\.json/);
      assert.match(report, /`links`/);
    }
  });
});

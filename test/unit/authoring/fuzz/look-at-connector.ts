/** The whole check of one connector, its findings and their fixes: whatever may not be, whatever the texts. */
import assert from 'node:assert/strict';
import { fixAll } from '../../../../src/authoring/features/fix-all.ts';
import type { ConnectorTexts } from '../../../../src/authoring/model/build-model.ts';
import type { FileKind } from '../../../../src/authoring/model/connector-model.ts';
import { rules } from '../../../../src/authoring/rules/index.ts';
import { ConnectorSession } from '../../../../src/authoring/service/connector-session.ts';
import { plainDiagnostic } from '../../../../src/authoring/service/plain-diagnostic.ts';
import type { FileFormat, TextRange } from '../../../../src/connector/connector.ts';
import { applyTextEdits } from '../../../../src/connector/edit-sequence.ts';
import { ParsedDocuments } from '../../../../src/connector/parsed-documents.ts';
import { parseDocument, type SyntaxDocument } from '../../../../src/connector/syntax-tree.ts';
import { lengthOf } from './connector-samples.ts';

/** Milliseconds of work for texts of that length: a guard against hanging, not a measure of speed. */
function patience(length: number): number {
  return 1000 * Math.max(1, length / 100_000);
}

const cpu = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

function sessionOf(texts: ConnectorTexts, format: FileFormat): ConnectorSession {
  const folder = 'file:///connectors/Shelf';
  const uris = { definition: `${folder}/apiDefinition.swagger.${format}`, properties: `${folder}/apiProperties.${format}`, settings: `${folder}/settings.json`, script: `${folder}/script.csx` };
  const present = (Object.keys(uris) as FileKind[]).filter((kind) => texts[kind] !== undefined);
  const files = { folder, folderName: 'Shelf', ...Object.fromEntries(present.map((kind) => [kind, uris[kind]])) };
  return new ConnectorSession({
    files,
    entryNames: [...present.map((kind) => uris[kind].slice(folder.length + 1)), 'readme.md'],
    texts: Object.fromEntries(present.map((kind) => [kind, { uri: uris[kind], version: 1, text: texts[kind] ?? '' }])),
    options: { profile: 'certify', rules: {} },
  }, new ParsedDocuments());
}

/** Fixes of one connector whose texts are read. */
const MOST_TRIED = 12;

function hasErrors({ problems }: SyntaxDocument): boolean {
  return problems.some(({ severity }) => severity === 'error');
}

/** How many findings there are. @throws where anything is wrong with them. `apply`: with all safe fixes applied as well. */
export async function look(texts: ConnectorTexts, format: FileFormat, apply: boolean): Promise<number> {
  const length = lengthOf({ texts });
  const started = cpu();
  const session = sessionOf(texts, format);
  const diagnostics = await session.check(() => Promise.resolve());
  const checked = cpu();
  assert.ok(diagnostics);
  assert.ok(checked - started < patience(length), `the check took ${(checked - started).toFixed(0)} ms for ${length} characters`);

  const { model, places } = session.read();
  const inside = (file: FileKind, { start, end }: TextRange, what: string): void => {
    const text = texts[file];
    assert.ok(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && (text === undefined ? end <= 1 : end <= text.length), `${what}: ${file} ${start}–${end} of ${text?.length}`);
  };
  // Reading a text anew for each fix takes most of the time.
  let tried = apply ? MOST_TRIED : 0;
  for (const diagnostic of diagnostics) {
    const { file, range, rule, message, related, fixes } = diagnostic;
    inside(file, range, rule);
    for (const other of related ?? []) inside(other.file, other.range, `${rule}, related`);
    assert.match(message, /[.!?`)"”]$/, rule);
    plainDiagnostic(diagnostic, model, places);
    for (const { title, changes } of fixes?.() ?? []) {
      for (const { file: other, edits } of changes) {
        for (const edit of edits) inside(other, edit.range, `${rule}, "${title}"`);
        let mended = '';
        assert.doesNotThrow(() => { mended = applyTextEdits(texts[other] ?? '', edits); }, `${rule}, "${title}": ${JSON.stringify(edits)}`);
        const document = other === 'script' ? undefined : model.documents[other];
        if (document && !hasErrors(document) && tried-- > 0) assert.ok(!hasErrors(parseDocument(mended, document.format)), `${rule}, "${title}" breaks the file: ${JSON.stringify(edits)}`);
      }
    }
  }
  const offered = cpu();
  assert.ok(offered - checked < 2 * patience(length), `the fixes of ${diagnostics.length} findings took ${(offered - checked).toFixed(0)} ms for ${length} characters`);
  if (apply) {
    const { texts: mended } = fixAll(model, rules, session.options());
    const took = cpu() - offered;
    assert.ok(took < 20 * patience(length), `mending took ${took.toFixed(0)} ms for ${length} characters`);
    for (const [file, text] of Object.entries(mended)) assert.notEqual(text, texts[file as FileKind]);
  }
  return diagnostics.length;
}

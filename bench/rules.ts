/** Where a check's time goes: parsing, the model, the schemas, and each rule, over all published connectors. */
import { rules } from '../src/authoring/rules/index.ts';
import { buildModel } from '../src/authoring/model/build-model.ts';
import { withSchemaProblems } from '../src/authoring/schema/schema-problems.ts';
import { formatOf, parseDocument } from '../src/connector/syntax-tree.ts';
import { buildSchemas } from '../scripts/build-schemas.ts';
import { publishedConnectors, withoutCorpus } from '../test/corpus/published-connectors.ts';
import { row, timed, timedAsync } from './measure.ts';

const ROUNDS = 5;
const SHOWN = 25;

export async function benchRules(log: (line: string) => void): Promise<void> {
  if (withoutCorpus) {
    log(`Skipped: ${withoutCorpus}.`);
    return;
  }
  buildSchemas();
  const published = [...publishedConnectors()];
  const megabytes = published.reduce((sum, { texts }) => sum + (texts.definition?.length ?? 0) + (texts.properties?.length ?? 0), 0) / 1e6;
  const times = new Map<string, number>();
  const add = (name: string, ms: number): void => {
    times.set(name, (times.get(name) ?? 0) + ms);
  };
  for (let round = 0; round <= ROUNDS; round++) {
    // The first round only warms up.
    if (round === 1) times.clear();
    for (const { files, texts, entryNames } of published) {
      const parsed = timed(() => ({
        definition: texts.definition === undefined ? undefined : parseDocument(texts.definition, formatOf(files.definition ?? '')),
        properties: texts.properties === undefined ? undefined : parseDocument(texts.properties, formatOf(files.properties ?? '')),
        settings: texts.settings === undefined ? undefined : parseDocument(texts.settings, 'json'),
      }));
      add('(parse)', parsed.ms);
      const model = timed(() => buildModel(files, parsed.result, texts.script, entryNames));
      add('(model)', model.ms);
      const withSchemas = await timedAsync(() => withSchemaProblems(model.result));
      add('(schema)', withSchemas.ms);
      for (const rule of rules) add(rule.id, timed(() => rule.check(withSchemas.result, () => undefined)).ms);
    }
  }
  const total = [...times.values()].reduce((sum, ms) => sum + ms, 0);
  log(row('', 'ms/MB', '% of all'));
  for (const [name, ms] of [...times].sort(([, left], [, right]) => right - left).slice(0, SHOWN)) log(row(name, ms / ROUNDS / megabytes, (ms / total) * 100));
  log(row('all', total / ROUNDS / megabytes, 100));
}

if (import.meta.main) await benchRules(console.log);

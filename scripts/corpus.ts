/**
 * Checks the published connectors and prints how often each rule speaks, in how many of them, and the errors that nobody
 * has reviewed yet. `--rule <id>` prints each finding of one rule; `--errors` each error. Exit code 1: there are errors
 * that test/corpus/reviewed-errors.ts does not have.
 */
import { parseArgs } from 'node:util';
import { checkConnector, type Diagnostic } from '../src/authoring/check.ts';
import { rules } from '../src/authoring/rules/index.ts';
import { withSchemaProblems } from '../src/authoring/schema/schema-problems.ts';
import { modelOf, publishedConnectors, withoutCorpus } from '../test/corpus/published-connectors.ts';
import { reviewedErrors } from '../test/corpus/reviewed-errors.ts';
import { buildSchemas } from './build-schemas.ts';

const { values } = parseArgs({ options: { rule: { type: 'string' }, errors: { type: 'boolean', default: false }, profile: { type: 'string', default: 'certify' } } });

if (withoutCorpus) {
  console.log(`Skipped: ${withoutCorpus}.`);
  process.exit(0);
}
if (values.rule !== undefined && !rules.some(({ id }) => id === values.rule)) throw new Error(`There is no rule ${values.rule}.`);

buildSchemas();
const profile = values.profile === 'build' ? 'build' : 'certify';
const counts = new Map<string, { readonly connectors: Set<string>; hits: number }>(rules.map(({ id }) => [id, { connectors: new Set(), hits: 0 }]));
const unreviewed: string[] = [];
let connectors = 0;

for (const published of publishedConnectors()) {
  connectors++;
  const model = await withSchemaProblems(modelOf(published));
  for (const diagnostic of checkConnector(model, rules, { profile, rules: {} })) {
    const count = counts.get(diagnostic.rule);
    count?.connectors.add(published.name);
    if (count) count.hits++;
    if (diagnostic.rule === values.rule || (values.errors && diagnostic.severity === 'error')) console.log(line(published.name, diagnostic));
    if (diagnostic.severity === 'error' && !Object.hasOwn(reviewedErrors[published.name] ?? {}, diagnostic.rule)) unreviewed.push(line(published.name, diagnostic));
  }
}

function line(name: string, { rule, file, range, message, severity }: Diagnostic): string {
  return `${name}\t${severity}\t${rule}\t${file}@${range.start}\t${message}`;
}

console.log(`\n${'rule'.padEnd(48)}severity     profile  connectors  findings  of 1,034`);
for (const { id, severity, profile: ruleProfile, published } of rules) {
  const count = counts.get(id);
  console.log(`${id.padEnd(48)}${severity.padEnd(13)}${ruleProfile.padEnd(9)}${String(count?.connectors.size ?? 0).padStart(10)}${String(count?.hits ?? 0).padStart(10)}${String(published ?? '').padStart(10)}`);
}
console.log(`\n${connectors} connectors, ${rules.length} rules`);
console.log(unreviewed.length === 0 ? 'Every error is reviewed.' : `\nErrors that are not in test/corpus/reviewed-errors.ts:\n${unreviewed.join('\n')}`);
process.exitCode = unreviewed.length === 0 ? 0 : 1;

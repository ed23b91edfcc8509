/**
 * Checks the published connectors and prints how often each rule speaks, in how many of them, and how many errors there
 * are. `--rule <id>` prints each finding of one rule; `--errors` each error.
 */
import { parseArgs } from 'node:util';
import { checkConnector, type Diagnostic } from '../src/authoring/check.ts';
import { rules } from '../src/authoring/rules/index.ts';
import { modelOf, publishedConnectors, withoutCorpus } from '../test/corpus/published-connectors.ts';

const { values } = parseArgs({ options: { rule: { type: 'string' }, errors: { type: 'boolean', default: false }, profile: { type: 'string', default: 'certify' } } });

if (withoutCorpus) {
  console.log(`Skipped: ${withoutCorpus}.`);
  process.exit(0);
}

const profile = values.profile === 'build' ? 'build' : 'certify';
const counts = new Map<string, { readonly connectors: Set<string>; hits: number }>(rules.map(({ id }) => [id, { connectors: new Set(), hits: 0 }]));
let connectors = 0;

for (const published of publishedConnectors()) {
  connectors++;
  const model = modelOf(published);
  for (const diagnostic of checkConnector(model, rules, { profile, rules: {} })) {
    const count = counts.get(diagnostic.rule);
    count?.connectors.add(published.name);
    if (count) count.hits++;
    if (diagnostic.rule === values.rule || (values.errors && diagnostic.severity === 'error')) console.log(line(published.name, diagnostic));
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

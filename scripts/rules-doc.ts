/**
 * Writes docs/rules.md from the rules, and their ids into the setting `connectorStudio.rules.severity` of package.json, so
 * that VS Code offers them. `npm run docs:rules` after a rule has changed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding, Rule, RuleExample } from '../src/authoring/rule.ts';
import { ruleTopics, rules, type RuleTopic } from '../src/authoring/rules/index.ts';
import { connectorOf } from '../test/unit/authoring/clean-connector.ts';
import { exampleJson } from './example-json.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
export const rulesDocumentPath = join(root, 'docs', 'rules.md');
export const manifestPath = join(root, 'package.json');

/** In the corpus that the rules were measured on. */
const PUBLISHED_CONNECTORS = '1,034';
/** Characters; longer examples say nothing more. */
const LONGEST_EXAMPLE = 600;

const HEAD = `# Rules

<!-- Made from src/authoring/rules by npm run docs:rules. Change the rules, not this file. -->

Connector Studio checks a connector's files while you write them, and \`connector-studio check\` does the same on the
command line. A rule has the profile *build* where a connector fails or surprises, and *certify* where only Microsoft's
certification asks for it; rules of *certify* run when that profile is chosen.

Severities: an **error** is refused by the service or cannot work; a **warning** is nearly always a defect; **information**
and **hint** are worth knowing.

Profile and severities are set, each one going over the ones before it:

- in VS Code's settings: \`connectorStudio.rules.profile\` and \`connectorStudio.rules.severity\`;
- in a file \`.connectorstudio.yaml\` beside the connector, or in a folder above it for all connectors below:

  \`\`\`yaml
  profile: certify
  rules:
    redirect-mode-global: off
    publisher-missing: error
  \`\`\`

- in a comment, in YAML and in scripts: \`connector-studio-disable-next-line <rule>\`, \`connector-studio-disable-line <rule>\`, or
  \`connector-studio-disable <rule>\` for the rest of the file. Without a rule it goes for all of them; a reason may follow after
  two hyphens.

The number of published connectors is how many of ${PUBLISHED_CONNECTORS} in
[PowerPlatformConnectors](https://github.com/microsoft/PowerPlatformConnectors) break a rule, as far as it was counted.
`;

export function rulesDocument(topics: readonly RuleTopic[]): string {
  return [HEAD, contents(topics), ...topics.filter((topic) => topic.rules.length > 0).map(topicText)].join('\n');
}

/** The manifest's text with the rules as what `connectorStudio.rules.severity` may name. */
export function withRuleIds(manifestText: string, known: readonly Rule[]): string {
  const manifest = JSON.parse(manifestText) as { contributes: { configuration: { properties: Record<string, Record<string, unknown>> } } };
  const setting = manifest.contributes.configuration.properties['connectorStudio.rules.severity'];
  if (!setting) throw new Error('package.json has no setting connectorStudio.rules.severity.');
  setting['propertyNames'] = { enum: known.map(({ id }) => id), markdownEnumDescriptions: known.map(({ title }) => title) };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function contents(topics: readonly RuleTopic[]): string {
  const lines = topics.flatMap((topic) => topic.rules.map(({ id, severity, profile, title }) => `| [\`${id}\`](#${id}) | ${severity} | ${profile} | ${title.replaceAll('|', '\\|')} |`));
  return ['| rule | severity | profile | what must be so |', '|---|---|---|---|', ...lines, ''].join('\n');
}

function topicText(topic: RuleTopic): string {
  return [`## ${topic.title}`, '', ...topic.rules.map(ruleText)].join('\n');
}

function ruleText(rule: Rule): string {
  const { id, severity, profile, title, explanation, source, published, bad, good } = rule;
  return [
    `### ${id}`,
    '',
    `**${title}**`,
    '',
    explanation,
    '',
    '| severity | profile | published connectors | quick fix |',
    '|---|---|---|---|',
    `| ${severity} | ${profile} | ${published ?? 'not counted'} | ${fixText(rule)} |`,
    '',
    `Source: ${source}`,
    '',
    ...exampleText('Wrong', bad, good),
    ...exampleText('Right', good, bad),
  ].join('\n');
}

/** What the rule's fixes do to its own bad example. */
function fixText({ bad, check }: Rule): string {
  const findings: Finding[] = [];
  check(connectorOf(bad), (finding) => findings.push(finding));
  const fixes = findings.flatMap((finding) => finding.fixes?.() ?? []);
  const [first] = fixes;
  if (!first) return 'none';
  return `${first.title.replaceAll('|', '\\|')}${first.safe ? ' (safe)' : ''}`;
}

/** The parts of an example that are not the same in the other one. */
function exampleText(label: string, example: RuleExample, other: RuleExample): string[] {
  const same = (part: keyof RuleExample): boolean => JSON.stringify(example[part]) === JSON.stringify(other[part]);
  const differs = (part: keyof RuleExample): boolean => example[part] !== undefined && !same(part);
  const blocks = [
    ...(differs('definition') ? [dataBlock('apiDefinition', example, other, 'definition')] : []),
    ...(differs('properties') ? [dataBlock('apiProperties', example, other, 'properties')] : []),
    ...(differs('settings') ? [textBlock('settings.json', example.settings, 'text')] : []),
    ...(differs('script') ? [textBlock('script.csx', example.script, 'csharp')] : []),
    ...(differs('entryNames') ? [`Beside the files: ${example.entryNames?.map((name) => `\`${name}\``).join(', ')}.\n`] : []),
    ...(differs('without') ? [`Missing: ${example.without?.join(', ')}.\n`] : []),
    ...(differs('parent') ? [`In the folder \`${example.parent}\`.\n`] : []),
  ];
  return blocks.length === 0 ? [] : [`${label}:`, '', ...blocks];
}

function dataBlock(file: string, example: RuleExample, other: RuleExample, part: 'definition' | 'properties'): string {
  const text = example[part] ?? '';
  if (example.raw) return textBlock(file, text, 'text');
  const otherText = other.raw ? undefined : other[part];
  const json = exampleJson(JSON.parse(text), otherText === undefined ? undefined : JSON.parse(otherText));
  return fenced('jsonc', `// ${file}\n${json}`);
}

function textBlock(file: string, text: string | undefined, language: 'text' | 'csharp'): string {
  const shown = printable(text ?? '').trimEnd();
  const cut = shown.length > LONGEST_EXAMPLE ? `${shown.slice(0, LONGEST_EXAMPLE)}…` : shown;
  return language === 'text' ? `${file}:\n\n${fenced('text', cut)}` : fenced(language, `// ${file}\n${cut}`);
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\`\n`;
}

/** A byte order mark, control characters and the like would not be seen, and a fence inside would end the block. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000B-\u001F\u007F\u200B-\u200F\uFEFF\uFFFD]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).replaceAll('```', '` ` `');
}

if (import.meta.main) {
  writeFileSync(rulesDocumentPath, rulesDocument(ruleTopics));
  writeFileSync(manifestPath, withRuleIds(readFileSync(manifestPath, 'utf8'), rules));
  console.log(`docs/rules.md: ${rules.length} rules`);
}

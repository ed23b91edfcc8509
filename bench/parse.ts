/**
 * How long a text takes to become a syntax tree, beside what it is measured against: JSON.parse and jsonc-parser for
 * JSON, the `yaml` package for YAML. The YAML texts are the published definitions, written as YAML by that package.
 */
import { parseTree } from 'jsonc-parser';
import { parseDocument as parseByPackage, stringify } from 'yaml';
import { parseJson } from '../src/connector/json-syntax.ts';
import { parseYaml } from '../src/connector/yaml-syntax.ts';
import { publishedConnectors, withoutCorpus } from '../test/corpus/published-connectors.ts';
import { percentile, row, timed } from './measure.ts';

const ROUNDS = 20;
/** The package takes a hundred times as long as the others. */
const YAML_ROUNDS = 6;
/** Of the largest definitions, as many are written as YAML too. */
const YAML_TEXTS = 10;

type Parse = (text: string) => unknown;

export function benchParse(log: (line: string) => void): void {
  if (withoutCorpus) {
    log(`Skipped: ${withoutCorpus}.`);
    return;
  }
  const texts = [...publishedConnectors()].flatMap(({ texts: { definition, properties } }) => [definition, properties].filter((text) => text !== undefined));
  const sound = texts.map((text) => text.replace(/^\uFEFF/, '')).filter(isJson).toSorted((left, right) => right.length - left.length);
  const written = sound.slice(0, YAML_TEXTS).map((text) => stringify(JSON.parse(text), { lineWidth: 0 }));
  const json: Readonly<Record<string, Parse>> = { 'JSON.parse': (text) => JSON.parse(text) as unknown, 'jsonc-parser, its tree': (text) => parseTree(text), 'ours': parseJson };
  const yaml: Readonly<Record<string, Parse>> = { 'yaml, its document': (text) => parseByPackage(text, { uniqueKeys: false, prettyErrors: false }), 'ours': parseYaml };

  table(log, `JSON: ${sound.length} files, ${megabytes(sound)} MB`, sound, json, ROUNDS);
  table(log, `JSON: the largest, ${megabytes(sound.slice(0, 1))} MB`, sound.slice(0, 1), json, 3 * ROUNDS);
  table(log, `YAML: the ${written.length} largest, ${megabytes(written)} MB`, written, yaml, YAML_ROUNDS);
  table(log, `YAML: the largest, ${megabytes(written.slice(0, 1))} MB`, written.slice(0, 1), yaml, 3 * YAML_ROUNDS);
}

/** ms/MB over all rounds; p50 and p95 of one text in one round, in ms. */
function table(log: (line: string) => void, title: string, texts: readonly string[], parsers: Readonly<Record<string, Parse>>, rounds: number): void {
  log(row(title, 'ms/MB', 'p50 ms', 'p95 ms'));
  for (const [name, parse] of Object.entries(parsers)) {
    const times: number[] = [];
    for (let round = -2; round < rounds; round++) {
      for (const text of texts) {
        const { ms } = timed(() => parse(text));
        // The first two rounds only warm up.
        if (round >= 0) times.push(ms);
      }
    }
    const total = times.reduce((sum, ms) => sum + ms, 0);
    log(row(`  ${name}`, total / rounds / (lengthOf(texts) / 1e6), percentile(times, 0.5), percentile(times, 0.95)));
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, { length }) => sum + length, 0);
}

function megabytes(texts: readonly string[]): string {
  return (lengthOf(texts) / 1e6).toFixed(1);
}

if (import.meta.main) benchParse(console.log);

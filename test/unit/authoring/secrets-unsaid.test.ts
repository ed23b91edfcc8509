/** Whatever string of a connector is or holds a secret: no message, no title of a fix, no hover and no output repeats it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkConnector } from '../../../src/authoring/check.ts';
import { hoverAt } from '../../../src/authoring/features/hover.ts';
import { modelOfTexts } from '../../../src/authoring/model/build-model.ts';
import type { ConnectorModel } from '../../../src/authoring/model/connector-model.ts';
import type { RuleExample } from '../../../src/authoring/rule.ts';
import { rules } from '../../../src/authoring/rules/index.ts';
import { withSchemaProblems } from '../../../src/authoring/schema/schema-problems.ts';
import { withoutSecrets } from '../../../src/authoring/shown-text.ts';
import { isPlaceholder } from '../../../src/authoring/standing-values.ts';
import { managedIdentityExample } from '../../../src/authoring/rules/identity/managed-identity-example.ts';
import { folderWith, run } from '../cli/command-line.ts';
import { threadTime } from '../connector/thread-time.ts';
import { cleanDefinition, cleanProperties, partsOf } from './clean-connector.ts';

/** Each secret at each place takes minutes: `SECRETS=all`. */
const ALL = process.env['SECRETS'] === 'all';

const KEY = '5f2c9b7e41d84a0f9c3b6d1e8a7f2045';
const PASSWORD = 'Sw0rdf1sh-Hunter2';

interface Secret {
  /** The text of a file with the secret in it. */
  readonly text: string;
  /** What must not be seen. */
  readonly core: string;
}

const SECRETS: readonly Secret[] = [
  { text: `?sv=2024-11-04&sig=${KEY}`, core: KEY },
  { text: `https://shelf.contoso.com/api/items?code=${KEY}`, core: KEY },
  { text: `https://admin:${PASSWORD}@shelf.contoso.com/v1`, core: PASSWORD },
  { text: `admin:${PASSWORD}@shelf.contoso.com`, core: PASSWORD },
  { text: `api-key: ${KEY}`, core: KEY },
  { text: `{"api_key":"${KEY}"}`, core: KEY },
  { text: `Bearer ${KEY}`, core: KEY },
  { text: KEY, core: KEY },
];

type Path = readonly (string | number)[];

/** Where strings stand: values, and keys by the path of their value. */
function stringsOf(value: unknown, path: Path = []): { readonly path: Path; readonly key: boolean }[] {
  if (typeof value === 'string') return [{ path, key: false }];
  if (typeof value !== 'object' || value === null) return [];
  const below = Array.isArray(value) ? value.map((item: unknown, index) => [index, item] as const) : Object.entries(value);
  return below.flatMap(([key, item]) => [...(typeof key === 'string' ? [{ path: [...path, key], key: true }] : []), ...stringsOf(item, [...path, key])]);
}

/** A copy with the secret at one place: instead of the string there, or behind it. */
function withSecret(value: unknown, { path: [head, ...rest], key }: { readonly path: Path; readonly key: boolean }, put: (text: string) => string): unknown {
  if (head === undefined) return put(String(value));
  if (Array.isArray(value)) return value.map((item: unknown, index) => (index === head ? withSecret(item, { path: rest, key }, put) : item));
  return Object.fromEntries(Object.entries(value as object).map(([name, item]) => {
    if (name !== head) return [name, item];
    return key && rest.length === 0 ? [put(name), item] : [name, withSecret(item, { path: rest, key }, put)];
  }));
}

function shows(text: string, core: string): boolean {
  // Cut or escaped, a part of it says enough.
  return [core.slice(0, 10), core.slice(-10)].some((part) => text.includes(part) || text.replaceAll('\\', '').includes(part));
}

function saidOf(model: ConnectorModel): string[] {
  return checkConnector(model, rules, { profile: 'certify', rules: {} })
    .flatMap(({ rule, message, related = [], fixes }) => [message, ...related.map((other) => other.message), ...(fixes?.() ?? []).map(({ title }) => title)].map((text) => `${rule}: ${text}`));
}

/** Each string of an example's own files, one after another, replaced by a secret and followed by one: by `tries` secrets in turn. */
function* spoilt(example: RuleExample, tries: number, format: 'json' | 'yaml' = 'json'): Generator<{ readonly model: ConnectorModel; readonly core: string; readonly place: string }> {
  const { texts, files, entryNames } = partsOf(example, format);
  let turn = 0;
  for (const file of ['definition', 'properties'] as const) {
    const own = example[file];
    const whole = texts[file];
    if (own === undefined || whole === undefined || example.raw) continue;
    for (const place of stringsOf(JSON.parse(own))) {
      for (let tried = 0; tried < tries; tried++, turn++) {
        const { text, core } = SECRETS[turn % SECRETS.length]!;
        const puts = [() => text, (former: string) => `${former}${text}`];
        for (const put of format === 'json' || ALL ? puts : puts.slice(turn % 2, turn % 2 + 1)) {
          const changed = { ...texts, [file]: JSON.stringify(withSecret(JSON.parse(whole), place, put), null, 2) };
          yield { model: modelOfTexts(files, changed, entryNames), core, place: `${place.path.join('/')}${place.key ? ' (key)' : ''} → ${put('…')}` };
        }
      }
    }
  }
}

const NOTHING: RuleExample = { definition: JSON.stringify(cleanDefinition), properties: JSON.stringify(cleanProperties) };

describe('a secret in any string is not said', () => {
  for (const [format, tries] of [['json', ALL ? SECRETS.length : 1], ['yaml', ALL ? SECRETS.length : 1]] as const) {
    test(`by the messages and fixes of any rule (${format})`, () => {
      const leaks = new Set<string>();
      let said = 0;
      for (const example of [NOTHING, ...rules.map(({ bad }) => bad)]) {
        for (const { model, core, place } of spoilt(example, tries, format)) {
          for (const line of saidOf(model)) {
            said++;
            if (shows(line, core)) leaks.add(`${place}\n  ${line}`);
          }
        }
      }
      assert.ok(said > 5000, `only ${said} things were said`);
      assert.equal(leaks.size, 0, `${leaks.size} of ${said}:\n${[...leaks].slice(0, 20).join('\n')}`);
    });
  }

  test('by what the schema says', async () => {
    for (const { id, bad } of rules.filter(({ id: rule }) => /schema|form|value/.test(rule))) {
      for (const { model, core, place } of spoilt(bad, 1)) {
        const leak = saidOf(await withSchemaProblems(model)).find((line) => shows(line, core));
        assert.equal(leak, undefined, `${id}, ${place}`);
      }
    }
  });

  test('by hovers', () => {
    let hovers = 0;
    for (const { model, core, place } of [...spoilt(NOTHING, SECRETS.length), ...spoilt(managedIdentityExample(), 2)]) {
      for (const file of ['definition', 'properties'] as const) {
        for (const { index } of (model.documents[file]?.text ?? '').matchAll(/"[^"\n]/g)) {
          const hover = hoverAt(model, file, index + 1);
          if (hover) hovers++;
          if (hover && shows(hover.markdown, core)) assert.fail(`${place}: ${hover.markdown}`);
        }
      }
    }
    assert.ok(hovers > 1000, `only ${hovers} hovers`);
  });

  test('by the command line, in any form', async (context) => {
    const files: Record<string, string> = {};
    for (const { id, bad } of rules) {
      for (const [which, put] of [['alone', (text: string) => text], ['behind', (text: string, former: string) => `${former}${text}`]] as const) {
        const { texts } = partsOf(bad);
        for (const file of ['definition', 'properties'] as const) {
          const [own, whole] = [bad[file], texts[file]];
          if (whole === undefined || bad.raw) continue;
          let turn = 0;
          const places = own === undefined ? [] : stringsOf(JSON.parse(own)).filter(({ key }) => !key);
          const changed = places.reduce<unknown>((value, place) => withSecret(value, place, (former) => put(SECRETS[turn++ % SECRETS.length]!.text, former)), JSON.parse(whole));
          files[`${id}/${which}/${file === 'definition' ? 'apiDefinition.swagger.json' : 'apiProperties.json'}`] = JSON.stringify(changed, null, 2);
        }
      }
    }
    const folder = folderWith(context, files);
    for (const format of ['text', 'json', 'sarif', 'github']) {
      const { out, err } = await run(['check', '--format', format, '--profile', 'certify', '.'], { cwd: folder });
      assert.ok(out.length > 10_000, `${format}: ${out.length} characters`);
      const leaks = [...out.split('\n'), err].filter((line) => [KEY, PASSWORD].some((core) => shows(line, core)));
      assert.deepEqual(leaks.slice(0, 5), [], format);
    }
  });

  test('even by its place alone, where it has no form', () => {
    const parameter = { name: 'X-Password', in: 'header', required: true, type: 'boolean', description: 'The word.', 'x-ms-summary': 'Word', default: 'sw0rdfish!' };
    const { texts, files, entryNames } = partsOf({ definition: JSON.stringify({ parameters: { word: parameter } }) });
    const said = saidOf(modelOfTexts(files, texts, entryNames));
    assert.ok(said.some((line) => line.startsWith('default-type-mismatch: ')));
    assert.deepEqual(said.filter((line) => line.includes('sw0rdfish')), []);
  });
});

describe('withoutSecrets', () => {
  test('hides whatever stands where a secret belongs', () => {
    const key = fc.tuple(fc.stringMatching(/^[A-Za-z]{6}$/), fc.stringMatching(/^[0-9]{4}$/), fc.stringMatching(/^[A-Za-z]{6}$/), fc.stringMatching(/^[0-9]{4}$/)).map((parts) => parts.join('')).filter((text) => new Set(text).size >= 8 && !isPlaceholder(text));
    const frames: readonly ((secret: string) => string)[] = [
      (secret) => `The host "https://a.b/c?sig=${secret}" is none.`,
      (secret) => `Write "/items?code=${secret}&top=1"`,
      (secret) => `Write "https://${secret}@a.b"`,
      (secret) => `Write "https://x:${secret}@a.b/c"`,
      (secret) => `"x:${secret}@a.b"`,
      (secret) => `The default ${JSON.stringify(JSON.stringify({ password: secret }))} is text`,
      (secret) => `"Ocp-Apim-Subscription-Key: ${secret}"`,
      (secret) => `"Bearer ${secret}"`,
    ];
    fc.assert(fc.property(key, fc.constantFrom(...frames), (secret, frame) => !withoutSecrets(frame(secret)).includes(secret)), { numRuns: 2000 });
  });

  test('leaves alone what is none', () => {
    for (const text of [
      'Write "https://shelf-@connectionParameters(\'api_key\').contoso.com".',
      'Write "https://@connectionParameters(\'host\')/v1".',
      'The host "{region}.contoso.com:8443/v1?code={code}" has a part in braces.',
      'The subject names tenant 3fa85f64-5717-4562-b3fc-2c963f66afa6, and TenantId is 72f988bf-86f1-41af-91ab-2d7cd011db47.',
      'The redirect URL names the connector "cs-2drooms-5f8a4a8a4e9d8b2c1f-5f0123456789abcdef", the subject "x".',
      'The operation "GetItemsByCategoryV2_AndOwnerV3" is not there.',
      '"mailto:support@contoso.com" is no web address.',
      'The query "grant_type=authorization_code&client_secret={ClientSecret}" is one.',
      'Write "token": "@connectionParameters(\'token\')".',
      'Remove "x-ms-apimTemplateParameter.name", or write "x-ms-apimTemplate-policySection".',
      'The type is "string", and "securestring" is meant; key: value.',
    ]) assert.equal(withoutSecrets(text), text);
  });

  test('takes no long over a long text', () => {
    for (const piece of ['a', ':', 'a:', '//', '@', 'key=', '"a":', 'Bearer ', '1a', '?code=', '\\"']) {
      const text = piece.repeat(200_000 / piece.length);
      const spent = threadTime(() => withoutSecrets(text));
      assert.ok(spent < 1500, `${piece}: ${spent} ms`);
    }
  });
});

/** The forms of a hand-off that cannot be run here: a strict reader of each language proves that no value escapes. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { bicepFile } from '../../../../src/identity/hand-off/bicep-file.ts';
import { bicepQuoted } from '../../../../src/identity/hand-off/bicep-quoting.ts';
import { handOffChecklist } from '../../../../src/identity/hand-off/checklist.ts';
import type { HandOff } from '../../../../src/identity/hand-off/hand-off-model.ts';
import { markdownCode, markdownText } from '../../../../src/identity/hand-off/markdown-quoting.ts';
import { powershellQuoted } from '../../../../src/identity/hand-off/powershell-quoting.ts';
import { powershellScript } from '../../../../src/identity/hand-off/powershell-script.ts';
import { visible } from '../../../../src/identity/hand-off/visible-text.ts';

const SUBJECT = '/eid1/c/pub/t/v4j5cvGGr0GRqy180BHbRw/a/k972yLpWjkypg7DpMYfrNA/europe-002_ms-20graph';
const URL_OF_CONNECTOR = 'https://global.consent.azure-apim.net/redirect/ms-20graph';
const HOSTILE = '\'"`$(calc) ${env:X} #> @\' *{_}* <b>\n- [ ] x\u202e\u2019';

const handOff: HandOff = {
  connectorTitle: HOSTILE, environmentDisplayName: HOSTILE, tenantId: '72f988bf-86f1-41af-91ab-2d7cd011db47', graph: 'https://graph.microsoft.com',
  app: { kind: 'new', uniqueName: 'connector-studio-x', displayName: HOSTILE, notes: HOSTILE },
  permissions: { resourceAppId: '00000003-0000-0000-c000-000000000000', resourceName: HOSTILE, scopes: [{ id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', value: 'User.Read' }] },
  otherPermissions: [], redirectUrl: URL_OF_CONNECTOR,
  credential: { name: 'connector-ms-20graph', issuer: 'https://login.microsoftonline.com/t/v2.0', subject: SUBJECT, audiences: ['api://AzureADTokenExchange'], description: HOSTILE },
  later: [],
};
const existing: HandOff = { ...handOff, app: { kind: 'existing', appId: '11111111-1111-1111-1111-111111111111', displayName: 'Shared', redirectUris: ['https://a.example/cb'], uniqueName: 'shared' }, otherPermissions: [{ resourceAppId: 'other', resourceAccess: [{ id: 'o', type: 'Role' }] }] };

/** about_Quoting_Rules: in single quotes two quotes are one, and nothing else means anything. Typographic ones are quotes too. */
function readPowershell(expression: string): string {
  assert.match(expression, /^[\x20-\x7e]*$/, 'ASCII alone');
  const unescape = /^\(\[regex\]::Unescape\((.*)\)\)$/s.exec(expression);
  const quoted = unescape?.[1] ?? expression;
  assert.match(quoted, /^'(?:[^']|'')*'$/);
  const text = quoted.slice(1, -1).replaceAll("''", "'");
  return unescape ? text.replace(/\\(?:\\|u([0-9a-f]{4}))/g, (_, unit: string | undefined) => (unit === undefined ? '\\' : String.fromCharCode(Number.parseInt(unit, 16)))) : text;
}

/** Bicep data types, strings. */
function readBicep(literal: string): string {
  assert.match(literal, /^'(?:[^'\\$\n\r]|\$(?!\{)|\\(?:['\\nrt$]|u\{[0-9a-f]{1,6}\}))*'$/);
  return literal.slice(1, -1).replace(/\\(?:u\{([0-9a-f]+)\}|(.))/g, (_, code: string | undefined, one: string) => (code === undefined ? ({ n: '\n', r: '\r', t: '\t' }[one] ?? one) : String.fromCodePoint(Number.parseInt(code, 16))));
}

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.stringMatching(/^[ -~]{0,40}$/), fc.constantFrom(HOSTILE, '', "'", '${', '\\u{41}', '\\'));

describe('hand-off', () => {
  test('PowerShell strings read back as they were', () => {
    fc.assert(fc.property(fc.oneof(anyText, fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)), maxLength: 20 })), (text) => { assert.equal(readPowershell(powershellQuoted(text)), text); }), { numRuns: 500 });
  });

  test('Bicep strings read back as they were', () => {
    fc.assert(fc.property(anyText, (text) => { assert.equal(readBicep(bicepQuoted(text)), text.replace(/\p{Cs}/gu, '\ufffd')); }), { numRuns: 500 });
  });

  test('Markdown makes nothing of anybody\'s text', () => {
    fc.assert(fc.property(anyText, (text) => {
      assert.doesNotMatch(markdownText(text), /(?<!\\)(?:\\\\)*[*_[\]<`#|]/);
      const code = markdownCode(text);
      const [fence] = /^`+/.exec(code) ?? [''];
      assert.ok(code.endsWith(fence) && !code.slice(fence.length, -fence.length).includes(fence) || text.startsWith('`') || text.endsWith('`') || visible(text) === '');
    }), { numRuns: 500 });
  });

  test('the PowerShell script holds every value once read, and only comments and strings of others\' words', () => {
    for (const script of [powershellScript(handOff), powershellScript(existing)]) {
      assert.match(script, /^[\x0a\x20-\x7e]*$/);
      for (const value of [SUBJECT, URL_OF_CONNECTOR, 'connector-ms-20graph', handOff.tenantId]) assert.ok(script.includes(`'${value}'`) || script.includes(value), value);
      for (const line of script.split('\n')) assert.ok(!line.includes('calc') || line.startsWith('#') || /'[^']*calc/.test(line.replaceAll("''", '')), line);
      assert.doesNotMatch(script, /\$token\b.*Write-Host|Write-Host.*\$token/);
    }
  });

  test('the Bicep file keeps the redirect URIs and permissions of an app, and refuses one that it cannot name', () => {
    const file = bicepFile(existing);
    for (const value of ["'https://a.example/cb'", `'${URL_OF_CONNECTOR}'`, "resourceAppId: 'other'", "{ id: 'o', type: 'Role' }", "'${app.uniqueName}/connector-ms-20graph'", `subject: '${SUBJECT}'`]) assert.ok(file.includes(value), `${value}\n${file}`);
    assert.match(file, /^[\x0a\x20-\x7e]*$/);
    const { app } = existing;
    assert.ok(app.kind === 'existing');
    assert.throws(() => bicepFile({ ...existing, app: { ...app, uniqueName: null } }), { name: 'PlanRefusedError' });
    assert.ok(!bicepFile({ ...handOff, redirectUrl: undefined, credential: undefined, later: ['Later.'] }).includes('federatedIdentityCredentials'));
  });

  test('the checklist shows values in blocks of their own, and what comes later', () => {
    const text = handOffChecklist(handOff, { registrations: 'https://entra.microsoft.com/#view/apps' });
    for (const value of [SUBJECT, URL_OF_CONNECTOR, 'https://login.microsoftonline.com/t/v2.0', 'api://AzureADTokenExchange']) assert.ok(text.split('\n').some((line) => line.trim() === value), value);
    assert.doesNotMatch(text, /^- \[ \] x/m);
    const first = handOffChecklist({ ...handOff, redirectUrl: undefined, credential: undefined, later: ['The rest comes later.'] }, { registrations: 'https://x.example' });
    assert.ok(first.includes('## Afterwards') && !first.includes('Subject identifier'));
  });
});

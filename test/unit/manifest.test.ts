/** The manifest against the source: what package.json promises exists, and what it asks for is provided. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const root = join(import.meta.dirname, '..', '..');

interface MenuEntry {
  readonly command: string;
  readonly when?: string;
}

interface Manifest {
  readonly icon: string;
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when?: string }[];
    readonly commands: readonly { readonly command: string; readonly category?: string; readonly icon?: string }[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope: string; readonly markdownDescription: string }>> };
  };
}

const manifestText = readFileSync(join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(manifestText) as Manifest;
const { contributes } = manifest;
const words = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Readonly<Record<string, string>>;
const source = ['src/extension.ts', ...globSync('src/vscode/**/*.ts', { cwd: root })].map((file) => readFileSync(join(root, file), 'utf8')).join('\n');

const commandIds = contributes.commands.map(({ command }) => command);
const viewIds = Object.values(contributes.views).flat().map(({ id }) => id);
const menuEntries = Object.values(contributes.menus).flat();
const conditions = [...menuEntries, ...contributes.viewsWelcome].map(({ when }) => when ?? '');

function shortName(id: string): string {
  return id.slice(id.indexOf('.') + 1);
}

describe('package.json', () => {
  it('declares commands that the source registers', () => {
    const missing = commandIds.filter((id) => !new RegExp(`\\b(?:register\\w*|handle|command)\\(\\s*['"\`](?:connectorStudio\\.)?${shortName(id)}['"\`]|\\b${shortName(id)}: `).test(source));
    assert.deepEqual(missing, []);
  });

  it('gives each command a category', () => {
    assert.deepEqual(contributes.commands.filter(({ category }) => category !== '%category%'), []);
  });

  it('puts only declared commands into menus', () => {
    assert.deepEqual(menuEntries.map(({ command }) => command).filter((command) => !commandIds.includes(command)), []);
  });

  it('keeps commands that need a tree node or an open plan out of the palette', () => {
    const hidden = (contributes.menus['commandPalette'] ?? []).filter(({ when }) => when === 'false').map(({ command }) => shortName(command));
    assert.deepEqual([...hidden].sort(), ['applyPlan', 'copyValue', 'discardPlan', 'loadMore', 'openAppRegistration', 'openInMakerPortal', 'revealInFile']);
  });

  it('asks only for context keys that the source sets', () => {
    const asked = conditions.flatMap((when) => when.match(/connectorStudio\.\w+/g) ?? []).filter((key) => !viewIds.includes(key));
    assert.ok(asked.length > 0);
    assert.deepEqual([...new Set(asked)].filter((key) => !source.includes(`'${key}'`)), []);
    assert.match(source, /executeCommand\('setContext'/);
  });

  it('asks only for tree items that the source makes', () => {
    const tokens = conditions.flatMap((when) => [...when.matchAll(/viewItem (?:=~ \/([^/]*)\/|== (\w+))/g)]).flatMap(([, pattern, name]) => (name ?? pattern ?? '').replaceAll('\\b', '').match(/\w+/g) ?? []);
    assert.ok(tokens.length > 0);
    assert.deepEqual([...new Set(tokens)].filter((token) => !source.includes(`'${token}'`)), []);
  });

  it('asks only for views that it declares', () => {
    const views = [...contributes.viewsWelcome.map(({ view }) => view), ...conditions.flatMap((when) => [...when.matchAll(/\bview == ([\w.]+)/g)].map(([, view]) => view ?? ''))];
    assert.deepEqual(views.filter((view) => !viewIds.includes(view)), []);
  });

  it('has a text for each key, and a key for each text', () => {
    const used = new Set([...manifestText.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? ''));
    assert.deepEqual([...used].sort(), Object.keys(words).sort());
  });

  it('links welcome texts to commands that exist', () => {
    const links = Object.entries(words).flatMap(([key, text]) => (key.startsWith('welcome.') ? [...text.matchAll(/\(command:([\w.]+)/g)].map(([, command]) => command ?? '') : []));
    assert.ok(links.length > 0);
    assert.deepEqual(links.filter((command) => !commandIds.includes(command) && !/^(?:vscode|workbench)\./.test(command)), []);
  });

  it('names images that exist', () => {
    const images = [manifest.icon, ...Object.values(contributes.viewsContainers).flat().map(({ icon }) => icon), ...Object.values(contributes.views).flat().map(({ icon }) => icon)];
    assert.deepEqual(images.filter((image) => !existsSync(join(root, image))), []);
    const png = readFileSync(join(root, manifest.icon));
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [256, 256]);
  });

  it('lets no workspace decide where tokens go', () => {
    // How files are checked says nothing about tokens.
    const settings = Object.entries(contributes.configuration.properties).filter(([id]) => !id.startsWith('connectorStudio.rules.'));
    assert.deepEqual(settings.filter(([, { scope }]) => scope !== 'machine').map(([id]) => id), []);
    assert.deepEqual([...manifest.capabilities.untrustedWorkspaces.restrictedConfigurations].sort(), settings.map(([id]) => id).sort());
  });

  it('reads each setting that it declares', () => {
    assert.deepEqual(Object.keys(contributes.configuration.properties).map((id) => id.slice(id.lastIndexOf('.') + 1)).filter((name) => !source.includes(`'${name}'`)), []);
  });
});

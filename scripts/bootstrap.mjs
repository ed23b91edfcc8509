/**
 * Runs a script of this folder on the Node that package-lock.json names, after installing what the lockfile asks for.
 * Plain JavaScript on built-in modules: it must start on any Node from 20 on, before node_modules exists.
 *
 * Usage: node scripts/bootstrap.mjs <script> [arguments]
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules', '.bin');
const windows = process.platform === 'win32';

function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

/** By npm's own record of what it installed; times of files say nothing after a checkout. */
function isInstalled() {
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(
    ([path, { version, optional, link }]) => path === '' || optional || link || installed[path]?.version === version,
  );
}

const [script, ...args] = process.argv.slice(2);
if (!isInstalled()) {
  console.log('Installing packages (npm ci, about a minute)…');
  // Not warnings: some packages ask for a newer Node than the one that npm runs on, and get it below.
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel', 'error'], { cwd: root, stdio: 'inherit', shell: windows });
  if (status !== 0) process.exit(status ?? 1);
}
const child = spawn(join(bin, windows ? 'node.exe' : 'node'), [join(root, 'scripts', `${script}.ts`), ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH: [bin, process.env.PATH ?? ''].join(delimiter) },
});
// The terminal sends Ctrl+C to both; the script ends what it has started, so it must outlive this process's reflex.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));

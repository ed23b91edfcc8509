/** Bundles what runs inside the extension host under test: the host tests and the sign-in provider, as CommonJS. */
import { globSync, cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';

export const root = join(import.meta.dirname, '..', '..');
export const hostTestsEntry = join(root, 'out', 'test', 'host', 'index.cjs');
export const signInProvider = { directory: join(root, 'out', 'sign-in-provider'), id: 'connector-studio-test.sign-in-provider-0.0.1' };

const options: BuildOptions = { bundle: true, format: 'cjs', platform: 'node', target: 'node22', mainFields: ['module', 'main'], sourcemap: 'inline', logLevel: 'warning', outExtension: { '.js': '.cjs' } };

export async function buildHostTests(): Promise<void> {
  const from = join(root, 'test', 'host');
  const outdir = join(root, 'out', 'test', 'host');
  // A test that was deleted must not run from an old build.
  rmSync(outdir, { recursive: true, force: true });
  const tests = globSync('**/*.test.ts', { cwd: from }).map((name) => join(from, name));
  await build({ ...options, entryPoints: [join(from, 'index.ts'), ...tests], outbase: from, outdir, external: ['vscode', 'mocha'] });
}

export async function buildSignInProvider(): Promise<void> {
  const from = join(import.meta.dirname, 'sign-in-provider');
  await build({ ...options, entryPoints: [join(from, 'extension.ts')], outdir: signInProvider.directory, external: ['vscode'] });
  cpSync(join(from, 'package.json'), join(signInProvider.directory, 'package.json'));
}

/** Builds the extension into dist/, or another folder, from nothing: chunks carry hashes, and those of an older build would be packaged. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** @throws with esbuild's output when the build fails. */
export function buildExtension({ production, outdir = join(root, 'dist') }: { readonly production: boolean; readonly outdir?: string }): void {
  rmSync(outdir, { recursive: true, force: true });
  const { status, stderr } = spawnSync(process.execPath, ['esbuild.mjs', '--outdir', outdir, ...(production ? ['--production'] : [])], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The build failed:\n${stderr}`);
}

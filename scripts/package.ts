/** Packages the extension as connector-studio.vsix; a warning of vsce is an error here. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { buildExtension, root } from './build.ts';

export const vsix = join(root, 'connector-studio.vsix');

export interface Package {
  readonly bytes: number;
  readonly files: readonly string[];
}

function vsce(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', '@vscode', 'vsce', 'vsce'), ...args], { cwd: root, encoding: 'utf8' });
  const output = `${stdout}${stderr}`;
  if (status !== 0 || /\bwarning\b/i.test(output)) throw new Error(`vsce ${args[0]} complains:\n${output.trim()}`);
  return stdout;
}

/** @throws when the build fails or vsce fails or warns. */
export function packageExtension(): Package {
  buildExtension({ production: true });
  vsce('package', '--no-dependencies', '--out', vsix);
  const files = vsce('ls', '--no-dependencies').split('\n').filter(Boolean);
  return { bytes: statSync(vsix).size, files };
}

export function describePackage({ bytes, files }: Package): string {
  return `${(bytes / 1024).toFixed(0)} KiB, ${files.length} files`;
}

if (import.meta.main) console.log(`connector-studio.vsix: ${describePackage(packageExtension())}`);

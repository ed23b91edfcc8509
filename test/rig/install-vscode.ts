/**
 * Installs VS Code's server, workbench and extension host from npm (code-server carries them whole). Its own
 * postinstall compiles native modules that need libkrb5; nothing of that is used here, so scripts stay off, and the
 * packages of lib/vscode are installed by hand, as that postinstall would.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const rig = import.meta.dirname;
export const vscodeHome = join(rig, 'node_modules', 'code-server', 'lib', 'vscode');

/** Written last, so that an interrupted installation is done again. */
const stamp = join(rig, 'node_modules', '.installed');

function npm(cwd: string, ...args: string[]): void {
  const { status, stderr } = spawnSync('npm', [...args, '--ignore-scripts', '--no-audit', '--no-fund'], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${stderr}`);
}

export function installVscode(log: (line: string) => void = console.log): void {
  const wanted = readFileSync(join(rig, 'package-lock.json'), 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  log('Installing VS Code for the tests (about 25 s)…');
  npm(rig, 'ci');
  npm(vscodeHome, 'install', '--omit=dev');
  npm(join(vscodeHome, 'extensions'), 'install', '--omit=dev');
  writeFileSync(stamp, wanted);
}

if (import.meta.main) installVscode();

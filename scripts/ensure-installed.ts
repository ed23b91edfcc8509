/** What the scripts need beyond node_modules: VS Code for the tests and a browser for its window. */
import { browserPath } from '../test/rig/browser.ts';
import { installVscode } from '../test/rig/install-vscode.ts';

/** @throws when there is no browser, saying how to get one. */
export function ensureInstalled(): void {
  browserPath();
  installVscode();
}

if (import.meta.main) ensureInstalled();

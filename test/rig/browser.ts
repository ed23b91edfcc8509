/** Finds and starts Chromium or Chrome as the window of VS Code. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const macApplications = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);

/** @throws when there is none, saying how to get one. */
export function browserPath(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [process.env['CHROMIUM_PATH'], ...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...macApplications];
  const found = candidates.find((path) => path && existsSync(path));
  if (found) return found;
  throw new Error('Neither Chromium nor Chrome was found. On Debian and Ubuntu: sudo apt-get install chromium. Elsewhere set CHROMIUM_PATH.');
}

export interface BrowserOptions {
  /** True by default: nobody sees the window, and it reaches no other machine. False shows it on the desktop. */
  readonly headless?: boolean;
}

export function launchBrowser({ headless = true }: BrowserOptions = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath(),
    headless,
    args: [
      // Chromium's own sandbox needs what containers and root do not have.
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
      ...(headless ? ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'] : []),
    ],
  });
}

/** Runs the host tests inside the extension host of a real VS Code window, with the extension from its sources' build. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventsVariable } from '../host/test-events.ts';
import { buildHostTests, buildSignInProvider, hostTestsEntry, root, signInProvider } from './build-tests.ts';
import { countHostTests, type TestCounts } from './test-counts.ts';
import { startVscodeServer, type Settings } from './vscode-server.ts';
import { StudioWindow } from './window.ts';

export interface HostTestOptions {
  /** Absolute path of the folder to open; an empty one of its own when undefined. */
  readonly workspace?: string;
  /** Added to the environment of the extension host. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly path?: readonly string[];
  readonly settings?: Settings;
  /** The extension under test: a folder with a built `package.json#main`. */
  readonly extension?: string;
  readonly log?: (line: string) => void;
  /** Milliseconds for the whole run. */
  readonly timeout?: number;
}

/** What the window and the extension host printed during the last run: VS Code's own lines, too, so it is not shown. */
export const hostConsoleFile = join(root, 'out', 'test', 'host-console.log');

/** @throws when the run ends without a verdict, or with one that contradicts the tests' own events. */
export async function runHostTests(options: HostTestOptions = {}): Promise<TestCounts> {
  await Promise.all([buildHostTests(), buildSignInProvider()]);
  const scratch = mkdtempSync(join(tmpdir(), 'connector-studio-host-tests-'));
  const events = join(scratch, 'events.jsonl');
  const workspace = options.workspace ?? join(scratch, 'workspace');
  mkdirSync(workspace, { recursive: true });
  const lines: string[] = [];
  let opened: Promise<StudioWindow> | undefined;
  const server = await startVscodeServer({
    env: { ...options.env, [eventsVariable]: events },
    path: options.path,
    settings: options.settings,
    // Installed rather than in development: of several `extensionDevelopmentPath` the last one alone is loaded.
    unpacked: [signInProvider],
    developmentKeys: true,
  });
  try {
    // Only a URI of exactly this scheme and authority is read from the server's disk.
    const uri = (path: string) => `vscode-remote://127.0.0.1:${server.port}${path}`;
    const code = await new Promise<number>((resolve, reject) => {
      const limit = options.timeout ?? 300_000;
      const timer = setTimeout(() => reject(new Error(`The host tests gave no verdict within ${limit / 1000} s; see ${hostConsoleFile}.`)), limit);
      opened = StudioWindow.open({
        server,
        workspace,
        payload: [['extensionDevelopmentPath', uri(options.extension ?? root)], ['extensionTestsPath', uri(hostTestsEntry)], ['skipWelcome', 'true']],
        prepare: async (page) => {
          await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => lines.push(`${type}: ${args.map(String).join(' ')}`));
          await page.exposeFunction('codeAutomationExit', (verdict: number) => {
            clearTimeout(timer);
            resolve(verdict);
          });
        },
      });
      opened.catch(reject);
    });
    return readVerdict(code, events, options.log ?? console.log);
  } finally {
    await opened?.then((window) => window.close(), () => undefined);
    writeFileSync(hostConsoleFile, lines.join('\n'));
    await server.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

function readVerdict(code: number, events: string, log: (line: string) => void): TestCounts {
  const counts = countHostTests(events, log);
  if (counts.passed + counts.failed + counts.skipped === 0) throw new Error(`No host test ran; see ${hostConsoleFile}.`);
  if ((code === 0) !== (counts.failed === 0)) throw new Error(`The extension host ended with ${code}, but ${counts.failed} tests failed; see ${hostConsoleFile}.`);
  return counts;
}

if (import.meta.main) {
  const { passed, failed, skipped } = await runHostTests();
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** Runs a module inside the extension host of a real VS Code window, with an extension under development. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSignInProvider, root, signInProvider } from './build-tests.ts';
import { startVscodeServer, type Settings } from './vscode-server.ts';
import { StudioWindow } from './window.ts';

export interface HostRunOptions {
  /** Absolute path of a CommonJS module with `run(): Promise<void>`. */
  readonly entry: string;
  /** Absolute path of the folder to open. */
  readonly workspace: string;
  /** Added to the environment of the extension host. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly path?: readonly string[];
  readonly settings?: Settings;
  /** The extension under development: a folder with a built `package.json#main`. */
  readonly extension?: string;
  /** Milliseconds for the whole run. */
  readonly timeout?: number;
}

/** What the window and the extension host printed during the last run: VS Code's own lines, too, so it is not shown. */
export const hostConsoleFile = join(root, 'out', 'test', 'host-console.log');

/**
 * The exit code of the extension host, 0 where `run` was fulfilled.
 *
 * @throws when the run ends without one.
 */
export async function runInExtensionHost(options: HostRunOptions): Promise<number> {
  await buildSignInProvider();
  const lines: string[] = [];
  let opened: Promise<StudioWindow> | undefined;
  const server = await startVscodeServer({
    env: options.env,
    path: options.path,
    settings: options.settings,
    // Installed rather than in development: of several `extensionDevelopmentPath` the last one alone is loaded.
    unpacked: [signInProvider],
    developmentKeys: true,
  });
  try {
    // Only a URI of exactly this scheme and authority is read from the server's disk.
    const uri = (path: string) => `vscode-remote://127.0.0.1:${server.port}${path}`;
    return await new Promise<number>((resolve, reject) => {
      const limit = options.timeout ?? 300_000;
      const timer = setTimeout(() => reject(new Error(`The extension host gave no verdict within ${limit / 1000} s; see ${hostConsoleFile}.`)), limit);
      opened = StudioWindow.open({
        server,
        workspace: options.workspace,
        payload: [['extensionDevelopmentPath', uri(options.extension ?? root)], ['extensionTestsPath', uri(options.entry)], ['skipWelcome', 'true']],
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
  } finally {
    await opened?.then((window) => window.close(), () => undefined);
    mkdirSync(dirname(hostConsoleFile), { recursive: true });
    writeFileSync(hostConsoleFile, lines.join('\n'));
    await server.stop();
  }
}

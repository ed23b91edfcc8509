/** Starts one VS Code server with directories of its own, so that runs never see each other's settings or state. */
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installVscode, vscodeHome } from './install-vscode.ts';

export interface ServerOptions {
  /** Added to the environment of server and extension host. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** User settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Machine settings, the scope of our own settings. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  /** Unpacked extensions to install: directory → `publisher.name-version`. */
  readonly extensions?: readonly { readonly directory: string; readonly id: string }[];
  readonly port?: number;
}

export interface VscodeServer {
  readonly port: number;
  readonly origin: string;
  readonly dataDirectory: string;
  /** Everything the server has printed. */
  output(): string;
  stop(): Promise<void>;
}

/** What a calm window needs: no trust prompt, no welcome page, no network of VS Code's own. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'security.workspace.trust.enabled': false,
  'security.workspace.trust.startupPrompt': 'never',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'update.mode': 'none',
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'window.commandCenter': false,
  'window.confirmBeforeClose': 'never',
  'editor.accessibilitySupport': 'off',
};

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

export async function startVscodeServer(options: ServerOptions = {}): Promise<VscodeServer> {
  installVscode();
  const port = options.port ?? (await freePort());
  const dataDirectory = mkdtempSync(join(tmpdir(), 'connector-studio-vscode-'));
  const directory = (name: string) => {
    const path = join(dataDirectory, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const user = directory('user');
  const extensions = directory('extensions');
  mkdirSync(join(user, 'User'), { recursive: true });
  writeFileSync(join(user, 'User', 'settings.json'), JSON.stringify({ ...quietSettings, ...options.settings }, null, 2));
  const machine = join(user, 'Machine');
  mkdirSync(machine, { recursive: true });
  writeFileSync(join(machine, 'settings.json'), JSON.stringify({ ...quietSettings, ...options.settings, ...options.machineSettings }, null, 2));
  for (const { directory: from, id } of options.extensions ?? []) cpSync(from, join(extensions, id), { recursive: true });

  const child = spawn(
    process.execPath,
    [
      join(vscodeHome, 'out', 'server-main.js'),
      '--host', '127.0.0.1', '--port', String(port),
      '--without-connection-token', '--accept-server-license-terms',
      // Without it, VS Code from 1.133 on ignores the development keys of the page's payload.
      '--enable-smoke-test-driver',
      '--user-data-dir', user, '--server-data-dir', directory('server'), '--extensions-dir', extensions,
      '--disable-workspace-trust', '--telemetry-level', 'off',
    ],
    { cwd: vscodeHome, env: { ...process.env, ...options.env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await listening(child, port, () => output);
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    dataDirectory,
    output: () => output,
    async stop() {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      // The extension hosts are children of the server: the whole group goes.
      try {
        process.kill(-(child.pid ?? 0), 'SIGKILL');
      } catch {
        // Already gone.
      }
      if (child.exitCode === null && child.signalCode === null) await ended;
      rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

async function listening(child: ChildProcess, port: number, output: () => string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The VS Code server ended at once:\n${output()}`);
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/version`);
      if (answer.ok) return;
    } catch {
      // Not yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`The VS Code server did not answer within 60 s:\n${output()}`);
}

/**
 * Starts one VS Code server with directories of its own, so that runs never see each other's settings or state.
 *
 * Measured in the extension host it starts (VS Code 1.139): an ESM extension with split chunks loads, and
 * @azure/core-rest-pipeline goes through HTTPS_PROXY and trusts NODE_EXTRA_CA_CERTS without any setting, although
 * VS Code patches node's http and tls.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { installVscode, vscodeHome } from './install-vscode.ts';
import { descendants } from './process-tree.ts';

export type Settings = Readonly<Record<string, unknown>>;

export interface ServerOptions {
  /** Added to the environment of server and extension host; undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Directories put in front of PATH. */
  readonly path?: readonly string[];
  readonly settings?: Settings;
  /** Packaged extensions, installed by VS Code itself. */
  readonly vsix?: readonly string[];
  /** Unpacked extensions and the name of their folder among the installed ones, `publisher.name-version`. */
  readonly unpacked?: readonly { readonly directory: string; readonly id: string }[];
  readonly port?: number;
  /**
   * Honours the development keys of the page's payload (host tests). Not for a person's window nor for one that plays
   * a person: VS Code then shows no notification toasts.
   */
  readonly developmentKeys?: boolean;
}

export interface VscodeServer {
  readonly port: number;
  readonly origin: string;
  readonly dataDirectory: string;
  /** Ends every extension host at once, as a crash or a power cut would. */
  killExtensionHosts(): void;
  /** Everything the server has printed. */
  output(): string;
  /** Ends the server with its extension hosts and removes its directories. */
  stop(): Promise<void>;
}

/** What a calm window needs: no trust prompt, no welcome page, no network of VS Code's own. */
const quietSettings: Settings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'security.workspace.trust.enabled': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'update.mode': 'none',
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'window.commandCenter': false,
  'window.confirmBeforeClose': 'never',
  'editor.accessibilitySupport': 'off',
  'editor.minimap.enabled': false,
};

/** Read by code-server in place of its own: no marketplace, so VS Code asks none for updates. */
const noGallery = JSON.stringify({ serviceUrl: '', itemUrl: '', extensionUrlTemplate: '', resourceUrlTemplate: '', controlUrl: '' });

/**
 * code-server sends the browser that opens a loopback link of the extension host to a proxy of its own, which its bare
 * server does not have. Without an address for it the link stays as it is; browser and server share the machine here.
 */
const noPortProxy = '';

const signals = ['SIGINT', 'SIGTERM'] as const;

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
  const directory = (...names: string[]) => {
    const path = join(dataDirectory, ...names);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const user = directory('user');
  const places = ['--user-data-dir', user, '--server-data-dir', directory('server'), '--extensions-dir', directory('extensions')];

  const settings = JSON.stringify({ ...quietSettings, ...options.settings }, null, 2);
  writeFileSync(join(directory('user', 'User'), 'settings.json'), settings);
  // Settings of machine scope, as the extension's own, are read here in a window with a remote extension host.
  writeFileSync(join(directory('user', 'Machine'), 'settings.json'), settings);

  const main = join(vscodeHome, 'out', 'server-main.js');
  for (const { directory: from, id } of options.unpacked ?? []) cpSync(from, directory('extensions', id), { recursive: true });
  for (const vsix of options.vsix ?? []) installExtension(main, vsix, places);

  const env: Record<string, string | undefined> = { ...process.env, EXTENSIONS_GALLERY: noGallery, VSCODE_PROXY_URI: noPortProxy, ...options.env };
  env['PATH'] = [...(options.path ?? []), env['PATH'] ?? ''].join(delimiter);
  const child = spawn(
    process.execPath,
    [
      main, '--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms',
      // Without it, VS Code from 1.133 on ignores the development keys of the page's payload.
      ...(options.developmentKeys ? ['--enable-smoke-test-driver'] : []),
      // Else the login shell's environment replaces ours in the extension host, PATH first of all.
      '--force-disable-user-env',
      ...places, '--disable-workspace-trust', '--telemetry-level', 'off',
    ],
    { cwd: vscodeHome, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const killTree = () => {
    try {
      // The extension hosts are children of the server: the whole group goes.
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // Already gone.
    }
  };
  const removeData = () => rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  const onExit = () => {
    killTree();
    removeData();
  };
  process.once('exit', onExit);
  // By default a signal ends this process without its exit handlers, and the server would live on.
  const onSignal = () => process.exit(130);
  for (const signal of signals) process.once(signal, onSignal);
  await listening(child, port, () => output);
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    dataDirectory,
    killExtensionHosts() {
      const hosts = descendants(child.pid ?? 0).filter(({ command }) => command.includes('--type=extensionHost'));
      if (hosts.length === 0) throw new Error('There is no extension host to end.');
      for (const { pid } of hosts) process.kill(pid, 'SIGKILL');
    },
    output: () => output,
    async stop() {
      process.off('exit', onExit);
      for (const signal of signals) process.off(signal, onSignal);
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      killTree();
      if (child.exitCode === null && child.signalCode === null) await ended;
      removeData();
    },
  };
}

function installExtension(main: string, vsix: string, places: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, '--install-extension', vsix, '--force', ...places], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`VS Code refused to install ${vsix}:\n${stdout}${stderr}`);
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

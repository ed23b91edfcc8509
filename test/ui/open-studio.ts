/** The packaged extension in a real VS Code, signed in to a sandbox tenant of its own: the stage of a UI test. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageExtension, vsix } from '../../scripts/package.ts';
import { buildSignInProvider, signInProvider } from '../rig/build-tests.ts';
import { sandboxEnvironment, standInPath } from '../rig/sandbox-environment.ts';
import { startVscodeServer, type Settings, type VscodeServer } from '../rig/vscode-server.ts';
import { StudioWindow, workspaceUrl } from '../rig/window.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';

export interface StudioOptions {
  /** Fills the workspace before VS Code starts; it is empty without. */
  readonly prepareWorkspace?: (directory: string) => void;
  readonly settings?: Settings;
  /** E.g. `SANDBOX_ACCOUNTS`, `AZ_STANDIN_MODE`; see test/rig/sign-in-provider and test/rig/bin. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly sandbox?: Parameters<typeof startSandbox>[0];
}

export interface OpenStudio {
  readonly sandbox: Sandbox;
  readonly server: VscodeServer;
  /** Absolute path of the opened folder. */
  readonly workspace: string;
  readonly url: string;
  openWindow(options?: { readonly headless?: boolean }): Promise<StudioWindow>;
  /** Ends windows, server and sandbox and removes their directories. */
  stop(): Promise<void>;
}

export async function openStudio(options: StudioOptions = {}): Promise<OpenStudio> {
  if (!existsSync(vsix)) packageExtension();
  await buildSignInProvider();
  const scratch = mkdtempSync(join(tmpdir(), 'connector-studio-workspace-'));
  // The folder's name is what the window's title and the screenshots show.
  const workspace = join(scratch, 'contoso-connectors');
  mkdirSync(workspace);
  options.prepareWorkspace?.(workspace);
  const removeScratch = () => rmSync(scratch, { recursive: true, force: true });
  process.once('exit', removeScratch);
  const sandbox = await startSandbox(options.sandbox);
  const windows: StudioWindow[] = [];
  const server = await startVscodeServer({
    env: { ...sandboxEnvironment(sandbox), ...options.env },
    path: [standInPath],
    settings: options.settings,
    vsix: [vsix],
    unpacked: [signInProvider],
  }).catch(async (error: unknown) => {
    await sandbox.stop();
    throw error;
  });
  return {
    sandbox,
    server,
    workspace,
    url: workspaceUrl(server.origin, workspace),
    async openWindow({ headless } = {}) {
      const window = await StudioWindow.open({ server, workspace, headless });
      windows.push(window);
      return window;
    },
    async stop() {
      await Promise.all(windows.map((window) => window.close()));
      await server.stop();
      process.off('exit', removeScratch);
      removeScratch();
      await sandbox.stop();
    },
  };
}

/**
 * Runs the host tests in a desktop VS Code, which @vscode/test-electron downloads: same bundle, same `run()` as the
 * host suite of scripts/test.ts. Needs a display and access to update.code.visualstudio.com.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { eventsVariable } from '../test/host/test-events.ts';
import { buildHostTests, buildSignInProvider, hostTestsEntry, signInProvider } from '../test/rig/build-tests.ts';
import { sandboxEnvironment } from '../test/rig/sandbox-environment.ts';
import { countHostTests } from '../test/rig/test-counts.ts';
import { startSandbox } from '../test/sandbox/sandbox.ts';
import { buildExtension, root } from './build.ts';

buildExtension({ production: false });
await Promise.all([buildHostTests(), buildSignInProvider()]);
const scratch = mkdtempSync(join(tmpdir(), 'connector-studio-electron-'));
const events = join(scratch, 'events.jsonl');
const workspace = join(scratch, 'workspace');
mkdirSync(workspace);
const sandbox = await startSandbox();
let code = 1;
try {
  code = await runTests({
    extensionDevelopmentPath: [root, signInProvider.directory],
    extensionTestsPath: hostTestsEntry,
    extensionTestsEnv: { ...sandboxEnvironment(sandbox), [eventsVariable]: events },
    launchArgs: [workspace, '--disable-workspace-trust', '--user-data-dir', join(scratch, 'user')],
  });
} catch (error) {
  // Also how failed tests come back; their count says more.
  console.error(error);
} finally {
  await sandbox.stop();
}
const { passed, failed, skipped } = countHostTests(events, console.log);
rmSync(scratch, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = code === 0 && failed === 0 && passed > 0 ? 0 : 1;

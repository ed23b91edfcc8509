/**
 * Opens VS Code with the packaged extension, a sample workspace and a sandbox tenant, and waits. With `--headless` the
 * main job does itself in a window instead: exit code 0 only if the trust it sets up works.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { graphJob, proveTrust, runMainJob } from '../test/ui/main-job.ts';
import { openStudio, type OpenStudio } from '../test/ui/open-studio.ts';
import { root } from './build.ts';
import { ensureInstalled } from './ensure-installed.ts';
import { describePackage, packageExtension } from './package.ts';

const { values } = parseArgs({ options: { headless: { type: 'boolean', default: false } } });

ensureInstalled();
console.log('Packaging the extension…');
console.log(`connector-studio.vsix: ${describePackage(packageExtension())}`);
if (values.headless) await doMainJob();
else await openForPerson();

async function doMainJob(): Promise<void> {
  const studio = await openStudio();
  const window = await studio.openWindow();
  try {
    await runMainJob(studio, window, {
      job: graphJob,
      say: (line) => console.log(line),
      picture: (name) => window.screenshot(join(root, 'media', `${name}.png`)),
    });
    proveTrust(studio, graphJob);
    console.log('The trust works.');
  } catch (error) {
    console.error(error);
    const picture = join(root, 'out', 'ui', 'main-job.png');
    await window.screenshot(picture);
    console.error(`The window as it was: ${picture}`);
    process.exitCode = 1;
  } finally {
    console.log(`The sandbox at the end:\n${JSON.stringify(studio.sandbox.state(), null, 2)}`);
    await studio.stop();
  }
}

async function openForPerson(): Promise<void> {
  const studio = await openStudio({
    prepareWorkspace: (directory) => cpSync(join(root, 'test', 'ui', 'sample-workspace'), directory, { recursive: true }),
    settings: { 'workbench.startupEditor': 'readme' },
  });
  console.log(`\nVS Code:  ${studio.url}\nSandbox:  ${studio.sandbox.controlUrl}/state\nCtrl+C ends both.`);
  if (hasDisplay()) await showWindow(studio);
  else await new Promise(() => setInterval(() => undefined, 60_000));
  await studio.stop();
}

function hasDisplay(): boolean {
  return process.platform === 'darwin' || process.platform === 'win32' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

async function showWindow(studio: OpenStudio): Promise<void> {
  const window = await studio.openWindow({ headless: false });
  await new Promise<void>((resolve) => window.page.once('close', () => resolve()));
}

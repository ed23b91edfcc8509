// Runs the sandbox alone: `node test/sandbox/main.ts [--preset new|established|secretful] [--control-port 4280]`.
import { parseArgs } from 'node:util';
import type { Preset } from './preset-data.ts';
import { startSandbox } from './sandbox.ts';

const { values } = parseArgs({ options: { preset: { type: 'string', default: 'new' }, 'control-port': { type: 'string' } } });
if (values.preset !== 'new' && values.preset !== 'established' && values.preset !== 'secretful') throw new Error(`No such preset: ${values.preset}. Choose new, established or secretful.`);

const sandbox = await startSandbox({
  preset: values.preset satisfies Preset,
  controlPort: values['control-port'] === undefined ? undefined : Number(values['control-port']),
});
console.log(JSON.stringify({ proxyUrl: sandbox.proxyUrl, caPath: sandbox.caPath, controlUrl: sandbox.controlUrl, tenantId: sandbox.tenantId, contract: sandbox.contract }, null, 2));

const stop = (): void => {
  sandbox.stop().then(() => process.exit(0), (error: unknown) => {
    console.error(error);
    process.exit(1);
  });
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);

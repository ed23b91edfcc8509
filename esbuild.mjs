// Builds the extension as ESM with code splitting: what a command needs is loaded when the command runs.
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { buildSchemas } from './scripts/build-schemas.ts';

const { values: { production, outdir } } = parseArgs({ options: { production: { type: 'boolean', default: false }, outdir: { type: 'string', default: 'dist' } } });

// Bundled CommonJS packages call require() for node built-ins; ES modules have none.
const requireForBundledCommonJs = "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

buildSchemas();

await build({
  entryPoints: {
    extension: 'src/extension.ts',
    // A thread of its own, and a program of its own with its threads.
    'authoring-worker': 'src/vscode/language/authoring-worker.ts',
    cli: 'src/cli/connector-studio.ts',
    'check-thread': 'src/cli/check-thread.ts',
  },
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  external: ['vscode'],
  // The CommonJS form of jsonc-parser requires its parts in a way that no bundler can follow.
  mainFields: ['module', 'main'],
  chunkNames: 'chunks/[name]-[hash]',
  banner: { js: requireForBundledCommonJs },
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'info',
  metafile: true,
});

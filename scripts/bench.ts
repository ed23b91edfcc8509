/** `npm run bench -- <name…>`: prints measurements. They are no tests: nothing here can fail for being slow. */
import { benchAuthoring } from '../bench/authoring.ts';
import { benchEditor } from '../bench/editor/editor.ts';
import { benchParse } from '../bench/parse.ts';
import { benchRules } from '../bench/rules.ts';
import { buildSchemas } from './build-schemas.ts';

const benches: Readonly<Record<string, (log: (line: string) => void) => Promise<void> | void>> = { parse: benchParse, rules: benchRules, authoring: benchAuthoring, editor: benchEditor };

buildSchemas();
const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benches);
for (const name of chosen) {
  const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (!bench) throw new Error(`No such bench: ${name}. There are ${Object.keys(benches).join(', ')}.`);
  console.log(`── ${name}`);
  await bench(console.log);
}

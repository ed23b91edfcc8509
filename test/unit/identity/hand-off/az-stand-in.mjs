/** Stands for `az account show` and `az rest`, with the real JMESPath, against the sandbox behind its proxy. */
import { readFileSync } from 'node:fs';
import jmespath from 'jmespath';

const [group, command] = process.argv.slice(2);
const option = (name) => { const at = process.argv.indexOf(name); return at < 0 ? undefined : process.argv[at + 1]; };
const optionsOf = (name) => { const at = process.argv.indexOf(name); const rest = process.argv.slice(at + 1); const end = rest.findIndex((word) => word.startsWith('--')); return at < 0 ? [] : rest.slice(0, end < 0 ? undefined : end); };
const print = (value) => {
  const output = option('--output') ?? 'json';
  if (output === 'none') return;
  process.stdout.write(output === 'tsv' ? `${typeof value === 'string' ? value : JSON.stringify(value)}\n` : `${JSON.stringify(value)}\n`);
};
const queried = (value) => { const query = option('--query'); return query === undefined ? value : jmespath.search(value, query); };

if (group === 'account' && command === 'show') {
  print(queried({ tenantId: process.env.AZ_TENANT }));
} else if (group === 'rest') {
  const body = option('--body');
  if (body !== undefined && !body.startsWith('@')) throw new Error('The stand-in takes bodies from files alone.');
  const headers = Object.fromEntries(optionsOf('--headers').map((header) => header.split(/=(.*)/s).slice(0, 2)));
  const answer = await fetch(`${process.env.AZ_RELAY}`, {
    method: 'POST',
    body: JSON.stringify({ method: option('--method'), url: option('--url'), headers, body: body === undefined ? undefined : readFileSync(body.slice(1), 'utf8') }),
  });
  const { status, body: text } = await answer.json();
  if (status >= 400) {
    process.stderr.write(`ERROR: ${status === 404 ? 'Not Found' : 'Refused'}(${JSON.stringify(text)})\n`);
    process.exit(1);
  }
  if (text !== '') print(queried(text));
} else {
  throw new Error(`The stand-in does not know az ${process.argv.slice(2).join(' ')}.`);
}

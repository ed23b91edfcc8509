/** For programs. The form is documented in docs/cli.md and stays as it is. */
import type { CheckReport } from '../report.ts';

export function jsonOutput({ version, connectors, summary }: CheckReport): string {
  return jsonText({ version, connectors, summary });
}

/** Build servers look for `##vso[…]` in whatever is printed: written like this, it is the same JSON and none of theirs. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replaceAll('##', '#\\u0023')}\n`;
}

/**
 * What can be told about a script without a C# compiler: its class, and the operations it names (learn.microsoft.com,
 * custom connectors, write code: `Context.OperationId` is compared with text, or switched over).
 */
import type { ScriptModel } from './connector-model.ts';

/** What is not closed reaches to the end of its line, comments and verbatim texts to the end of the script. */
const COMMENT_OR_TEXT = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|@"(?:[^"]|"")*"?|\$?"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.[\dA-Fa-f]{0,8})'/g;

const IGNORING_CASE = /\s*,\s*(?:System\s*\.\s*)?StringComparison\s*\.\s*\w*IgnoreCase\b/y;
/** `OperationId == "…"`, `OperationId.Equals("…"`, and both the other way round. */
const COMPARISONS: readonly RegExp[] = [
  /\bOperationId\s*(?:[=!]=\s*|\.\s*Equals\s*\(\s*)"([^"\\\n]+)"/g,
  /"([^"\\\n]+)"\s*(?:[=!]=\s*|\.\s*Equals\s*\(\s*)(?:this\s*\.\s*)?(?:Context\s*\.\s*)?OperationId\b/g,
];

export function scriptModel(text: string): ScriptModel {
  const code = withoutComments(text);
  const operationIds: ScriptModel['operationIds'][number][] = [];
  const add = (id: string, start: number, ignoresCase?: true): void => {
    operationIds.push({ id, range: { start, end: start + id.length }, ignoresCase });
  };
  for (const comparison of COMPARISONS) {
    for (const match of code.matchAll(comparison)) {
      const [whole, id = ''] = match;
      IGNORING_CASE.lastIndex = match.index + whole.length;
      add(id, match.index + whole.indexOf(`"${id}"`) + 1, IGNORING_CASE.test(code) || undefined);
    }
  }
  for (const { start, end } of switchesOverOperationId(code)) {
    for (const match of code.slice(start, end).matchAll(/\bcase\s+"([^"\\\n]+)"|(?:^|[{,])\s*"([^"\\\n]+)"\s*=>/gm)) {
      const id = match[1] ?? match[2] ?? '';
      add(id, start + match.index + match[0].indexOf(`"${id}"`) + 1);
    }
  }
  operationIds.sort((left, right) => left.range.start - right.range.start);
  return { text, hasScriptClass: /\bclass\s+Script\s*:\s*(?:[\w.]+\.)?ScriptBase\b/.test(code), operationIds };
}

/** Comments become blanks, so that offsets stay. */
function withoutComments(text: string): string {
  return text.replace(COMMENT_OR_TEXT, (piece) => (piece.startsWith('/') ? piece.replace(/[^\n]/g, ' ') : piece));
}

/** The bodies of `switch (…OperationId…) {…}` and `…OperationId switch {…}`. */
function switchesOverOperationId(code: string): { start: number; end: number }[] {
  const heads = code.matchAll(/\bswitch\s*\(\s*(?:this\s*\.\s*)?(?:Context\s*\.\s*)?OperationId\s*\)\s*\{|\bOperationId\s+switch\s*\{/g);
  const bodies: { start: number; end: number }[] = [];
  for (const head of heads) {
    // One inside of another is part of it.
    if (head.index < (bodies.at(-1)?.end ?? 0)) continue;
    const start = head.index + head[0].length;
    bodies.push({ start, end: closingBrace(code, start) });
  }
  return bodies;
}

function closingBrace(code: string, from: number): number {
  let depth = 1;
  const token = /"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.[\dA-Fa-f]{0,8})'|[{}]/g;
  token.lastIndex = from;
  for (let match = token.exec(code); match; match = token.exec(code)) {
    if (match[0] === '{') depth++;
    else if (match[0] === '}' && --depth === 0) return match.index;
  }
  return code.length;
}

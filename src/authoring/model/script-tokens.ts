/**
 * A script as tokens with their brackets: enough of C#'s lexical grammar (ECMA-334, 6) to tell what a text stands
 * beside. Comments and directives are left out; an interpolated text is one token whatever it holds.
 */

export interface ScriptToken {
  /** `text`: a literal without escapes, whose `value` is what stands between the quotes. */
  readonly kind: 'word' | 'text' | 'otherText' | 'sign';
  readonly source: string;
  readonly start: number;
  /** Index of the innermost bracket that is open here, −1 at the top. A closing bracket is within its own. */
  readonly within: number;
}

export interface ScriptTokens {
  readonly tokens: readonly ScriptToken[];
  /** Index of the closing bracket by that of the opening one. What is not closed has none. */
  readonly closing: ReadonlyMap<number, number>;
}

/** What is not closed reaches to the end of its line, comments and verbatim texts to the end of the script. */
const TOKEN = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|#[^\n]*|(?:\$@|@\$)"(?:[^"]|"")*"?|@"(?:[^"]|"")*"?|\$?"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.[\dA-Fa-f]{0,8})'|@?[\p{L}_][\p{L}\p{N}_]*|\d[\w.]*|=>|[=!]=|&&|\|\||\?\?|[^\s]/gu;
const CLOSES: Readonly<Record<string, string>> = { '}': '{', ']': '[', ')': '(' };

export function tokensOf(text: string): ScriptTokens {
  const tokens: ScriptToken[] = [];
  const closing = new Map<number, number>();
  const open: number[] = [];
  const openBy = new Map<string, number>();
  for (const { 0: source, index: start } of text.matchAll(TOKEN)) {
    const kind = kindOf(source);
    if (kind === undefined) continue;
    const opener = kind === 'sign' ? CLOSES[source] : undefined;
    if (opener !== undefined) {
      // One that was forgotten closes with the one around it.
      const at = openBy.get(opener) ? open.findLastIndex((index) => tokens[index]?.source === opener) : -1;
      const within = open[at] ?? open.at(-1) ?? -1;
      if (at >= 0) {
        closing.set(within, tokens.length);
        for (const index of open.splice(at)) count(tokens[index]?.source ?? '', -1);
      }
      tokens.push({ kind, source, start, within });
      continue;
    }
    tokens.push({ kind, source, start, within: open.at(-1) ?? -1 });
    if (kind === 'sign' && (source === '{' || source === '[' || source === '(')) {
      open.push(tokens.length - 1);
      count(source, 1);
    }
  }
  return { tokens, closing };

  function count(opener: string, by: number): void {
    openBy.set(opener, (openBy.get(opener) ?? 0) + by);
  }
}

/** What stands between the quotes of a literal without escapes, and where. */
export function contentOf({ source, start }: ScriptToken): { readonly value: string; readonly start: number } {
  const lead = source.indexOf('"') + 1;
  return { value: source.slice(lead, source.endsWith('"') && source.length > lead ? -1 : undefined), start: start + lead };
}

function kindOf(source: string): ScriptToken['kind'] | undefined {
  const first = source.charAt(0);
  if (source.startsWith('//') || source.startsWith('/*') || (first === '#' && source.length > 1)) return undefined;
  if (first === '"' || source.startsWith('@"')) return /\\|.""./s.test(source) ? 'otherText' : 'text';
  if (first === '$' || first === "'" || source.startsWith('@$')) return source.length > 1 ? 'otherText' : 'sign';
  return /^[@\p{L}_]./u.test(source) || /^[\p{L}_]$/u.test(source) ? 'word' : 'sign';
}

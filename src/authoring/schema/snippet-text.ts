/** The snippet syntax of VS Code: text with placeholders (code.visualstudio.com/docs/editing/userdefinedsnippets). */

export interface SnippetPlaceholder {
  /** As it stands in the snippet: `${1:name}`. */
  readonly source: string;
  /** What it stands for until somebody types: the default, or the first choice. */
  readonly text: string;
}

export interface SnippetParts {
  /** The snippet's text, with one character of the private use area for each placeholder. */
  readonly text: string;
  readonly placeholders: readonly SnippetPlaceholder[];
}

const FIRST_MARK = 0xe000;
const MARKS = /[\uE000-\uF8FF]/g;

/** Takes a snippet apart. Placeholders inside placeholders, variables and transformations are none of JSON's snippets. */
export function readSnippet(snippet: string): SnippetParts {
  const placeholders: SnippetPlaceholder[] = [];
  const text = snippet.replace(/\\([$}\\])|\$(?:\d+|\{\d+(?:\|((?:\\.|[^|])*)\||:((?:\\.|[^}\\])*))?\})/g, (source: string, escaped?: string, choices?: string, given?: string) => {
    if (escaped !== undefined) return escaped;
    placeholders.push({ source, text: unescape(choices === undefined ? (given ?? '') : (/^(?:\\.|[^,])*/.exec(choices)?.[0] ?? '')) });
    return String.fromCharCode(FIRST_MARK + placeholders.length - 1);
  });
  return { text, placeholders };
}

/** The snippet of a text with marks. */
export function writeSnippet(text: string, placeholders: readonly SnippetPlaceholder[]): string {
  return text.replace(/[\\$}]/g, '\\$&').replace(MARKS, (mark) => placeholders[mark.charCodeAt(0) - FIRST_MARK]?.source ?? mark);
}

/** The text with what each placeholder stands for in its place. */
export function fillIn(text: string, placeholders: readonly SnippetPlaceholder[]): string {
  return text.replace(MARKS, (mark) => placeholders[mark.charCodeAt(0) - FIRST_MARK]?.text ?? mark);
}

function unescape(text: string): string {
  return text.replace(/\\([$}\\,|])/g, '$1');
}

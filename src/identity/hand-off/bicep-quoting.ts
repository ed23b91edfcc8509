/** Text in Bicep (Azure docs, "Bicep data types", strings: `\\`, `\'`, `\n`, `\r`, `\t`, `\u{…}`, `\$` before a brace). */

/** A string that means exactly `text`. Half a surrogate pair, which Bicep cannot write, becomes U+FFFD. */
export function bicepQuoted(text: string): string {
  const escaped = text.replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\\']/g, String.raw`\$&`)
    .replaceAll('${', String.raw`\${`)
    .replace(/[^\x20-\x7e]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
  return `'${escaped}'`;
}

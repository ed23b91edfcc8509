/**
 * Text in PowerShell, in ASCII alone: Windows PowerShell 5.1 reads a script without a byte order mark in the code page of
 * the machine, and takes typographic quotes for quotes (about_Quoting_Rules).
 */

/** An expression that means exactly `text`. What is not printable ASCII goes through .NET's regular expression escapes. */
export function powershellQuoted(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return singleQuoted(text);
  const escaped = text.replace(/\\/g, String.raw`\\`).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `([regex]::Unescape(${singleQuoted(escaped)}))`;
}

function singleQuoted(ascii: string): string {
  return `'${ascii.replaceAll("'", "''")}'`;
}

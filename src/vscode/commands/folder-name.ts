/** A folder name from a title, usable on every file system. */

/** Device names that Windows reserves, whatever the extension (Microsoft: Naming Files, Paths, and Namespaces). */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/;

const longest = 60;

/** `MS Graph – No Secret` → `ms-graph-no-secret`. Letters and digits of every script stay. */
export function folderNameFor(title: string): string {
  const name = title.normalize('NFC').toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  const cut = [...name].slice(0, longest).join('').replace(/^-+|-+$/g, '');
  return cut === '' || reserved.test(cut) ? `connector${cut === '' ? '' : `-${cut}`}` : cut;
}

/** One that none of `taken` has, whatever the case; a number tells namesakes apart. */
export function freeFolderName(title: string, taken: Iterable<string>): string {
  const base = folderNameFor(title);
  const lower = new Set([...taken].map((name) => name.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (!lower.has(name.toLowerCase())) return name;
  }
}

export type FolderNameProblem = 'empty' | 'character' | 'reserved' | 'ending';

/** What keeps a typed name from being one folder's name. */
export function folderNameProblem(name: string): FolderNameProblem | undefined {
  if (name === '') return 'empty';
  if (/[<>:"/\\|?*\u0000-\u001f]/.test(name)) return 'character';
  if (reserved.test(name.toLowerCase().replace(/\..*$/s, ''))) return 'reserved';
  return /[. ]$/.test(name) ? 'ending' : undefined;
}

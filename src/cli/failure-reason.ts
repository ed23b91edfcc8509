/** What the file system refused, and why, in words for the end of a sentence. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'the rights to it are missing',
  EPERM: 'the rights to it are missing',
  EROFS: 'it lies on a file system that cannot be written',
  ENOENT: 'it does not exist',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'its name is too long',
};

export function reasonOf(error: unknown): string {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (typeof code === 'string' && Object.hasOwn(REASONS, code)) return REASONS[code] ?? code;
  return typeof message === 'string' ? message : String(error);
}

/** The file or folder that an error of the file system is about. */
export function pathOf(error: unknown): string | undefined {
  const { path } = error as NodeJS.ErrnoException;
  return typeof path === 'string' ? path : undefined;
}

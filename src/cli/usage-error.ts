/** The command line is wrong, or names what cannot be read. The message says which part; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Milliseconds that this thread computes while `body` runs. Bounds against hanging are measured so: on a machine that
 * does other things as well, the clock on the wall says little.
 */
export function threadTime(body: () => void): number {
  const before = process.threadCpuUsage();
  body();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

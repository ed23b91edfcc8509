// Loaded into a measured process: writes its peak memory, in kilobytes, where the measurer looks for it.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  if (process.env.BENCH_MEMORY) writeFileSync(process.env.BENCH_MEMORY, String(process.resourceUsage().maxRSS));
});

/** Times of repeated work, and how figures are written. */

export interface Timing {
  readonly medianMs: number;
  readonly bestMs: number;
  /** CPU time of the process for one run: what is left of a busy machine's figures. */
  readonly cpuMs: number;
}

/** Runs some work again and again; the first runs warm up and are not counted. */
export async function timeOf(runs: number, work: () => unknown): Promise<Timing> {
  const warmUp = Math.min(runs, 5);
  const times: number[] = [];
  let cpu = process.cpuUsage();
  for (let run = -warmUp; run < runs; run += 1) {
    if (run === 0) cpu = process.cpuUsage();
    const start = performance.now();
    await work();
    if (run >= 0) times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(cpu);
  times.sort((a, b) => a - b);
  const cpuMs = (user + system) / 1000 / runs;
  return { cpuMs, medianMs: times[Math.floor(times.length / 2)] ?? 0, bestMs: times[0] ?? 0 };
}

export const milliseconds = (ms: number): string => ms.toFixed(ms < 10 ? 2 : 1).padStart(9);
export const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(2).padStart(8);

/**
 * Whether the gateway can do its work. Details have numbers and fixed words, never the text of an error: these routes
 * are open to everyone.
 */
import type { Check, Readiness } from './health.schemas.ts';

/** One question; throwing or taking too long is a FAIL. */
export interface Probe {
  readonly name: string;
  readonly ask: () => Promise<Omit<Check, 'name'>>;
}

export interface HealthService {
  readiness(): Promise<Readiness>;
}

export interface HealthServiceOptions {
  readonly probes: readonly Probe[];
  /** Longest wait for one probe, milliseconds. */
  readonly timeoutMs?: number;
  /** True once the gateway is being stopped. */
  readonly stopping: () => boolean;
}

export function createHealthService({ probes, timeoutMs = 2_000, stopping }: HealthServiceOptions): HealthService {
  return {
    async readiness() {
      if (stopping()) return { status: 'NOT_READY', checks: [{ name: 'gateway', level: 'FAIL', detail: 'stopping' }] };
      const checks = await Promise.all(probes.map((probe) => run(probe, timeoutMs)));
      return { status: checks.some(({ level }) => level === 'FAIL') ? 'NOT_READY' : 'READY', checks };
    },
  };
}

async function run({ name, ask }: Probe, timeoutMs: number): Promise<Check> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Omit<Check, 'name'>>((resolve) => {
    timer = setTimeout(() => resolve({ level: 'FAIL', detail: `no answer within ${timeoutMs} ms` }), timeoutMs);
  });
  try {
    return { name, ...(await Promise.race([ask(), late])) };
  } catch {
    return { name, level: 'FAIL', detail: 'does not answer' };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Work that many small causes ask for, done in rounds: what is marked while a round runs waits for the next one, and
 * between rounds there is a rest as long as the round was slow. However many events arrive, at most a tenth of the time
 * goes into reading again, and nothing that was marked is forgotten.
 */

export interface RoundsPlatform {
  /** Milliseconds since any moment. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Waited for before each round, so that a batch of the ledger makes one, milliseconds. */
const GATHER_MS = 50;
const REST_PER_WORK = 9;

const PLATFORM: RoundsPlatform = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/**
 * @param work for everything that was marked since the last round; must not fail
 * @returns marks something
 */
export function createRounds<T>(work: (marked: ReadonlySet<T>) => Promise<void>, platform = PLATFORM) {
  let marked = new Set<T>();
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (marked.size > 0) {
      await platform.sleep(GATHER_MS);
      const taken = marked;
      marked = new Set();
      const from = platform.now();
      await work(taken);
      await platform.sleep((platform.now() - from) * REST_PER_WORK);
    }
    running = false;
  }

  return (what: T): void => {
    marked.add(what);
    if (!running) void run();
  };
}

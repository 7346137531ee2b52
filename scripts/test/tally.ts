/** Counts of one or several test runs, and the one line that reports them. */

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const EMPTY_TALLY: Tally = { passed: 0, failed: 0, skipped: 0 };

/** Sum of several tallies. */
export function sumTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, next) => ({
      passed: sum.passed + next.passed,
      failed: sum.failed + next.failed,
      skipped: sum.skipped + next.skipped,
    }),
    EMPTY_TALLY,
  );
}

/** `N passed, N failed`, followed by `, N skipped` if any were. */
export function formatTally(tally: Tally): string {
  const line = `${tally.passed} passed, ${tally.failed} failed`;
  return tally.skipped > 0 ? `${line}, ${tally.skipped} skipped` : line;
}

/** A run is green if something passed and nothing failed: a run that found no test has proved nothing. */
export function isGreen(tally: Tally): boolean {
  return tally.failed === 0 && tally.passed > 0;
}

/**
 * Reads the counts that a runner wrote as JSON.
 * @throws {TypeError} if the text is not a tally
 */
export function parseTally(text: string): Tally {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new TypeError('a tally is an object');
  return { passed: count(value, 'passed'), failed: count(value, 'failed'), skipped: count(value, 'skipped') };
}

function count(value: object, name: string): number {
  const found: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
  if (typeof found !== 'number' || !Number.isSafeInteger(found) || found < 0) {
    throw new TypeError(`${name} is not a count`);
  }
  return found;
}

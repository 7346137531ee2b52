/** What every demonstration is: a temporary directory, parts that are stopped whatever happens, and totals at the end. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { DEMO_SCRYPT_N } from './person-messages.ts';
import { createReport, type Report } from './report.ts';

/** What a demonstration plays on. */
export interface Frame {
  readonly report: Report;
  /** Temporary; removed at the end. */
  readonly directory: string;
  /** Has something stopped at the end, what was started last first. */
  atEnd(stop: () => Promise<unknown>): void;
}

/**
 * Plays a demonstration: `--json` prints one JSON value instead of lines, `--keep` keeps the directory.
 * @returns exit code, 0 only if every expectation held
 */
export async function runDemo(title: string, play: (frame: Frame) => Promise<void>): Promise<number> {
  const { json, keep } = parseArgs({
    options: { json: { type: 'boolean', default: false }, keep: { type: 'boolean', default: false } },
  }).values;
  const started = performance.now();
  const report = createReport(process.stdout, json);
  const directory = await mkdtemp(path.join(tmpdir(), 'corridor-demo-'));
  const stops: (() => Promise<unknown>)[] = [];
  const end = once(async () => {
    for (const stop of stops.toReversed()) await stop();
    if (!keep) await rm(directory, { recursive: true, force: true });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void end().then(() => process.exit(130)));
  report.line(title);
  report.line(
    `Loopback only. Key files are encrypted with scrypt N=${DEMO_SCRYPT_N}, for speed; the standard is 131072.`,
  );
  try {
    await play({ report, directory, atEnd: (stop) => stops.push(stop) });
  } catch (error) {
    report.expect('the demo ran to its end', false, error instanceof Error ? error.message : String(error));
  } finally {
    await end();
  }
  return conclude(report, json, performance.now() - started, keep ? directory : undefined);
}

function conclude(report: Report, json: boolean, milliseconds: number, kept: string | undefined): number {
  const { steps, expectations } = report;
  const held = expectations.filter((expectation) => expectation.held).length;
  const gas = steps.reduce((sum, step) => sum + (step.gas ?? 0), 0);
  const sorted = steps.map((step) => step.milliseconds).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const ok = expectations.length > 0 && held === expectations.length;
  const totals = { actions: steps.length, gas, medianMilliseconds: Math.round(median), seconds: milliseconds / 1000 };
  report.heading('Totals');
  report.line(
    `${steps.length} signed actions anchored, ${gas.toLocaleString('en')} gas, median ${Math.round(median)} ms from ` +
      `asking to anchored; ${(milliseconds / 1000).toFixed(1)} s in all.`,
  );
  report.line(`${held} of ${expectations.length} expectations held.${ok ? '' : ' THE DEMO FAILED.'}`);
  if (kept !== undefined) report.line(`Kept in ${kept}`);
  if (json) process.stdout.write(`${JSON.stringify({ ok, totals, steps, expectations }, undefined, 2)}\n`);
  return ok ? 0 : 1;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}

/**
 * `npm run demo`: carries a real manifest and a simulated case through both customs and verifies the outcome.
 *
 * Everything runs on this machine, on loopback, in a temporary directory that is removed at the end. Each person is a
 * process of their own with their own encrypted key file and reaches the ledger by the gateway's public HTTP.
 * `--json` prints one JSON value instead; `--keep` keeps the directory. Exit code 0 only if every expectation held.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Running, Supervisor } from '../embedded/supervisor/supervisor.ts';
import { runCorridorCase } from './corridor-scene.ts';
import { enrolEverybody, startPeople } from './enrol.ts';
import type { Person } from './person.ts';
import { DEMO_SCRYPT_N } from './person-messages.ts';
import { anchorRealManifest } from './real-manifest.ts';
import { createReport, type Report } from './report.ts';
import { verifyAndTamper } from './verify-scene.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, keep: { type: 'boolean', default: false } },
});

process.exitCode = await main(values);

async function main({ json, keep }: { json: boolean; keep: boolean }): Promise<number> {
  const started = performance.now();
  const report = createReport(process.stdout, json);
  const directory = await mkdtemp(path.join(tmpdir(), 'corridor-demo-'));
  const supervisor = demoSupervisor(directory, report);
  const processes: Person[] = [];
  const end = once(async () => {
    await Promise.all(processes.map((person) => person.leave()));
    await supervisor.stop();
    if (!keep) await rm(directory, { recursive: true, force: true });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void end().then(() => process.exit(130)));
  try {
    await play(report, supervisor, directory, processes);
  } catch (error) {
    report.expect('the demo ran to its end', false, error instanceof Error ? error.message : String(error));
  } finally {
    await end();
  }
  return conclude(report, json, performance.now() - started, keep ? directory : undefined);
}

/** Twenty people behind one address and a few clerks' sessions would meet the limits that are meant for one person. */
function demoSupervisor(directory: string, report: Report): Supervisor {
  return new Supervisor({
    dataDir: path.join(directory, 'system'),
    host: '127.0.0.1',
    port: 0,
    databaseUrl: undefined,
    rpcUrl: undefined,
    ledgerAddress: undefined,
    relayerKeyFile: undefined,
    gatewayEnvironment: { RATE_WRITES_PER_MINUTE: '6000', RATE_READS_PER_MINUTE: '60000', LOG_LEVEL: 'warn' },
    onProgress: (line) => report.line(`  ${line}`),
  });
}

async function play(report: Report, supervisor: Supervisor, directory: string, processes: Person[]): Promise<void> {
  report.line('Corridor ledger: a real manifest and a simulated case, from lodgement to clearance.');
  report.line(
    `Loopback only. Key files are encrypted with scrypt N=${DEMO_SCRYPT_N}, for speed; the standard is 131072.`,
  );
  const [running, people] = await Promise.all([supervisor.start(), startPeople(directory)]);
  for (const { person } of people.values()) processes.push(person);
  const setting = settingOf(running, directory, report);
  report.line(
    `Gateway ${setting.gateway}, ledger ${setting.ledger.verifyingContract} on chain ${setting.ledger.chainId}`,
  );
  report.heading('1  Each council enrols its own side: two of three members sign each action');
  const enrolled = await enrolEverybody(setting, people);
  const stage = { ...setting, ...enrolled };
  await anchorRealManifest(stage);
  await verifyAndTamper(stage, await runCorridorCase(stage));
}

function settingOf({ url, ledger }: Running, directory: string, report: Report) {
  if (ledger === undefined) throw new Error('the demo brings its own ledger');
  const { chainId, ledger: verifyingContract, ledgerId } = ledger.deployment;
  return {
    gateway: url,
    rpcUrl: ledger.rpcUrl,
    ledger: { chainId, verifyingContract: verifyingContract.toLowerCase(), ledgerId },
    directory,
    councils: ledger.councils,
    report,
  };
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

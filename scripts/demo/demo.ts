/**
 * `npm run demo`: carries a real manifest and a simulated case through both customs and verifies the outcome.
 *
 * Everything runs on this machine, on loopback, in a temporary directory that is removed at the end. Each person is a
 * process of their own with their own encrypted key file and reaches the ledger by the gateway's public HTTP.
 * `--json` prints one JSON value instead; `--keep` keeps the directory. Exit code 0 only if every expectation held.
 */
import path from 'node:path';
import { runCorridorCase } from './corridor-scene.ts';
import { enrolEverybody, startPeople } from './enrol.ts';
import { anchorRealManifest } from './real-manifest.ts';
import { type Frame, runDemo } from './run-demo.ts';
import { demoSystem, deployedLedger } from './system.ts';
import { verifyAndTamper } from './verify-scene.ts';

process.exitCode = await runDemo(
  'Corridor ledger: a real manifest and a simulated case, from lodgement to clearance.',
  play,
);

async function play({ report, directory, atEnd }: Frame): Promise<void> {
  const system = demoSystem(report, { dataDir: path.join(directory, 'system') });
  atEnd(() => system.stop());
  const [running, people] = await Promise.all([system.start(), startPeople(directory, atEnd)]);
  const { url } = running;
  const setting = { ...deployedLedger(running), gateways: { CN: url, MY: url }, directory, report };
  report.line(`Gateway ${url}, ledger ${setting.ledger.verifyingContract} on chain ${setting.ledger.chainId}`);
  const stage = { ...setting, ...(await enrolEverybody(setting, people)) };
  await anchorRealManifest(stage);
  await verifyAndTamper(stage, await runCorridorCase(stage));
}

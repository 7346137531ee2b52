/**
 * `npm run bench:gas`: gas of every action, alone and in a batch of 50, beside two published systems on the same EVM.
 * `npm run bench:gas -- --update` writes the figures to `snapshot.json`, which the contract tests compare against.
 * Exit code 1 if an aim is missed or a figure differs from the snapshot.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import hre from 'hardhat';
import { startEvm } from './evm.ts';
import { BATCH, measureOn } from './ours.ts';
import { measurePeers } from './peers.ts';
import { misses, printReport } from './report.ts';
import { differences, readSnapshot, TOLERANCE_GAS, writeSnapshot } from './snapshot.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const { values } = parseArgs({ options: { update: { type: 'boolean', default: false } } });

await hre.tasks.getTask('build').run({ quiet: true, noTests: true });
const evm = await startEvm();
const ours = await measureOn(evm);
const peers = await measurePeers(evm, BATCH);
await evm.close();
printReport(ours, peers);

if (values.update) {
  writeSnapshot({ measuredWith: versions(), ours, peers });
  console.log('snapshot written');
} else {
  const moved = differences(readSnapshot().ours, ours, TOLERANCE_GAS);
  for (const { figure, expected, measured } of moved)
    console.log(`${figure}: snapshot ${expected}, measured ${measured}`);
  if (moved.length > 0) process.exitCode = 1;
}
if (misses(ours).length > 0) process.exitCode = 1;

/** Versions of what decides a gas figure. */
function versions(): Record<string, string> {
  const versionOf = (name: string): string =>
    JSON.parse(readFileSync(path.join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version;
  return {
    hardhat: versionOf('hardhat'),
    solc: versionOf('solc'),
    openzeppelin: versionOf('@openzeppelin/contracts'),
    hardfork: 'osaka',
  };
}

/**
 * `npm run demo:corridor`: two gateways over one chain, one for each side of the corridor.
 *
 * Each side has processes, a database, a content store, a relay account and a signing key of its own; its people use its
 * gateway and no other. One case is cleared across both; each gateway cosigns the other's log; Malaysia's is killed and
 * catches up; at last everything is switched off, and the dossier that Malaysia handed out is verified against what
 * China would have pinned. `--json` and `--keep` as in `npm run demo`. Exit code 0 only if every expectation held.
 */
import { runCorridorCase } from './corridor-scene.ts';
import { enrolEverybody, startPeople } from './enrol.ts';
import { type Frame, runDemo } from './run-demo.ts';
import { prepareSides } from './sides.ts';
import { type CorridorStage, exchangeScene, offlineScene, outageScene, witnessScene } from './two-gateways-scene.ts';

process.exitCode = await runDemo('Corridor ledger: one chain, a gateway on each side of the corridor.', play);

async function play({ report, directory, atEnd }: Frame): Promise<void> {
  const sides = await prepareSides(report, directory);
  atEnd(() => sides.stop());
  const [setting, people] = await Promise.all([sides.start(), startPeople(directory, atEnd)]);
  for (const side of ['CN', 'MY'] as const) {
    report.line(`Gateway ${side}  ${sides.gateways[side]}, key ${sides.keys[side].verifierKey}`);
  }
  report.line(`Ledger ${setting.ledger.verifyingContract} on chain ${setting.ledger.chainId}`);
  const enrolment = { ...setting, gateways: sides.gateways, directory, report };
  const stage: CorridorStage = { ...enrolment, ...(await enrolEverybody(enrolment, people)), sides };
  const outcome = await runCorridorCase(stage);
  await exchangeScene(stage, outcome);
  await witnessScene(stage);
  await outageScene(stage, outcome);
  await offlineScene(stage, outcome);
}

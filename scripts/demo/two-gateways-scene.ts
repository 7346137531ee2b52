/** What only two gateways can show: contents that move to whom they concern, witnesses, an outage, and an end of all. */
import { readFile, writeFile } from 'node:fs/promises';
import type { JsonValue } from '../../protocol/json/json-value.ts';
import { logOrigin } from '../../protocol/log/checkpoint.ts';
import { parseGatewayKey } from '../../protocol/log/gateway-key.ts';
import { openCheckpoint } from '../../protocol/log/signed-checkpoint.ts';
import { until } from '../test/ports.ts';
import type { CorridorOutcome } from './corridor-scene.ts';
import type { Person } from './person.ts';
import type { Sides } from './sides.ts';
import { act, catchUp, fileOf, type Stage } from './stage.ts';
import { expectStale } from './verify-scene.ts';

export interface CorridorStage extends Stage {
  readonly sides: Sides;
}

const PATIENCE_MS = 30_000;

/** The leaf of a price, as a dossier discloses it, up to its value. */
const UNIT_PRICE = /("pointer":"\/lines\/0\/unitPrice","salt":"[0-9a-f]+","value":")[^"]*/;

/** The invoice was lodged in China and read in Malaysia: both sides keep a receipt. */
export async function exchangeScene(stage: CorridorStage, { caseId, invoice }: CorridorOutcome): Promise<void> {
  const { report, people, sides } = stage;
  report.scene('What moved between the gateways, and who can tell');
  const [given, received] = await Promise.all(
    [people['export broker'], people['import broker']].map((person) =>
      person.ask('exchanged', { caseId, root: invoice.root }),
    ),
  );
  const names = {
    CN: parseGatewayKey(sides.keys.CN.verifierKey).name,
    MY: parseGatewayKey(sides.keys.MY.verifierKey).name,
  };
  const gave = given?.find(({ exchange, gateway }) => exchange === 'GIVEN' && gateway === names.MY);
  const got = received?.find(({ exchange, gateway }) => exchange === 'RECEIVED' && gateway === names.CN);
  report.expect(
    'China keeps a receipt of having given the invoice to Malaysia',
    gave !== undefined,
    gave === undefined ? 'no receipt' : `SHA-256 ${gave.sha256.slice(0, 16)}... to ${gave.gateway}`,
  );
  report.expect(
    'Malaysia keeps one of the same bytes from China, held against the root on the chain',
    got !== undefined && got.sha256 === gave?.sha256,
    got === undefined ? 'no receipt' : `SHA-256 ${got.sha256.slice(0, 16)}... from ${got.gateway}`,
  );
}

/** Each gateway made its own tree from its own look at the chain, and put its name under the other's. */
export async function witnessScene(stage: CorridorStage): Promise<void> {
  stage.report.scene('Each gateway witnesses the log of the other');
  await expectBothWitnessed(stage);
}

async function expectBothWitnessed(stage: CorridorStage): Promise<void> {
  const { people } = stage;
  await expectWitnessed(stage, people['officer, Chongqing'], 'the log that China serves');
  await expectWitnessed(stage, people['officer 1, Klang'], 'the log that Malaysia serves');
}

async function expectWitnessed(stage: CorridorStage, person: Person, what: string): Promise<void> {
  const gateways = (['CN', 'MY'] as const).map((side) => parseGatewayKey(stage.sides.keys[side].verifierKey));
  const actions = Math.max(...stage.report.steps.map(({ sequence }) => sequence ?? 0));
  const open = async () => {
    const { note } = await person.ask('cosignedCheckpoint', {});
    return openCheckpoint(note, logOrigin(stage.ledger.ledgerId), gateways);
  };
  await until(async () => complete(await open(), actions), PATIENCE_MS, `${what} is not cosigned`);
  const opened = await open();
  const names = opened.ok ? opened.cosigners.map(({ name }) => name).join(' and ') : opened.reason;
  const size = opened.ok ? opened.checkpoint.size : 0;
  stage.report.expect(
    `${what} is signed by both, with all ${actions} actions`,
    complete(opened, actions),
    `${size} actions, ${names}`,
  );
}

function complete(opened: ReturnType<typeof openCheckpoint>, actions: number): boolean {
  return opened.ok && opened.checkpoint.size >= actions && opened.cosigners.length === 2;
}

/** Malaysia's gateway is killed; China goes on; Malaysia learns by itself of what it missed. */
export async function outageScene(
  stage: CorridorStage,
  { caseId, invoice, documents }: CorridorOutcome,
): Promise<void> {
  const { people, sides } = stage;
  stage.report.scene('The gateway of Malaysia is killed (kill -9) while China works on');
  await sides.killMalaysia();
  const amended = { ...documents.invoice, number: `${documents.invoice.number}-A` } as unknown as JsonValue;
  const change = { caseId, documentType: 380, document: amended, documentId: invoice.documentId };
  const keepAs = fileOf(stage, 'invoice-amended.corridor.json');
  await act(stage, 'amend the invoice', people['export broker'], (person) =>
    person.ask('amend', { ...change, reason: 'ERROR_CORRECTED', keepAs }),
  );
  await sides.restartMalaysia();
  await expectStale(stage, caseId, invoice.documentId);
  await act(stage, 'endorse the new version', people['import broker'], (person) =>
    person.ask('endorse', { caseId, documentId: invoice.documentId }),
  );
  await expectBothWitnessed(stage);
}

/** Both sides are asked what to pin; then everything is switched off, and the auditor has nothing but two files. */
export async function offlineScene(stage: CorridorStage, { caseId }: CorridorOutcome): Promise<void> {
  const { people, sides } = stage;
  stage.report.scene('Every server is switched off; the auditor has a dossier and what was pinned');
  const [dossier, trustFile] = [fileOf(stage, 'case.dossier.json'), fileOf(stage, 'trust-from-china.json')];
  await catchUp(stage, people.auditor);
  const fromChina = await people['officer, Chongqing'].ask('keepTrust', { keepAs: trustFile });
  const fromMalaysia = await people.auditor.ask('keepTrust', { keepAs: fileOf(stage, 'trust-from-malaysia.json') });
  const same = pinned(fromChina) === pinned(fromMalaysia);
  stage.report.expect(
    'both gateways name the same ledger, councils and gateway keys',
    same,
    same ? 'equal' : 'not equal',
  );
  const { sizeBytes } = await people.auditor.ask('keepDossier', { caseId, keepAs: dossier });
  await sides.stop();
  const verdict = await people.auditor.ask('verifyDossier', { file: dossier, trustFile });
  stage.report.expect(
    'the dossier that Malaysia wrote is VALID against China’s pins',
    verdict.outcome === 'VALID',
    `${verdict.outcome}, ${sizeBytes.toLocaleString('en')} bytes, nobody asked`,
  );
  await expectTamperedDossier(stage, dossier, trustFile);
}

/** The order of the lists says nothing. */
function pinned(trust: JsonValue): string {
  return JSON.stringify(trust, (_key, value: unknown) =>
    Array.isArray(value) ? value.map((item) => JSON.stringify(item)).toSorted() : value,
  );
}

/** A copy in which the first price of the invoice is lower, as someone might who wants to pay less duty. */
async function expectTamperedDossier(stage: CorridorStage, dossier: string, trustFile: string): Promise<void> {
  const text = await readFile(dossier, 'utf8');
  const changed = text.replace(UNIT_PRICE, (_leaf, before: string) => `${before}1.00`);
  const copy = fileOf(stage, 'tampered.dossier.json');
  await writeFile(copy, changed);
  const verdict = await stage.people.auditor.ask('verifyDossier', { file: copy, trustFile });
  const held = changed !== text && verdict.outcome === 'DIGEST_MISMATCH';
  stage.report.expect('a copy with a lower price fails', held, `${verdict.outcome}: ${verdict.reason}`);
}

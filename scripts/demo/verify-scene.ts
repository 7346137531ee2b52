/** Last scene: what an auditor can tell of a file, without trusting whoever hands it over. */
import { readFile, writeFile } from 'node:fs/promises';
import type { CaseDetail } from '../../client/types.ts';
import type { JsonValue } from '../../protocol/json/json-value.ts';
import type { Verification } from '../../protocol/verification.ts';
import type { CorridorOutcome } from './corridor-scene.ts';
import { act, catchUp, fileOf, type Stage } from './stage.ts';

export async function verifyAndTamper(stage: Stage, { caseId, invoice, documents }: CorridorOutcome): Promise<void> {
  const { report, people } = stage;
  report.scene('Verification by the auditor');
  const original = fileOf(stage, 'invoice.corridor.json');
  await expectBoth(stage, 'the invoice is VALID', original, 'VALID');

  const amended = { ...documents.invoice, number: `${documents.invoice.number}-A` } as unknown as JsonValue;
  const keepAs = fileOf(stage, 'invoice-amended.corridor.json');
  const change = { caseId, documentType: 380, document: amended, documentId: invoice.documentId };
  await act(stage, 'amend the invoice', people['export broker'], (person) =>
    person.ask('amend', { ...change, reason: 'ERROR_CORRECTED', keepAs }),
  );
  await expectStale(stage, caseId, invoice.documentId);
  await expectBoth(stage, 'the first version is SUPERSEDED', original, 'SUPERSEDED');
  await expectBoth(stage, 'the amended version is VALID', keepAs, 'VALID');
  await expectTampering(stage, keepAs);
}

/** Asked twice: of the gateway, and of a chain node past every gateway. */
async function expectBoth(stage: Stage, what: string, file: string, outcome: Verification['outcome']): Promise<void> {
  const { auditor } = stage.people;
  await catchUp(stage, auditor);
  const [gateway, chain] = [await auditor.ask('verifyFile', { file }), await auditor.ask('verifyOnChain', { file })];
  const held = gateway.outcome === outcome && chain.outcome === outcome;
  stage.report.expect(what, held, `gateway ${gateway.outcome}, chain node ${chain.outcome}`);
}

export async function expectStale(stage: Stage, caseId: string, documentId: string): Promise<void> {
  await catchUp(stage, stage.people.auditor);
  const detail = (await stage.people.auditor.ask('readCase', { caseId })) as unknown as CaseDetail;
  const versions = detail.documents.find((document) => document.documentId === documentId)?.versions ?? [];
  const [first, second] = [1, 2].map((number) => versions.find((version) => version.number === number));
  const stale = first?.endorsements.filter((endorsement) => endorsement.stale).length ?? 0;
  stage.report.expect(
    'its endorsements stay on the first version and are stale',
    stale === 2 && first?.endorsements.length === 2 && second?.endorsements.length === 0,
    `version 1: ${stale} endorsements, stale; version 2: ${second?.endorsements.length ?? '-'} endorsements`,
  );
}

/** The unit price of the first line is lowered in a copy, as someone might who wants to pay less duty. */
async function expectTampering(stage: Stage, file: string): Promise<void> {
  const kept = JSON.parse(await readFile(file, 'utf8')) as { document: { lines: { unitPrice: string }[] } };
  const [line] = kept.document.lines;
  if (line === undefined) throw new Error('the invoice has no lines');
  line.unitPrice = '1.00';
  const pointer = '/lines/0/unitPrice';
  const copy = fileOf(stage, 'invoice-tampered.corridor.json');
  await writeFile(copy, JSON.stringify(kept));
  const { auditor } = stage.people;
  for (const request of ['verifyFile', 'verifyOnChain'] as const) {
    const verdict = await auditor.ask(request, { file: copy });
    const fields = verdict.differs?.map((difference) => difference.pointer) ?? [];
    const held = verdict.outcome === 'DIGEST_MISMATCH' && fields.length === 1 && fields[0] === pointer;
    const who = request === 'verifyFile' ? 'gateway' : 'chain node';
    stage.report.expect(
      `a tampered copy fails with the field named (${who})`,
      held,
      `${verdict.outcome} at ${fields.join(' ')}`,
    );
  }
}

/** Second scene: a real manifest that nobody here wrote, anchored as it came, with what is wrong with it. */
import { fileURLToPath } from 'node:url';
import { randomId } from '../../client/documents.ts';
import type { IntakeResult } from '../../client/types.ts';
import type { CaseEnvelope } from '../../protocol/documents/case-envelope.ts';
import { act, fileOf, type Stage } from './stage.ts';

/** Provenance and licence stand beside the file, in test/samples/PROVENANCE.md. */
const SAMPLE = fileURLToPath(new URL('../../test/samples/edifact/cuscar-d95b-msc-edinet.edi', import.meta.url));
const SAMPLE_SHA256 = '110004d2e37f6fea24311fe04915218dbf63a5ba7084a2d4b0792b3ab7c4bb62';
const MEDIA_TYPE = 'application/edifact';

/** Two CNI groups, the first with two transport documents; to Egypt, by the file's own ports. */
const CONSIGNMENTS = 3;

export async function anchorRealManifest(stage: Stage): Promise<void> {
  const { report, people, parties } = stage;
  const carrier = people.carrier;
  report.scene('A real manifest (CUSCAR D.95B, MSC to Alexandria, 2017), anchored as it came');
  const read = (await carrier.ask('intake', { file: SAMPLE, mediaType: MEDIA_TYPE })) as unknown as IntakeResult;
  const [item] = read.items;
  const findings = [...read.findings, ...item.findings];
  report.line(`${findings.length} findings; they are recorded with the file and drop nothing:`);
  for (const { ruleId, pointer, message } of findings) report.line(`  ${ruleId} ${pointer} ${message}`);
  const caseId = randomId();
  const openedAt = new Date().toISOString();
  const envelope: CaseEnvelope = {
    schema: 'corridor/case-envelope/1',
    simulated: false,
    caseId,
    ucr: `DEMO-${caseId.slice(2, 18).toUpperCase()}`,
    openedAt,
    title: 'A real manifest of 2017, kept for demonstration',
    parties: [{ partyId: parties.carrier, role: 'CARRIER' }],
    offices: [{ partyId: parties.portKlangCustoms, jurisdiction: 'MY', procedure: 'TRANSIT' }],
    route: [],
  };
  await act(stage, 'open a case for the file', carrier, (person) => person.ask('openCase', { envelope }));
  const keepAs = fileOf(stage, 'real-manifest.corridor.json');
  const { document } = item;
  const { documentType } = document as { documentType: number };
  const attach = { file: SAMPLE, mediaType: MEDIA_TYPE };
  await act(stage, 'lodge the manifest with the file', carrier, (person) =>
    person.ask('lodge', { caseId, documentType, document, attach, keepAs }),
  );
  const verdict = await people.auditor.ask('verifyFile', { file: SAMPLE });
  const { consignments } = document as { consignments: unknown[] };
  report.expect(
    'the file is anchored byte for byte',
    read.source.sha256 === SAMPLE_SHA256 && verdict.outcome === 'VALID',
    `SHA-256 ${SAMPLE_SHA256.slice(0, 16)}..., verified ${verdict.outcome} by the auditor`,
  );
  report.expect(
    'its three transport documents were read, ports as written',
    consignments.length === CONSIGNMENTS && !JSON.stringify(document).includes('MYPKG'),
    `${consignments.length} transport documents; no port of the corridor was put in`,
  );
  report.expect('its defects are listed', findings.length > 0, `${findings.length} findings`);
}

/** Third scene: the simulated case, from the first document to clearance. */
import { randomId } from '../../client/documents.ts';
import type { CaseDetail } from '../../client/types.ts';
import type { TrackingEvents } from '../../protocol/documents/tracking-events.ts';
import type { JsonValue } from '../../protocol/json/json-value.ts';
import { type CorridorCase, corridorCase } from '../../protocol/simulated/corridor-case.ts';
import type { Person } from './person.ts';
import type { Lodged } from './person-messages.ts';
import { act, catchUp, fileOf, type Stage } from './stage.ts';

export interface CorridorOutcome {
  readonly caseId: string;
  readonly invoice: Lodged;
  readonly documents: CorridorCase;
}

/** The documents that the export side lodges, and who lodges each. */
const LODGED_BY = [
  ['invoice', 'lodge commercial invoice', 'export broker', 380],
  ['packingList', 'lodge packing list', 'export broker', 271],
  ['railNote', 'lodge rail consignment note', 'rail operator', 720],
  ['manifest', 'lodge manifest line', 'carrier', 785],
  ['billOfLading', 'lodge bill of lading', 'carrier', 705],
  ['certificateOfOrigin', 'lodge certificate of origin', 'origin certifier', 864],
] as const;

export async function runCorridorCase(stage: Stage): Promise<CorridorOutcome> {
  const { report, parties, people } = stage;
  report.scene('SIMULATED corridor case: Chongqing - Qinzhou - Port Klang, one container');
  const caseId = randomId();
  const documents = corridorCase({
    caseId,
    ucr: 'CN26SIM-CQ-PKG-0417',
    openedAtMs: Date.now(),
    parties: {
      exportBroker: parties.exportBroker,
      importBroker: parties.importBroker,
      railOperator: parties.railOperator,
      carrier: parties.carrier,
      exportTerminal: parties.qinzhouTerminal,
      importTerminal: parties.westports,
      certificateIssuer: parties.certificateIssuer,
      exportOffice: parties.chongqingCustoms,
      importOffice: parties.portKlangCustoms,
    },
  });
  await act(stage, 'open the case', people['export broker'], (person) =>
    person.ask('openCase', { envelope: documents.envelope }),
  );
  const lodged = new Map<string, Lodged>();
  for (const [name, what, by, documentType] of LODGED_BY) {
    const input = { caseId, documentType, document: documents[name] as unknown as JsonValue };
    const keepAs = fileOf(stage, `${name}.corridor.json`);
    lodged.set(name, await act(stage, what, people[by], (person) => person.ask('lodge', { ...input, keepAs })));
  }
  await endorseAll(stage, caseId, lodged);
  const invoice = of(lodged, 'invoice');
  await clearExport(stage, caseId, documents, invoice);
  await clearImport(stage, caseId, documents, invoice);
  return { caseId, invoice, documents };
}

/** Both endorsers read each document, recompute its root, and sign that very version. */
async function endorseAll(stage: Stage, caseId: string, lodged: ReadonlyMap<string, Lodged>): Promise<void> {
  const { people } = stage;
  for (const [name, what] of LODGED_BY) {
    const { documentId } = of(lodged, name);
    for (const person of [people['import broker'], people['officer, Chongqing']]) {
      await act(stage, what.replace('lodge', 'endorse'), person, (it) => it.ask('endorse', { caseId, documentId }));
    }
  }
}

/** A declaration rests on a document of its broker; releases rest on the invoice that others have endorsed. */
async function declare(
  stage: Stage,
  caseId: string,
  what: string,
  broker: Person,
  input: { document: JsonValue; documentType: number; procedure: string; officeId: string },
): Promise<string> {
  const { document, documentType, procedure, officeId } = input;
  const keepAs = fileOf(stage, `${procedure.toLowerCase()}-declaration.corridor.json`);
  const { documentId } = await act(stage, `lodge ${what} document`, broker, (person) =>
    person.ask('lodge', { caseId, documentType, document, keepAs }),
  );
  const status = await act(stage, `lodge ${what}`, broker, (person) =>
    person.ask('declare', { caseId, documentId, procedure, officeId }),
  );
  return status.digest;
}

async function clearExport(stage: Stage, caseId: string, documents: CorridorCase, invoice: Lodged): Promise<void> {
  const { people, parties } = stage;
  const officer = people['officer, Chongqing'];
  const declarationId = await declare(stage, caseId, 'export declaration', people['export broker'], {
    document: documents.exportDeclaration as unknown as JsonValue,
    documentType: 830,
    procedure: 'EXPORT',
    officeId: parties.chongqingCustoms,
  });
  const { documentId, root } = invoice;
  await act(stage, 'accept it, lane GREEN', officer, (person) =>
    person.ask('decide', { caseId, declarationId, outcome: 'ACCEPTED', reason: 'RISK_LOW', lane: 'GREEN' }),
  );
  const release = { caseId, declarationId, outcome: 'RELEASED', reason: 'DOCUMENTS_IN_ORDER', documentId, root };
  await act(stage, 'release for export', officer, (person) => person.ask('decide', release));
  await expectState(stage, caseId, declarationId, 'RELEASED', 'the export is released');
}

async function clearImport(stage: Stage, caseId: string, documents: CorridorCase, invoice: Lodged): Promise<void> {
  const { people, parties } = stage;
  const [first, second, third] = [people['officer 1, Klang'], people['officer 2, Klang'], people['officer 3, Klang']];
  const declarationId = await declare(stage, caseId, 'import declaration', people['import broker'], {
    document: documents.importDeclaration as unknown as JsonValue,
    documentType: 929,
    procedure: 'IMPORT',
    officeId: parties.portKlangCustoms,
  });
  const on = { caseId, declarationId };
  await act(stage, 'assess before arrival, lane ORANGE', first, (person) =>
    person.ask('decide', { ...on, outcome: 'ACCEPTED_AWAITING_GOODS', reason: 'AWAITING_ARRIVAL', lane: 'ORANGE' }),
  );
  await expectState(stage, caseId, declarationId, 'ACCEPTED_AWAITING_GOODS', 'the import waits for the goods only');
  await recordArrival(stage, caseId);
  await act(stage, 'accept it', first, (person) =>
    person.ask('decide', { ...on, outcome: 'ACCEPTED', reason: 'DOCUMENTS_IN_ORDER' }),
  );
  const scan = await act(stage, 'select for scan', first, (person) =>
    person.ask('openControl', { ...on, control: 'SCAN', reason: 'SCAN_MANDATORY' }),
  );
  await expectState(stage, caseId, declarationId, 'SELECTED_FOR_SCAN', 'it is selected for scan');
  const closing = { ...on, controlId: scan.digest, result: 'CONFORMING', reason: 'SCAN_CONFORMING' };
  await act(stage, 'scan result: conforming', first, (person) => person.ask('closeControl', closing));
  const { documentId, root } = invoice;
  const release = { ...on, outcome: 'RELEASED', reason: 'SCAN_CONFORMING', documentId, root };
  await act(stage, 'release, first of two officers', second, (person) => person.ask('decide', release));
  await expectState(stage, caseId, declarationId, 'ACCEPTED', 'one officer alone has released nothing');
  await act(stage, 'release, second of two officers', third, (person) => person.ask('decide', release));
  await expectState(stage, caseId, declarationId, 'RELEASED', 'two officers have released the goods');
  await act(stage, 'clear', first, (person) =>
    person.ask('decide', { ...on, outcome: 'CLEARED', reason: 'FORMALITIES_COMPLETED' }),
  );
  await expectState(stage, caseId, declarationId, 'CLEARED', 'the import is cleared');
}

async function recordArrival(stage: Stage, caseId: string): Promise<void> {
  const occurredAt = Math.floor(Date.now() / 1000);
  const at = new Date(occurredAt * 1000).toISOString();
  const events: TrackingEvents = {
    schema: 'corridor/tracking-events/1',
    simulated: true,
    caseId,
    events: [
      {
        eventId: crypto.randomUUID(),
        subject: 'TRANSPORT',
        code: 'ARRI',
        classifier: 'ACTUAL',
        occurredAt: at,
        recordedAt: at,
      },
    ],
  };
  await act(stage, 'arrival at Port Klang', stage.people['terminal, Klang'], (person) =>
    person.ask('record', { caseId, milestone: 'ARRIVED', occurredAt, events }),
  );
}

/** What the auditor sees; nothing is taken from those who acted. */
async function expectState(stage: Stage, caseId: string, declarationId: string, state: string, what: string) {
  await catchUp(stage, stage.people.auditor);
  const detail = (await stage.people.auditor.ask('readCase', { caseId })) as unknown as CaseDetail;
  const found = detail.declarations.find((declaration) => declaration.declarationId === declarationId);
  const lane = found?.lane ? `, lane ${found.lane}` : '';
  stage.report.expect(what, found?.shownAs === state, `${found?.shownAs ?? 'not found'}${lane}`);
}

function of(lodged: ReadonlyMap<string, Lodged>, name: string): Lodged {
  const found = lodged.get(name);
  if (found === undefined) throw new Error(`${name} was not lodged`);
  return found;
}

/** The simulated corridor case, lodged by its people over HTTP. */

import type { LodgedDocument } from '../../client/desk.ts';
import { type FileInput, type PreparedDocument, prepareDocument } from '../../client/documents.ts';
import type { JsonValue } from '../../protocol/json/json-value.ts';
import { type CorridorCase, corridorCase } from '../../protocol/simulated/corridor-case.ts';
import type { TestGateway } from './gateway.ts';

/** A document that was lodged, with everything that its holder keeps. */
export interface Kept extends LodgedDocument {
  readonly prepared: PreparedDocument;
}

export interface OpenedCase {
  readonly caseId: string;
  readonly documents: CorridorCase;
}

let cases = 0;

/** The documents of a fresh case that names the parties of a test gateway. */
export function draftCase({ people, clock }: Pick<TestGateway, 'people' | 'clock'>): OpenedCase {
  cases += 1;
  const caseId = people.random(`case/${cases}`);
  const documents = corridorCase({
    caseId,
    ucr: `CN26TEST-${String(cases).padStart(4, '0')}`,
    openedAtMs: clock.now(),
    parties: {
      exportBroker: people.exportBroker.partyId,
      importBroker: people.importBroker.partyId,
      railOperator: people.railOperator.partyId,
      carrier: people.seaCarrier.partyId,
      exportTerminal: people.qinzhouTerminal.partyId,
      importTerminal: people.westports.partyId,
      certificateIssuer: people.certificateIssuer.partyId,
      exportOffice: people.chongqingOffice.partyId,
      importOffice: people.portKlangOffice.partyId,
    },
  });
  return { caseId, documents };
}

/** The export broker opens a case. */
export async function openCase(gateway: TestGateway): Promise<OpenedCase> {
  const opened = draftCase(gateway);
  const desk = await gateway.desk(gateway.people.exportBroker.people[0]);
  await desk.openCase(opened.documents.envelope);
  return opened;
}

/** The export broker opens a case whose envelope names nobody of Malaysia. */
export async function openDomesticCase(gateway: TestGateway): Promise<OpenedCase> {
  const draft = draftCase(gateway);
  const { envelope } = draft.documents;
  const { exportBroker } = gateway.people;
  const changed = {
    ...envelope,
    parties: envelope.parties.filter(({ partyId }) => partyId === exportBroker.partyId),
    offices: envelope.offices.filter(({ jurisdiction }) => jurisdiction === 'CN'),
  };
  const desk = await gateway.desk(exportBroker.people[0]);
  await desk.openCase(changed);
  return draft;
}

/** The export broker lodges the invoice, with a file if given. */
export async function lodgeInvoice(
  gateway: TestGateway,
  { caseId, documents }: OpenedCase,
  files: readonly FileInput[] = [],
): Promise<Kept> {
  const { exportBroker } = gateway.people;
  const desk = await gateway.desk(exportBroker.people[0]);
  const prepared = prepareDocument(documents.invoice as unknown as JsonValue, files);
  const lodged = await desk.lodgeDocument({
    caseId,
    partyId: exportBroker.partyId,
    documentType: 380,
    document: prepared,
  });
  return { ...lodged, prepared };
}

/** The import broker declares, and the office in Port Klang accepts before arrival. @returns the declaration's id */
export async function declareImport(gateway: TestGateway, { caseId, documents }: OpenedCase): Promise<string> {
  const { importBroker, portKlangOffice } = gateway.people;
  const desk = await gateway.desk(importBroker.people[0]);
  const document = prepareDocument(documents.importDeclaration as unknown as JsonValue);
  const { documentId, root } = await desk.lodgeDocument({
    caseId,
    partyId: importBroker.partyId,
    documentType: 929,
    document,
  });
  const { digest } = await desk.lodgeDeclaration({
    caseId,
    documentId,
    root,
    procedure: 'IMPORT',
    officeId: portKlangOffice.partyId,
  });
  return digest;
}

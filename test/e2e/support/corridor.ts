/** The corridor case on a running gateway, as far as a test needs it; everybody signs with their own wallet. */
import { createDesk, type Desk } from '../../../client/desk.ts';
import { type PreparedDocument, prepareDocument, randomId } from '../../../client/documents.ts';
import { walletSigner } from '../../../client/signer.ts';
import type { TrackingEvents } from '../../../protocol/documents/tracking-events.ts';
import type { JsonValue } from '../../../protocol/json/json-value.ts';
import { type CorridorCase, corridorCase } from '../../../protocol/simulated/corridor-case.ts';
import type { TestGateway } from '../../support/gateway.ts';
import type { PartyName, Person } from '../../support/people.ts';

export interface LodgedVersion {
  readonly documentId: string;
  readonly root: string;
  readonly prepared: PreparedDocument;
}

export interface OpenedCase {
  readonly caseId: string;
  readonly documents: CorridorCase;
}

/** Desk of a person who has signed in. */
export async function deskOf(gateway: TestGateway, person: Person): Promise<Desk> {
  const client = await gateway.as(person);
  return createDesk({ client, signer: walletSigner(person.wallet), ledger: gateway.chain.domain });
}

/** Opens the simulated case as its export broker. */
export async function openCase(gateway: TestGateway): Promise<OpenedCase> {
  const { people } = gateway;
  const caseId = randomId();
  const documents = corridorCase({
    caseId,
    ucr: 'CN26SIM-E2E-0001',
    openedAtMs: Date.now(),
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
  const desk = await deskOf(gateway, people.exportBroker.people[0]);
  await desk.openCase(documents.envelope);
  return { caseId, documents };
}

/** Lodges a document of the case. */
export async function lodge(
  gateway: TestGateway,
  by: PartyName,
  caseId: string,
  document: unknown,
): Promise<LodgedVersion> {
  const party = gateway.people[by];
  const desk = await deskOf(gateway, party.people[0]);
  const prepared = prepareDocument(document as JsonValue);
  const { documentType } = document as { documentType: number };
  const { documentId, root } = await desk.lodgeDocument({
    caseId,
    partyId: party.partyId,
    documentType,
    document: prepared,
  });
  return { documentId, root, prepared };
}

/** Lodges the import declaration with its document. @returns declaration id */
export async function declareImport(gateway: TestGateway, { caseId, documents }: OpenedCase): Promise<string> {
  const { documentId } = await lodge(gateway, 'importBroker', caseId, documents.importDeclaration);
  const desk = await deskOf(gateway, gateway.people.importBroker.people[0]);
  const officeId = gateway.people.portKlangOffice.partyId;
  const { digest } = await desk.lodgeDeclaration({ caseId, documentId, procedure: 'IMPORT', officeId });
  return digest;
}

/** An arrival that has just been observed. */
export function arrival(caseId: string, atMs = Date.now()): TrackingEvents {
  const at = new Date(atMs).toISOString();
  return {
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
}

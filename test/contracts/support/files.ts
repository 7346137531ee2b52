/** Cases as the contract tests need them, and the actions that people take on them. */
import { id, ZeroHash } from 'ethers';
import { type ActionKindName, type ActionMessage, documentIdOf } from '../../../protocol/actions.ts';
import type { Draft } from '../../../scripts/bench/gas/ledger.ts';
import type { Signer } from '../../../scripts/bench/gas/signers.ts';
import type { Corridor } from './corridor.ts';
import { PARTIES, people } from './roster.ts';

/** A case with one document. */
export interface DocumentFile {
  readonly caseId: string;
  readonly documentId: string;
  readonly root: string;
}

/** A case with a document that a goods declaration rests on. */
export interface DeclarationFile extends DocumentFile {
  readonly declarationId: string;
}

export interface Ruling {
  readonly outcome: string;
  readonly reason: string;
  readonly lane?: string;
  readonly validUntil?: number;
  readonly conditions?: string;
}

export const draft = (kind: ActionKindName, by: Signer, fields: ActionMessage): Draft => ({ kind, fields, by: [by] });

let drawn = 0;

/** A word that no test used before. */
export function fresh(name: string): string {
  drawn += 1;
  return id(`${name} ${drawn}`);
}

export const openCase = (caseId: string, by = people.broker): Draft =>
  draft('OpenCase', by, { caseId, envelope: id('envelope') });

export const lodgeDocument = (caseId: string, root: string, by = people.broker, documentType = 785): Draft =>
  draft('LodgeDocument', by, { caseId, documentType, root });

/** An open case with a manifest of the export broker. */
export async function lodgedFile(corridor: Corridor): Promise<DocumentFile> {
  const caseId = fresh('case');
  const root = fresh('root');
  await corridor.apply(openCase(caseId), lodgeDocument(caseId, root));
  return { caseId, root, documentId: documentIdOf(caseId, PARTIES.broker.partyId, root) };
}

export const endorse = ({ caseId, documentId, root }: DocumentFile, by: Signer): Draft =>
  draft('EndorseDocument', by, { caseId, documentId, root });

export const amend = (file: DocumentFile, root: string, by = people.broker, reason = 'ERROR_CORRECTED'): Draft =>
  draft('AmendDocument', by, {
    ...{ caseId: file.caseId, documentId: file.documentId, supersedes: file.root },
    ...{ root, reason },
  });

export const withdraw = ({ caseId, documentId, root }: DocumentFile, by = people.broker, reason = 'LODGED_IN_ERROR') =>
  draft('WithdrawDocument', by, { caseId, documentId, root, reason });

export const declare = (file: DocumentFile, by: Signer, fields: ActionMessage = {}): Draft => {
  const { caseId, documentId, root } = file;
  const officeId = PARTIES.office.partyId;
  return draft('LodgeDeclaration', by, { caseId, procedure: 'EXPORT', officeId, documentId, root, ...fields });
};

/** An export declaration at the office of Chongqing, RECEIVED. */
export async function declaredFile(corridor: Corridor, fields: ActionMessage = {}): Promise<DeclarationFile> {
  const file = await lodgedFile(corridor);
  return { ...file, declarationId: await corridor.applyOne(declare(file, people.broker, fields)) };
}

/** An import declaration at the office of Port Klang, RECEIVED, on a manifest of the import broker. */
export async function importFile(corridor: Corridor): Promise<DeclarationFile> {
  const caseId = fresh('case');
  const root = fresh('root');
  const by = people.importBroker;
  await corridor.apply(openCase(caseId, by), lodgeDocument(caseId, root, by));
  const file = { caseId, root, documentId: documentIdOf(caseId, PARTIES.importBroker.partyId, root) };
  const fields = { procedure: 'IMPORT', officeId: PARTIES.importOffice.partyId };
  return { ...file, declarationId: await corridor.applyOne(declare(file, by, fields)) };
}

export const amendDeclaration = (file: DeclarationFile, expected: string, by = people.broker): Draft => {
  const { caseId, declarationId, documentId, root } = file;
  return draft('AmendDeclaration', by, { caseId, declarationId, expected, documentId, root });
};

/** @param expected head of the declaration that the officer saw */
export const decide = (file: DeclarationFile, expected: string, by: Signer, ruling: Ruling): Draft => {
  const { caseId, declarationId, documentId, root } = file;
  const { outcome, reason, lane = 'NONE', validUntil = 0, conditions = ZeroHash } = ruling;
  return draft('DecideClearance', by, {
    ...{ caseId, declarationId, expected, outcome, reason, lane },
    ...{ documentId, root, validUntil, conditions },
  });
};

export const RELEASE: Ruling = { outcome: 'RELEASED', reason: 'RISK_LOW' };

export const acceptIn = (lane: string): Ruling => ({ outcome: 'ACCEPTED', reason: 'RISK_SELECTED', lane });

export const openControl = (
  { caseId, declarationId }: DeclarationFile,
  by: Signer,
  fields: ActionMessage = {},
): Draft =>
  draft('OpenControl', by, {
    ...{ caseId, declarationId, control: 'SCAN', reason: 'SCAN_MANDATORY', dueBy: 0 },
    ...fields,
  });

export const closeControl = (
  { caseId, declarationId }: DeclarationFile,
  controlId: string,
  by: Signer,
  fields: ActionMessage = {},
): Draft =>
  draft('CloseControl', by, {
    ...{ caseId, declarationId, controlId, result: 'CONFORMING', reason: 'SCAN_CONFORMING' },
    ...fields,
  });

export const recordEvents = (caseId: string, by: Signer, fields: ActionMessage = {}): Draft =>
  draft('RecordEvents', by, { caseId, milestone: 'ARRIVED', occurredAt: 1, root: id('events'), count: 1, ...fields });

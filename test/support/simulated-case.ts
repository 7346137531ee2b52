/**
 * A whole clearance in a simulated log: ten documents, thirty actions of the case, people enrolled by their councils,
 * among them an officer with a passkey, a key that was rotated, one that was revoked and a party that was suspended.
 */
import { keccak256, toUtf8Bytes, Wallet } from 'ethers';
import { type PreparedDocument, prepareDocument } from '../../client/documents.ts';
import {
  type ActionKindName,
  actionDigest,
  documentIdOf,
  keyIdOf,
  type LedgerDomain,
  membersAttachment,
  membersHash,
  typedDataDomain,
  typedDataTypes,
} from '../../protocol/actions.ts';
import { disclose } from '../../protocol/disclosure/disclosure.ts';
import { documentSchema } from '../../protocol/documents/registry.ts';
import type { Evidence, Shown } from '../../protocol/dossier/assemble-dossier.ts';
import { assembleDossier, collectEvidence } from '../../protocol/dossier/assemble-dossier.ts';
import type { Dossier } from '../../protocol/dossier/dossier.ts';
import { parseTrust, TRUST_FORMAT, type Trust } from '../../protocol/dossier/trust.ts';
import { valueAt } from '../../protocol/json/json-pointer.ts';
import type { JsonValue } from '../../protocol/json/json-value.ts';
import { logOrigin } from '../../protocol/log/checkpoint.ts';
import { signPromise } from '../../protocol/log/promise.ts';
import { toBase64 } from '../../protocol/merkle/base64.ts';
import { type CorridorCase, corridorCase } from '../../protocol/simulated/corridor-case.ts';
import { createPasskey } from './passkey.ts';
import { castPeople, type Fields, type Party, type People, type Person } from './people.ts';
import {
  createSimulatedLog,
  GATEWAY_CN,
  GATEWAY_KEYS,
  type SimulatedLog,
  type SourceOptions,
} from './simulated-log.ts';

const START = 1_764_000_000;
const SIGNER_ORIGIN = 'http://signer.localhost:8788';

const DOMAIN: LedgerDomain = {
  chainId: 7_021,
  verifyingContract: `0x${'c0'.repeat(20)}`,
  ledgerId: keccak256(toUtf8Bytes('simulated ledger')),
};
const VERIFIERS = { p256: `0x${'d1'.repeat(20)}`, webAuthn: `0x${'d2'.repeat(20)}` };

export interface SimulatedCase {
  readonly log: SimulatedLog;
  readonly caseId: string;
  readonly trust: Trust;
  readonly people: People;
  /** Time of the last block, unix seconds. */
  readonly endedAt: number;
  readonly documents: readonly PreparedDocument[];
  /** Prepared documents by the name of the corridor case. */
  readonly named: ReadonlyMap<string, PreparedDocument>;
  readonly shown: Shown;
  /** Key ids by what became of them. */
  readonly keys: { readonly revoked: string; readonly rotated: string; readonly passkey: string };
  /** Signs and appends one more action of a party. */
  act(kind: ActionKindName, party: Party, fields: Fields): Promise<string>;
  /** Signs and appends one more action of a council. */
  council(jurisdiction: 'CN' | 'MY', kind: ActionKindName, fields: Fields): Promise<void>;
  revoke(person: Person, jurisdiction: 'CN' | 'MY', fields?: Fields): Promise<void>;
  evidence(options?: Partial<SourceOptions>): Promise<Evidence>;
  dossier(options?: Partial<SourceOptions> & { readonly shown?: Shown }): Promise<Dossier>;
}

/** Everything that {@link Stage} remembers while the case is played. */
class Stage {
  readonly log = createSimulatedLog(DOMAIN);
  readonly people: People;
  readonly caseId: string;
  readonly named = new Map<string, PreparedDocument>();
  now = START;

  constructor(seed: string) {
    this.people = castPeople(seed).on(DOMAIN, { now: () => this.now * 1000 });
    this.caseId = this.people.random('case');
  }

  append(action: Parameters<SimulatedLog['append']>[0]): string {
    this.now += 60;
    return this.log.append(action, this.now).leaf.digest;
  }

  async council(code: 'CN' | 'MY', kind: ActionKindName, fields: Fields, attachment?: string): Promise<void> {
    this.append(await this.people.councils[code].sign(kind, fields, attachment));
  }

  async act(kind: ActionKindName, person: Person | Party, fields: Fields): Promise<string> {
    return this.append(await person.sign(kind, { caseId: this.caseId, ...fields }));
  }

  async enrol(party: Party, profile: string): Promise<void> {
    const { partyId, role } = party;
    const code = party.jurisdiction as 'CN' | 'MY';
    await this.council(code, 'EnrolParty', { partyId, role, profile });
    for (const { keyId, operatorId, wallet } of party.people) {
      const validity = { validFrom: START, validUntil: START + 30 * 86_400 };
      const fields = { enrolledKeyId: keyId, partyId, operatorId, ...validity };
      await this.council(code, 'EnrolKey', fields, wallet.address.toLowerCase());
    }
  }

  prepare(name: string, document: unknown, files: Parameters<typeof prepareDocument>[1] = []): PreparedDocument {
    const secret = this.people.random(`secret/${name}`).slice(2);
    const prepared = prepareDocument(document as JsonValue, files, secret);
    this.named.set(name, prepared);
    return prepared;
  }
}

const SCAN = new TextEncoder().encode('%PDF-1.7 simulated scan of the invoice');

/** Plays the case. @param seed of keys and ids */
export async function playCase(seed = `0x${'5e'.repeat(16)}`): Promise<SimulatedCase> {
  const stage = new Stage(seed);
  const { people } = stage;
  const documents = draft(stage);
  const profile = stage.prepare('profile', profileOf(people.exportBroker));
  const parties = [
    'exportBroker',
    'importBroker',
    'railOperator',
    'seaCarrier',
    'westports',
    'certificateIssuer',
  ] as const;
  for (const name of [...parties, 'chongqingOffice', 'portKlangOffice', 'akps'] as const) {
    await stage.enrol(people[name], name === 'exportBroker' ? profile.root : people.random(`profile/${name}`));
  }
  await stage.council('MY', 'SetPolicy', {
    ...{ quorumGreen: 1, quorumYellow: 1, quorumOrange: 2, quorumRed: 2 },
    ...{ minimumEndorsements: 0, minimumLane: 'ORANGE', arrivalRequired: true },
  });
  const passkey = await enrolPasskey(stage);
  await exportSide(stage, documents);
  const rotated = await rotateKey(stage);
  await importSide(stage, documents, passkey);
  const revoked = await endings(stage);
  return handle(stage, { revoked, rotated, passkey: passkey.keyId });
}

function draft(stage: Stage): CorridorCase {
  const { people, caseId, now } = stage;
  return corridorCase({
    caseId,
    ucr: 'CN26SIMULATED-0001',
    openedAtMs: now * 1000,
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
}

function profileOf({ partyId, jurisdiction }: Party) {
  const head = { schema: 'corridor/party-profile/1' };
  return { ...head, partyId, jurisdiction, legalName: 'Simulated Chongqing Customs Brokers' };
}

const OFFICER = { operatorId: '0x00000000000000fe' };

async function enrolPasskey(stage: Stage) {
  const passkey = createPasskey(VERIFIERS.webAuthn, SIGNER_ORIGIN);
  const { partyId } = stage.people.portKlangOffice;
  const validity = { validFrom: START, validUntil: START + 30 * 86_400 };
  const fields = { enrolledKeyId: passkey.keyId, partyId, operatorId: OFFICER.operatorId, ...validity };
  await stage.council('MY', 'EnrolKey', fields, passkey.signer);
  return passkey;
}

/** A document of somebody, lodged; answers its id. */
async function lodge(stage: Stage, party: Party, name: string, document: { readonly documentType: number }) {
  const files = name === 'invoice' ? [{ name: 'invoice.pdf', mediaType: 'application/pdf', bytes: SCAN }] : [];
  const { root } = stage.prepare(name, document, files);
  await stage.act('LodgeDocument', party, { documentType: document.documentType, root });
  return { documentId: documentIdOf(stage.caseId, party.partyId, root), root };
}

const NOTHING = `0x${'0'.repeat(64)}`;
const decision = (declarationId: string, expected: string, outcome: string, reason: string, lane = 'NONE') => ({
  ...{ declarationId, expected, outcome, reason, lane },
  ...{ documentId: NOTHING, root: NOTHING, validUntil: 0, conditions: NOTHING },
});

async function exportSide(stage: Stage, documents: CorridorCase): Promise<void> {
  const { exportBroker, chongqingOffice, railOperator } = stage.people;
  await stage.act('OpenCase', exportBroker, { envelope: stage.prepare('envelope', documents.envelope).root });
  const invoice = await lodge(stage, exportBroker, 'invoice', documents.invoice);
  await lodge(stage, exportBroker, 'packingList', documents.packingList);
  const lodged = await lodge(stage, exportBroker, 'exportDeclaration', documents.exportDeclaration);
  const on = { procedure: 'EXPORT', officeId: chongqingOffice.partyId };
  const id = await stage.act('LodgeDeclaration', exportBroker, { ...on, ...lodged });
  const officer = chongqingOffice.people[0];
  const accepted = decision(id, id, 'ACCEPTED', 'RISK_LOW', 'GREEN');
  const head = await stage.act('DecideClearance', officer, accepted);
  await stage.act('EndorseDocument', railOperator, invoice);
  const released = await stage.act('DecideClearance', officer, decision(id, head, 'RELEASED', 'DOCUMENTS_IN_ORDER'));
  await stage.act('RecordEvents', railOperator, events(stage, 'GATE_IN'));
  await lodge(stage, railOperator, 'railNote', documents.railNote);
  await stage.act('DecideClearance', officer, decision(id, released, 'EXITED', 'EXIT_CONFIRMED'));
  const next = stage.prepare('invoice 2', { ...documents.invoice, number: 'SIM-INV-0417-B' });
  const amendment = { documentId: invoice.documentId, supersedes: invoice.root, root: next.root };
  await stage.act('AmendDocument', exportBroker.people[1] ?? exportBroker, { ...amendment, reason: 'ERROR_CORRECTED' });
}

function events(stage: Stage, milestone: string): Fields {
  return { milestone, occurredAt: stage.now - 30, root: stage.people.random(`events/${milestone}`), count: 1 };
}

/** The second broker takes a new key; answers the id of the old one. */
async function rotateKey(stage: Stage): Promise<string> {
  const [, old] = stage.people.exportBroker.people;
  if (old === undefined) throw new RangeError('the export broker has one person only');
  const fresh = new Wallet(stage.people.random('key/rotated'));
  const { message } = await old.sign('RotateKey', { newKeyId: keyIdOf(fresh.address) });
  const signatures = await Promise.all([old.wallet, fresh].map((wallet) => signatureOf('RotateKey', message, wallet)));
  stage.append({ kind: 'RotateKey', message, signatures });
  Object.assign(old, {
    wallet: fresh,
    sign: async (kind: ActionKindName, fields: Fields) => {
      const times = { signedAt: stage.now, notBefore: 0, deadline: stage.now + 3_600 };
      const own = { ledgerId: DOMAIN.ledgerId, keyId: keyIdOf(fresh.address), ...times, ...fields };
      return { kind, message: own, signatures: [await signatureOf(kind, own, fresh)] };
    },
  });
  return old.keyId;
}

async function signatureOf(kind: ActionKindName, message: Fields, wallet: Wallet) {
  const signature = await wallet.signTypedData(typedDataDomain(DOMAIN), typedDataTypes(kind), message);
  return { signer: wallet.address.toLowerCase(), signature };
}

async function importSide(
  stage: Stage,
  documents: CorridorCase,
  passkey: Awaited<ReturnType<typeof enrolPasskey>>,
): Promise<void> {
  const { people } = stage;
  const { exportBroker, importBroker, seaCarrier, certificateIssuer, portKlangOffice, westports, akps } = people;
  const officer = portKlangOffice.people[0];
  await lodge(stage, seaCarrier, 'manifest', documents.manifest);
  const bill = await lodge(stage, seaCarrier, 'billOfLading', documents.billOfLading);
  const origin = await lodge(stage, certificateIssuer, 'certificateOfOrigin', documents.certificateOfOrigin);
  await stage.act('EndorseDocument', exportBroker.people[1] ?? exportBroker, bill);
  await stage.act('EndorseDocument', importBroker, origin);
  const lodged = await lodge(stage, importBroker, 'importDeclaration', documents.importDeclaration);
  const on = { procedure: 'IMPORT', officeId: portKlangOffice.partyId };
  const id = await stage.act('LodgeDeclaration', importBroker, { ...on, ...lodged });
  const byPasskey = async (fields: Fields) => {
    const times = { signedAt: stage.now, notBefore: 0, deadline: stage.now + 3_600 };
    const named = { ledgerId: DOMAIN.ledgerId, keyId: passkey.keyId, ...times, caseId: stage.caseId, ...fields };
    const signature = passkey.signDigest(actionDigest(DOMAIN, 'DecideClearance', named));
    return stage.append({
      kind: 'DecideClearance',
      message: named,
      signatures: [{ signer: passkey.signer, signature }],
    });
  };
  await byPasskey(decision(id, id, 'ACCEPTED', 'RISK_SELECTED', 'RED'));
  const control = (kind: string) => ({ declarationId: id, control: kind, reason: 'RISK_SELECTED', dueBy: 0 });
  const scan = await stage.act('OpenControl', officer, control('SCAN'));
  const hold = await stage.act('OpenControl', akps, control('HOLD'));
  await stage.act('RecordEvents', westports, events(stage, 'ARRIVED'));
  const closing = { declarationId: id, result: 'CONFORMING', reason: 'SCAN_CONFORMING' };
  await stage.act('CloseControl', akps, { ...closing, controlId: hold, result: 'LIFTED', reason: 'HOLD_LIFTED' });
  let head = await stage.act('CloseControl', officer, { ...closing, controlId: scan });
  head = await stage.act('DecideClearance', officer, decision(id, head, 'DUTY_DUE', 'DUTY_ASSESSED'));
  const release = decision(id, head, 'RELEASED', 'DUTY_PAID');
  await stage.act('DecideClearance', officer, release);
  head = await byPasskey(release);
  const [, second] = portKlangOffice.people;
  await stage.act('DecideClearance', second ?? officer, decision(id, head, 'CLEARED', 'FORMALITIES_COMPLETED'));
}

/** What happens to documents and people afterwards; answers the id of the key that was revoked. */
async function endings(stage: Stage): Promise<string> {
  const { exportBroker, portKlangOffice, westports } = stage.people;
  const { root = '' } = stage.named.get('packingList') ?? {};
  const documentId = documentIdOf(stage.caseId, exportBroker.partyId, root);
  await stage.act('WithdrawDocument', exportBroker, { documentId, root, reason: 'LODGED_IN_ERROR' });
  const status = (name: string, reason: string) => ({ partyId: westports.partyId, status: name, reason });
  await stage.council('MY', 'SetPartyStatus', status('SUSPENDED', 'UNDER_INVESTIGATION'));
  await stage.council('MY', 'SetPartyStatus', status('ACTIVE', 'SUSPENSION_ENDED'));
  const [officer] = portKlangOffice.people;
  const revocation = { revokedKeyId: officer.keyId, suspectFrom: stage.now - 900, reason: 'KEY_COMPROMISED' };
  await stage.council('MY', 'RevokeKey', revocation);
  const members = stage.people.councils.CN.members.map(({ address }) => keyIdOf(address));
  const council = { members: membersHash(members), threshold: 2 };
  await stage.council('CN', 'SetCouncil', council, membersAttachment(members));
  return officer.keyId;
}

function handle(stage: Stage, keys: SimulatedCase['keys']): SimulatedCase {
  const { log, people, caseId, named } = stage;
  const shown = shownOf(stage);
  const source = (options: Partial<SourceOptions>) => log.source({ time: stage.now + 5, ...options });
  return {
    log,
    caseId,
    trust: trustOf(people),
    people,
    endedAt: stage.now,
    documents: [...named.values()],
    named,
    shown,
    keys,
    act: (kind, party, fields) => stage.act(kind, party, fields),
    council: (jurisdiction, kind, fields) => stage.council(jurisdiction, kind, fields),
    revoke: ({ keyId }, jurisdiction, fields = {}) =>
      stage.council(jurisdiction, 'RevokeKey', { revokedKeyId: keyId, suspectFrom: 0, reason: 'KEY_LOST', ...fields }),
    evidence: (options = {}) => collectEvidence(source(options), caseId),
    async dossier({ shown: chosen = shown, ...options } = {}) {
      const from = source(options);
      return assembleDossier(from, caseId, await collectEvidence(from, caseId), chosen);
    },
  };
}

function shownOf({ named }: Stage): Shown {
  const contents = [...named.values()].map(({ document, files, secret, root }) => {
    const name = valueAt(document, '/schema');
    const schema = typeof name === 'string' ? documentSchema(name) : undefined;
    return { root, disclosure: disclose({ document, files, secret, sectionPointer: schema?.sectionPointer }) };
  });
  const [file] = named.get('invoice')?.files ?? [];
  return {
    contents,
    attachments: [{ sha256: file?.sha256 ?? '', bytes: toBase64(SCAN) }],
    promises: [],
  };
}

function trustOf({ councils }: People): Trust {
  return parseTrust({
    format: TRUST_FORMAT,
    ledger: DOMAIN,
    verifiers: VERIFIERS,
    councils: Object.values(councils).map(({ code, threshold, members }) => ({
      jurisdiction: code,
      members: members.map(({ address }) => keyIdOf(address)).sort(),
      threshold,
    })),
    gateways: GATEWAY_KEYS,
    requiredSigners: 2,
  });
}

/** A promise of the first gateway about an action, a signed note. */
export function promiseOf({ trust }: SimulatedCase, digest: string, acceptedAt: number, anchoredBy: number): string {
  return signPromise({ origin: logOrigin(trust.ledger.ledgerId), digest, acceptedAt, anchoredBy }, GATEWAY_CN);
}

/** The proofs of a dossier, read by a second implementation that shares nothing with the product. */
import { expect } from 'chai';
import { keccak256, toUtf8Bytes } from 'ethers';
import { ACTION_KINDS } from '../../../protocol/actions.ts';
import type { Dossier } from '../../../protocol/dossier/dossier.ts';
import { playCase, type SimulatedCase } from '../../support/simulated-case.ts';
import { GATEWAY_CN, GATEWAY_MY } from '../../support/simulated-log.ts';
import {
  chainHead,
  digestOf,
  headRoot,
  isSigned,
  type KindTable,
  leafBytes,
  readCheckpoint,
  rootOver,
} from '../support/reference-dossier.ts';

const KINDS: KindTable = ACTION_KINDS;
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

type Entry = Parameters<typeof digestOf>[1];

describe('The proofs of a dossier, by a second implementation', () => {
  let played: SimulatedCase;
  let dossier: Dossier;

  before(async function play() {
    this.timeout(30_000);
    played = await playCase();
    dossier = await played.dossier();
  });

  const entries = () => [...dossier.actions, ...dossier.registry] as unknown as Entry[];
  const state = () => readCheckpoint(dossier.checkpoint, played.trust.gateways);

  /** Actor and subject by the table of the leaf's format. */
  function namesOf({ action: { kind, message } }: Entry): { actor: string; subject: string } {
    const text = (name: string) => String(message[name]);
    const code = (name: string) => keccak256(toUtf8Bytes(text(name)));
    const actor = 'keyId' in message ? text('keyId') : code('jurisdiction');
    const subjects: Record<string, () => string> = {
      RotateKey: () => text('newKeyId'),
      EnrolKey: () => text('enrolledKeyId'),
      RevokeKey: () => text('revokedKeyId'),
      EnrolParty: () => text('partyId').padEnd(66, '0'),
      SetPartyStatus: () => text('partyId').padEnd(66, '0'),
    };
    const subject = subjects[kind]?.() ?? ('caseId' in message ? text('caseId') : actor);
    return { actor, subject };
  }

  it('have cosignatures of both gateways', () => {
    expect(state().cosigners).to.deep.equal([GATEWAY_CN.name, GATEWAY_MY.name]);
  });

  it('lead from every action to the root of the log', () => {
    const { size, root } = state();
    for (const entry of entries()) {
      const leaf = leafBytes(entry, digestOf(dossier.ledger, entry, KINDS), namesOf(entry), KINDS);
      expect(leaf).to.have.length(211);
      expect(hex(rootOver(leaf, entry.sequence - 1, size, entry.path)), entry.action.kind).to.equal(hex(root));
    }
  });

  it('lead from every head to the root of the map', () => {
    const { headsRoot } = state();
    expect(dossier.heads.some(({ leaf }) => leaf === null)).to.equal(false);
    for (const head of dossier.heads) expect(hex(headRoot(head)), head.id).to.equal(hex(headsRoot));
  });

  it('chain the actions of the case up to its head', () => {
    const digests = dossier.actions.map((entry) => digestOf(dossier.ledger, entry as unknown as Entry, KINDS));
    const head = dossier.heads.find(({ kind }) => kind === 'CASE');
    expect(chainHead(digests)).to.equal(head?.leaf?.head);
    expect(dossier.actions.at(-1)?.sequence).to.equal(head?.leaf?.sequence);
  });

  it('chain the registry actions up to the standing of everybody', () => {
    const standings = dossier.heads.filter(({ kind }) => kind === 'STANDING');
    for (const { id, leaf } of standings) {
      const on = (dossier.registry as unknown as Entry[]).filter((entry) => {
        const { actor, subject } = namesOf(entry);
        return subject === id || (entry.action.kind === 'RotateKey' && actor === id);
      });
      expect(chainHead(on.map((entry) => digestOf(dossier.ledger, entry, KINDS))), id).to.equal(leaf?.head);
    }
  });

  it('have the signatures of people', () => {
    for (const entry of entries()) expect(isSigned(dossier.ledger, entry, KINDS), entry.action.kind).to.equal(true);
  });
});

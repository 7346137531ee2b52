/**
 * The people of the corridor: councils of both sides, parties, officers with their keys. Everything they sign is signed
 * here with their own keys, never by a gateway.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { hexlify, Wallet } from 'ethers';
import {
  ACTION_KINDS,
  type ActionKind,
  type ActionKindName,
  type ActionMessage,
  keyIdOf,
  type LedgerDomain,
  type SignedAction,
  typedDataDomain,
  typedDataTypes,
} from '../../protocol/actions.ts';
import type { Founder } from '../../scripts/deploy/deploy.ts';
import type { Clock } from '../../server/platform/clock.ts';

/** Who is enrolled, by name: jurisdiction, role, and how many people act for it. */
const PARTIES = {
  gacc: ['CN', 'CUSTOMS_ADMINISTRATION', 1],
  chongqingOffice: ['CN', 'CUSTOMS_OFFICE', 2],
  exportBroker: ['CN', 'BROKER', 2],
  railOperator: ['CN', 'CARRIER', 1],
  qinzhouTerminal: ['CN', 'TERMINAL', 1],
  certificateIssuer: ['CN', 'AGENCY', 1],
  auditorCn: ['CN', 'AUDITOR', 1],
  rmcd: ['MY', 'CUSTOMS_ADMINISTRATION', 1],
  portKlangOffice: ['MY', 'CUSTOMS_OFFICE', 3],
  importBroker: ['MY', 'BROKER', 1],
  seaCarrier: ['MY', 'CARRIER', 1],
  westports: ['MY', 'TERMINAL', 1],
  akps: ['MY', 'AGENCY', 1],
  auditorMy: ['MY', 'AUDITOR', 1],
  foreignBroker: ['MY', 'BROKER', 1],
} as const satisfies Record<string, readonly [string, string, number]>;

export type PartyName = keyof typeof PARTIES;

/** Fields of an action that its signer chooses; the rest is filled in. */
export type Fields = Readonly<Record<string, string | number | boolean>>;

export interface Person {
  readonly wallet: Wallet;
  readonly keyId: string;
  readonly operatorId: string;
  /** Signs an action; `times` overrides signedAt, notBefore and deadline. */
  sign(kind: ActionKindName, fields: Fields, times?: Fields): Promise<SignedAction>;
}

export interface Party {
  readonly partyId: string;
  readonly jurisdiction: string;
  readonly role: string;
  readonly people: readonly [Person, ...Person[]];
  /** The first of the people signs. */
  sign(kind: ActionKindName, fields: Fields, times?: Fields): Promise<SignedAction>;
}

export interface Council {
  readonly code: string;
  readonly threshold: number;
  readonly members: readonly Wallet[];
  sign(kind: ActionKindName, fields: Fields, attachment?: string): Promise<SignedAction>;
}

export type People = { readonly [Name in PartyName]: Party } & {
  readonly councils: { readonly CN: Council; readonly MY: Council };
  /** Draws ids and secrets that follow from the seed. */
  random(label: string): string;
};

/** Founding councils; known before the ledger is deployed. */
export interface Cast {
  readonly seed: string;
  readonly founders: readonly Founder[];
  /** Gives everybody the deployment and the clock that their signatures name. */
  on(domain: LedgerDomain, clock: Clock): People;
}

/** Longest life of what the tests sign, seconds. */
const LIFE_SECONDS = 3_600;

/**
 * Draws everybody from a seed.
 * @param seed printed by the caller, so that a failure can be run again
 */
export function castPeople(seed = hexlify(randomBytes(16))): Cast {
  const random = (label: string) => `0x${createHmac('sha256', seed).update(label).digest('hex')}`;
  const councilWallets = (code: string) => [0, 1, 2].map((index) => new Wallet(random(`council/${code}/${index}`)));
  const founders = ['CN', 'MY'].map((code) => ({
    code,
    threshold: 2,
    members: councilWallets(code).map(({ address }) => keyIdOf(address)),
  }));
  return {
    seed,
    founders,
    on(domain, clock) {
      const signer = createSigner(domain, clock);
      const parties = Object.entries(PARTIES).map(([name, definition]) => [
        name,
        makeParty(name, definition, random, signer),
      ]);
      const councils = Object.fromEntries(
        ['CN', 'MY'].map((code) => [code, makeCouncil(code, councilWallets(code), signer)]),
      );
      return { ...Object.fromEntries(parties), councils, random } as People;
    },
  };
}

interface Signer {
  message(kind: ActionKindName, actor: Fields, fields: Fields): ActionMessage;
  sign(
    kind: ActionKindName,
    message: ActionMessage,
    wallets: readonly Wallet[],
    attachment?: string,
  ): Promise<SignedAction>;
}

function createSigner(domain: LedgerDomain, clock: Clock): Signer {
  return {
    message(kind, actor, fields) {
      const now = Math.floor(clock.now() / 1000);
      const times = { signedAt: now, notBefore: 0, deadline: now + LIFE_SECONDS };
      const given: Fields = { ledgerId: domain.ledgerId, ...times, ...actor, ...fields };
      // in the order of the type, nothing else
      const definition: ActionKind = ACTION_KINDS[kind];
      return Object.fromEntries(
        definition.fields.map(({ name }) => {
          const value = given[name];
          if (value === undefined) throw new TypeError(`${kind}.${name} is missing`);
          return [name, typeof value === 'string' && value.startsWith('0x') ? value.toLowerCase() : value];
        }),
      );
    },
    async sign(kind, message, wallets, attachment) {
      const signatures = await Promise.all(
        wallets.map(async (wallet) => ({
          signer: wallet.address.toLowerCase(),
          signature: await wallet.signTypedData(typedDataDomain(domain), typedDataTypes(kind), message),
        })),
      );
      return { kind, message, signatures, ...(attachment === undefined ? {} : { attachment }) };
    },
  };
}

function makeParty(
  name: string,
  [jurisdiction, role, size]: readonly [string, string, number],
  random: (label: string) => string,
  signer: Signer,
): Party {
  const people = Array.from({ length: size }, (_, index): Person => {
    const wallet = new Wallet(random(`key/${name}/${index}`));
    const keyId = keyIdOf(wallet.address);
    return {
      wallet,
      keyId,
      operatorId: random(`operator/${name}/${index}`).slice(0, 18),
      sign: (kind, fields, times = {}) =>
        signer.sign(kind, signer.message(kind, { keyId }, { ...fields, ...times }), [wallet]),
    };
  });
  const [first, ...others] = people;
  if (first === undefined) throw new RangeError(`${name} has no people`);
  const partyId = random(`party/${name}`).slice(0, 18);
  return { partyId, jurisdiction, role, people: [first, ...others], sign: first.sign };
}

function makeCouncil(code: string, members: readonly Wallet[], signer: Signer): Council {
  const sorted = [...members].sort((a, b) => (keyIdOf(a.address) < keyIdOf(b.address) ? -1 : 1));
  return {
    code,
    threshold: 2,
    members: sorted,
    sign: (kind, fields, attachment) =>
      signer.sign(kind, signer.message(kind, { jurisdiction: code }, fields), sorted.slice(0, 2), attachment),
  };
}

/** Names of everybody who is enrolled. */
export const PARTY_NAMES = Object.keys(PARTIES) as PartyName[];

/** Actions that enrol everybody with their keys, parties first; signed by the councils. */
export async function enrolments(
  people: People,
  clock: Clock,
  names: readonly PartyName[] = PARTY_NAMES,
): Promise<{ parties: SignedAction[]; keys: SignedAction[] }> {
  const from = Math.floor(clock.now() / 1000) - 60;
  const parties: SignedAction[] = [];
  const keys: SignedAction[] = [];
  for (const name of names) {
    const { partyId, jurisdiction, role, people: persons } = people[name];
    const council = people.councils[jurisdiction as 'CN' | 'MY'];
    parties.push(await council.sign('EnrolParty', { partyId, role, profile: people.random(`profile/${name}`) }));
    for (const { wallet, keyId, operatorId } of persons) {
      const fields = { enrolledKeyId: keyId, partyId, operatorId, validFrom: from, validUntil: from + 30 * 86_400 };
      keys.push(await council.sign('EnrolKey', fields, wallet.address.toLowerCase()));
    }
  }
  return { parties, keys };
}

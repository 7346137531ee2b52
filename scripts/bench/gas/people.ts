/** Parties of both sides and the people who sign for them, enrolled by their councils. */
import { council, type Draft, type Ledger, opaqueId } from './ledger.ts';
import { passkey, type Scheme, type Signer, walletSigner } from './signers.ts';

/** One key per person, all of one scheme. */
export interface People {
  readonly exportBroker: Signer;
  readonly importBroker: Signer;
  readonly terminal: Signer;
  readonly officer: Signer;
  readonly secondOfficer: Signer;
}

export const PARTIES = {
  exportBroker: { jurisdiction: 'CN', role: 'BROKER', partyId: opaqueId('export broker') },
  importBroker: { jurisdiction: 'MY', role: 'BROKER', partyId: opaqueId('import broker') },
  terminal: { jurisdiction: 'CN', role: 'TERMINAL', partyId: opaqueId('terminal') },
  office: { jurisdiction: 'CN', role: 'CUSTOMS_OFFICE', partyId: opaqueId('office') },
} as const;

const PEOPLE: Readonly<Record<keyof People, keyof typeof PARTIES>> = {
  exportBroker: 'exportBroker',
  importBroker: 'importBroker',
  terminal: 'terminal',
  officer: 'office',
  secondOfficer: 'office',
};

export async function enrolParties(ledger: Ledger): Promise<void> {
  await ledger.apply(
    Object.values(PARTIES).map(({ jurisdiction, role, partyId }) => enrolParty(jurisdiction, partyId, role)),
  );
}

/** Enrols one key per person. */
export async function enrolPeople(ledger: Ledger, scheme: Scheme): Promise<People> {
  const drafts: Draft[] = [];
  const enrol = (person: keyof People): Signer => {
    const key = newKey(ledger, scheme, person);
    const { jurisdiction, partyId } = PARTIES[PEOPLE[person]];
    drafts.push(enrolKey(jurisdiction, partyId, opaqueId(`operator ${person}`), key));
    return key;
  };
  const people: People = {
    exportBroker: enrol('exportBroker'),
    importBroker: enrol('importBroker'),
    terminal: enrol('terminal'),
    officer: enrol('officer'),
    secondOfficer: enrol('secondOfficer'),
  };
  await ledger.apply(drafts);
  return people;
}

export function newKey(ledger: Ledger, scheme: Scheme, name: string): Signer {
  return scheme === 'passkey' ? passkey(ledger.webAuthn, name) : walletSigner(name);
}

export function enrolParty(jurisdiction: 'CN' | 'MY', partyId: string, role: string): Draft {
  const fields = { jurisdiction, partyId, role, profile: `0x${'11'.repeat(32)}` };
  return { kind: 'EnrolParty', fields, by: council(jurisdiction) };
}

export function enrolKey(jurisdiction: 'CN' | 'MY', partyId: string, operatorId: string, key: Signer): Draft {
  const fields = {
    jurisdiction,
    enrolledKeyId: key.keyId,
    partyId,
    operatorId,
    validFrom: 0,
    validUntil: 2_000_000_000,
  };
  return { kind: 'EnrolKey', fields, by: council(jurisdiction), attachment: key.signer };
}

/** Who takes part in the contract tests: parties of both sides and the keys of the people who act for them. */
import { type Draft, opaqueId } from '../../../scripts/bench/gas/ledger.ts';
import { enrolKey, enrolParty } from '../../../scripts/bench/gas/people.ts';
import { type Signer, walletSigner } from '../../../scripts/bench/gas/signers.ts';

export type Side = 'CN' | 'MY';

const party = (jurisdiction: Side, role: string, name: string) => ({ jurisdiction, role, partyId: opaqueId(name) });

export const PARTIES = {
  broker: party('CN', 'BROKER', 'broker of Chongqing'),
  forwarder: party('CN', 'BROKER', 'forwarder of Qinzhou'),
  carrier: party('CN', 'CARRIER', 'rail carrier'),
  terminal: party('CN', 'TERMINAL', 'terminal of Qinzhou'),
  office: party('CN', 'CUSTOMS_OFFICE', 'office of Chongqing'),
  borderOffice: party('CN', 'CUSTOMS_OFFICE', 'office of Qinzhou'),
  administration: party('CN', 'CUSTOMS_ADMINISTRATION', 'administration CN'),
  agency: party('CN', 'AGENCY', 'quarantine agency'),
  auditor: party('CN', 'AUDITOR', 'auditor CN'),
  importBroker: party('MY', 'BROKER', 'broker of Port Klang'),
  importTerminal: party('MY', 'TERMINAL', 'terminal of Port Klang'),
  importOffice: party('MY', 'CUSTOMS_OFFICE', 'office of Port Klang'),
} as const;

export type PartyName = keyof typeof PARTIES;

/** Each person and whom they act for. */
const PEOPLE = {
  broker: 'broker',
  brokerColleague: 'broker',
  forwarder: 'forwarder',
  carrier: 'carrier',
  terminal: 'terminal',
  officer: 'office',
  secondOfficer: 'office',
  thirdOfficer: 'office',
  fourthOfficer: 'office',
  borderOfficer: 'borderOffice',
  administrator: 'administration',
  inspector: 'agency',
  auditor: 'auditor',
  importBroker: 'importBroker',
  importTerminal: 'importTerminal',
  importOfficer: 'importOffice',
  secondImportOfficer: 'importOffice',
} as const satisfies Record<string, PartyName>;

export type PersonName = keyof typeof PEOPLE;
export type People = Readonly<Record<PersonName, Signer>>;

const NAMES = Object.keys(PEOPLE) as PersonName[];

/** One wallet each. */
export const people = Object.fromEntries(NAMES.map((name) => [name, walletSigner(name)])) as People;

export const partyOf = (person: PersonName) => PARTIES[PEOPLE[person]];

/** Opaque id of the human; two keys of one person carry the same. */
export const operatorOf = (person: PersonName): string => opaqueId(`operator ${person}`);

/** Another key of a person. */
export function enrolKeyOf(person: PersonName, key: Signer): Draft {
  const { jurisdiction, partyId } = partyOf(person);
  return enrolKey(jurisdiction, partyId, operatorOf(person), key);
}

/** Everything that the councils sign before anybody can act. */
export function enrolments(): Draft[] {
  const parties = Object.values(PARTIES).map(({ jurisdiction, partyId, role }) =>
    enrolParty(jurisdiction, partyId, role),
  );
  return [...parties, ...NAMES.map((name) => enrolKeyOf(name, people[name]))];
}

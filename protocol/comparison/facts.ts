/** What the documents of a case say about the same things, and how two sayings are held against each other. */

import { absolute, compare, type Decimal, formatDecimal, parseDecimal, subtract, sum } from '../checks/decimal.ts';
import type { RuleId } from '../checks/rules.ts';
import { minorUnitDigits } from '../codes/currencies.ts';
import type { TradeParty } from '../documents/trade-party.ts';

/**
 * How a fact is compared.
 * - `SET` the same members, in any order; several documents of a kind state it together
 * - `AMOUNT` the same decimal within a tolerance; several documents of a kind add up
 * - `MASS` the same decimal, but each document states the whole of it
 * - `PARTY` the same register number where both state one of the same register, else the same name
 */
export type Measure = 'SET' | 'AMOUNT' | 'MASS' | 'PARTY';

interface FactKind {
  readonly measure: Measure;
  readonly ruleId: RuleId;
}

const kind = (measure: Measure, ruleId: RuleId): FactKind => ({ measure, ruleId });

/** In the order in which people read them. */
export const FACTS = {
  UCR: kind('SET', 'AGREE_UCR'),
  INVOICE_NUMBER: kind('SET', 'AGREE_INVOICE_NUMBER'),
  INVOICE_TOTAL: kind('AMOUNT', 'AGREE_INVOICE_TOTAL'),
  DELIVERY_TERMS: kind('SET', 'AGREE_DELIVERY_TERMS'),
  EXPORTER: kind('PARTY', 'AGREE_EXPORTER'),
  IMPORTER: kind('PARTY', 'AGREE_IMPORTER'),
  BILL_OF_LADING: kind('SET', 'AGREE_BILL_OF_LADING'),
  MASTER_BILL: kind('SET', 'AGREE_BILL_OF_LADING'),
  RAIL_NOTE: kind('SET', 'AGREE_RAIL_NOTE'),
  HS_CODES: kind('SET', 'AGREE_HS_CODES'),
  ORIGIN: kind('SET', 'AGREE_ORIGIN'),
  PACKAGES: kind('AMOUNT', 'AGREE_PACKAGES'),
  GROSS_MASS: kind('AMOUNT', 'AGREE_GROSS_MASS'),
  NET_MASS: kind('AMOUNT', 'AGREE_NET_MASS'),
  CONTAINERS: kind('SET', 'AGREE_CONTAINERS'),
  SEALS: kind('SET', 'AGREE_SEALS'),
  VERIFIED_GROSS_MASS: kind('MASS', 'AGREE_VERIFIED_GROSS_MASS'),
} as const satisfies Record<string, FactKind>;

export type FactName = keyof typeof FACTS;

/** One thing that one document says. */
export interface Statement {
  readonly fact: FactName;
  /** Container that the fact is about, for facts about single containers. */
  readonly subject?: string;
  /** Into the document, RFC 6901. */
  readonly pointer: string;
  /** As it is shown to people. */
  readonly value: string;
  /** Spelt so that equal members are equal texts; for `SET`. */
  readonly members?: readonly string[];
  /** For `AMOUNT` and `MASS`; `unit` is `kg`, a currency, or empty for a number of packages. */
  readonly amount?: Decimal;
  readonly unit?: string;
  readonly party?: TradeParty;
  /** States a part only: a certificate may cover some of the goods. */
  readonly partial?: boolean;
}

/** Numbers of documents are compared without regard to case and blanks. */
export const spellNumber = (text: string) => text.toUpperCase().replace(/\s+/g, '');

/** Container numbers are compared without the blanks and hyphens that people put into them. */
export const spellContainer = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]+/g, '');

/** Decimals are equal by value, not by spelling: `2.50` is `2.5`. */
export function plainDecimal(value: Decimal): string {
  const text = formatDecimal(value);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Statement of a set; none if there is nothing to state. */
export function setOf(
  fact: FactName,
  pointer: string,
  values: readonly (string | undefined)[],
  more: { readonly spell?: (text: string) => string; readonly subject?: string; readonly partial?: boolean } = {},
): Statement[] {
  const { spell = spellNumber, ...rest } = more;
  const members = [...new Set(values.flatMap((value) => (value === undefined ? [] : [spell(value)])))].sort();
  return members.length === 0 ? [] : [{ fact, pointer, value: members.join(', '), members, ...rest }];
}

/** Statement of an amount; none if any part of it is not stated. @param unit `kg`, a currency, or empty */
export function amountOf(
  fact: FactName,
  pointer: string,
  parts: readonly (string | number | undefined)[],
  unit: string,
  subject?: string,
): Statement[] {
  const stated = parts.filter((part) => part !== undefined);
  if (stated.length === 0 || stated.length < parts.length) return [];
  const amount = sum(stated.map((part) => parseDecimal(String(part))));
  return [{ fact, pointer, value: plainDecimal(amount), amount, unit, ...(subject === undefined ? {} : { subject }) }];
}

/** Statement of a party; a consignee `to order` is nobody's name. */
export function partyOf(fact: FactName, pointer: string, party: TradeParty | undefined): Statement[] {
  const name = party?.name ?? '';
  if (party === undefined || spellName(name) === '' || /^TO (THE )?ORDER\b/.test(spellName(name))) return [];
  return [{ fact, pointer: `${pointer}/name`, value: name, party }];
}

/** Whether two statements of one fact say the same. */
export function agrees(a: Statement, b: Statement): boolean {
  if (a.members !== undefined && b.members !== undefined) return sameMembers(a, b);
  if (a.amount !== undefined && b.amount !== undefined) {
    if (a.unit !== b.unit) return false;
    return compare(absolute(subtract(a.amount, b.amount)), toleranceOf(a.unit)) <= 0;
  }
  if (a.party !== undefined && b.party !== undefined) return sameParty(a.party, b.party);
  return false;
}

/**
 * By how much two amounts may differ: half a minor unit of a currency, to which amounts are rounded; nothing for masses
 * and packages.
 */
export function toleranceOf(unit: string | undefined): Decimal {
  const digits = minorUnitDigits(unit ?? '');
  // half a minor unit is 5 in the decimal place after it
  return digits === null ? { units: 0n, scale: 0 } : { units: 5n, scale: digits + 1 };
}

/** Of two parts of a whole nothing can be said; one part has to lie within the whole. */
function sameMembers(a: Statement, b: Statement): boolean {
  const [mine = [], theirs = []] = [a.members, b.members];
  const within = (some: readonly string[], all: readonly string[]) => some.every((each) => all.includes(each));
  if (a.partial === true && b.partial === true) return true;
  return (b.partial === true || within(mine, theirs)) && (a.partial === true || within(theirs, mine));
}

/** Registers that number a party once and for all; a number of the sender's own list says nothing to others. */
const REGISTERS: readonly string[] = ['USCC', 'SSM', 'TIN', 'EORI', 'GLN', 'AEO', 'LEI'];

function sameParty(a: TradeParty, b: TradeParty): boolean {
  for (const { scheme, value } of a.identifiers ?? []) {
    const other = REGISTERS.includes(scheme) ? b.identifiers?.find((each) => each.scheme === scheme) : undefined;
    if (other !== undefined) return spellNumber(other.value) === spellNumber(value);
  }
  return spellName(a.name ?? '') === spellName(b.name ?? '');
}

/** Long and short spellings of the same legal form. */
const LEGAL_FORMS: Readonly<Record<string, string>> = {
  LIMITED: 'LTD',
  COMPANY: 'CO',
  CORPORATION: 'CORP',
  INCORPORATED: 'INC',
  SENDIRIAN: 'SDN',
  BERHAD: 'BHD',
};

/** Names are compared without regard to case, spacing, punctuation, and how the legal form is written. */
function spellName(name: string): string {
  return name
    .toUpperCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => LEGAL_FORMS[word] ?? word)
    .join(' ');
}

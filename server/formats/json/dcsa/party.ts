/** Parties as DCSA writes them, in all its standards. */
import type { TradeParty } from '../../../../protocol/documents/trade-party.ts';
import { compact, compactOrNone, listOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { takeAddress } from './place.ts';

/**
 * Takes a party with name, address, codes and its first contact.
 * @param to pointer to the party in the document
 * @returns `undefined` if nobody is named
 */
export function takeParty(party: JsonCursor, to: string): TradeParty | undefined {
  if (!party.present) return undefined;
  const [contact] = party.either('partyContactDetails', 'contactDetails').items();
  return compactOrNone({
    name: party.get('partyName').longText(`${to}/name`),
    address: takeAddress(party.get('address'), `${to}/address`),
    identifiers: takeIdentifiers(party, `${to}/identifiers`),
    contact: contact && takeContact(contact, `${to}/contact`),
  });
}

export function takeContact(contact: JsonCursor, to: string): TradeParty['contact'] {
  return compactOrNone({
    name: contact.get('name').text(`${to}/name`),
    telephone: contact.either('phone', 'phoneNumber').text(`${to}/telephone`),
    email: contact.get('email').text(`${to}/email`),
  });
}

function takeIdentifiers(party: JsonCursor, to: string): TradeParty['identifiers'] {
  const identifiers: NonNullable<TradeParty['identifiers']> = [];
  const add = (value: string | undefined, scheme: () => string) => {
    if (value !== undefined) identifiers.push({ scheme: scheme(), value });
  };
  const next = () => `${to}/${identifiers.length}`;
  const own = party.get('partyCode').present ? [party] : [];
  // VGM and Track & Trace identify a party by one code, in the party itself or in an object below it
  const below = party.get('party').present ? party.get('party').items() : [];
  for (const code of [...party.get('identifyingCodes').items(), ...own, ...below]) {
    add(code.get('partyCode').text(`${next()}/value`), () => takeScheme(code, `${next()}/scheme`));
  }
  for (const key of ['taxReference1', 'taxReference2'] as const) {
    add(party.get(key).text(`${next()}/value`), () => key);
  }
  for (const tax of party.get('taxLegalReferences').items()) {
    add(tax.get('value').text(`${next()}/value`), () => taxScheme(tax, `${next()}/scheme`));
  }
  return listOrNone(identifiers);
}

/** Who gives the code out and in which list, for example `GLEIF:LEI`. */
export function takeScheme(code: JsonCursor, to: string): string {
  const provider = code.either('codeListProvider', 'DCSAResponsibleAgencyCode').text(to, 120);
  const list = code.get('codeListName').text(to, 120);
  return [provider, list].filter((part) => part !== undefined).join(':') || 'UNSPECIFIED';
}

function taxScheme(tax: JsonCursor, to: string): string {
  const parts = [tax.get('type').text(to, 120), tax.get('countryCode').text(to, 120)];
  return parts.filter((part) => part !== undefined).join(':') || 'TAX';
}

/** A party by its code and function alone, as routing details name it. */
export function takeRoutedParty(party: JsonCursor, to: string): { role: string; party: TradeParty } | undefined {
  const identifiers = takeIdentifiers(party, `${to}/party/identifiers`);
  if (identifiers === undefined) return undefined;
  return compact({ role: party.get('partyFunction').text(`${to}/role`) ?? 'ZZZ', party: { identifiers } });
}

import type { TradeParty } from '../../../protocol/documents/trade-party.ts';
import { takeCodeList } from './code-lists.ts';
import type { SegmentReader } from './segment-reader.ts';

/** Lines of C058, C080 and C059; what the last two have besides is no line. */
export const FREE_LINES = 5;
export const NAME_LINES = 5;
export const STREET_LINES = 4;

/**
 * Takes the party of a NAD segment.
 *
 * Where the sender structures it, the name stands in C080. Most manifests have only the lines of C058: then the first
 * line is taken for the name, as their senders write them.
 * @returns `undefined` if the segment names nobody
 * @see UN/EDIFACT D.95B, NAD
 */
export function takeParty(reader: SegmentReader): TradeParty | undefined {
  const identifier = reader.take(2, 1);
  const freeLines = reader.takeAll(3, 1, FREE_LINES);
  const structuredName = reader.takeAll(4, 1, NAME_LINES);
  const name = structuredName.length > 0 ? structuredName.join(' ') : freeLines.shift();
  const address = takeAddress(reader, freeLines);
  if (identifier === undefined && name === undefined && address === undefined) return undefined;
  reader.take(1);
  return {
    ...(name === undefined ? {} : { name }),
    ...(address === undefined ? {} : { address }),
    ...(identifier === undefined ? {} : { identifiers: [{ scheme: takeScheme(reader), value: identifier }] }),
  };
}

/** GS1 as agency, which has one list of parties. */
export const GS1_LIST = ':9';

/** Code list and agency under which a party id was given, for example `172:166`. */
function takeScheme(reader: SegmentReader): string {
  const codeList = takeCodeList(reader, 2, 2) ?? 'UNSPECIFIED';
  return codeList === GS1_LIST ? 'GLN' : codeList;
}

/**
 * Takes the contact that CTA and COM give for the party before them.
 * @see UN/EDIFACT D.95B, CTA C056 3412; COM C076 3148 and 3155
 */
export function readContact(reader: SegmentReader, party: TradeParty | undefined): void {
  if (party === undefined) return;
  if (reader.tag === 'CTA') reader.expect(1, 1, 'IC');
  const contact = party.contact ?? {};
  const field = reader.tag === 'CTA' ? 'name' : CHANNELS[reader.peek(1, 2)];
  if (field === undefined || contact[field] !== undefined) return;
  const value = reader.tag === 'CTA' ? reader.take(2, 2) : reader.take(1, 1);
  if (value === undefined) return;
  contact[field] = value;
  party.contact = contact;
  if (reader.tag === 'COM') reader.take(1, 2);
}

/** 3155, and the field of a contact for it. */
const CHANNELS: Readonly<Record<string, 'telephone' | 'email'>> = { TE: 'telephone', EM: 'email' };

function takeAddress(reader: SegmentReader, freeLines: readonly string[]): TradeParty['address'] {
  const lines = [...freeLines, ...reader.takeAll(5, 1, STREET_LINES)];
  const city = reader.take(6);
  const region = reader.take(7, 1) ?? reader.take(7, 4);
  const postcode = reader.take(8);
  const countryCode = /^[A-Z]{2}$/.test(reader.peek(9)) ? reader.take(9) : undefined;
  if (lines.length === 0 && [city, region, postcode, countryCode].every((part) => part === undefined)) return undefined;
  return {
    lines,
    ...(city === undefined ? {} : { city }),
    ...(region === undefined ? {} : { region }),
    ...(postcode === undefined ? {} : { postcode }),
    ...(countryCode === undefined ? {} : { countryCode }),
  };
}

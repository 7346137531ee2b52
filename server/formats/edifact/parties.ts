import type { TradeParty } from '../../../protocol/documents/trade-party.ts';
import type { SegmentReader } from './segment-reader.ts';

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
  const freeLines = reader.takeAll(3);
  const structuredName = reader.takeAll(4);
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

/** Code list and agency under which a party id was given, for example `172:166`. */
function takeScheme(reader: SegmentReader): string {
  const [list, agency] = [reader.take(2, 2) ?? '', reader.take(2, 3) ?? ''];
  return list === '' && agency === '' ? 'UNSPECIFIED' : `${list}:${agency}`;
}

function takeAddress(reader: SegmentReader, freeLines: readonly string[]): TradeParty['address'] {
  const lines = [...freeLines, ...reader.takeAll(5)];
  const city = reader.take(6);
  const region = reader.take(7);
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

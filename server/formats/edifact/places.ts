import type { Place } from '../../../protocol/documents/transport.ts';
import { takeCodeList } from './code-lists.ts';
import type { SegmentReader } from './segment-reader.ts';

/** Code lists that a place code may name without saying more: UN/LOCODE (139), country (162, 163), no list. */
const CODE_LISTS = ['', '139', '162', '163'];
const AGENCIES = ['', '5', '6'];
/** Code list (1131) of countries, and of their parts. */
const COUNTRIES = '162';
const COUNTRY_PARTS = '163';

/**
 * Takes the place of a LOC segment, as it came; the first related place is its country or a site at the place.
 * @returns `undefined` if the segment names none
 * @see UN/EDIFACT D.95B, LOC: 3227, C517, C519, C553
 */
export function takePlace(reader: SegmentReader): Place | undefined {
  const code = reader.take(2, 1);
  const name = reader.take(2, 4);
  if (code === undefined && name === undefined) return undefined;
  reader.take(1);
  const codeList = takeForeignList(reader, 2);
  const facility = takeFacility(reader);
  const address = takeCountry(reader);
  return {
    ...(code === undefined ? {} : { code }),
    ...(codeList === undefined ? {} : { codeList }),
    ...(name === undefined ? {} : { name }),
    ...(facility === undefined ? {} : { facility }),
    ...(address === undefined ? {} : { address }),
  };
}

/** Code list and agency where they say more than that the code is a UN/LOCODE. */
function takeForeignList(reader: SegmentReader, element: number): string | undefined {
  if (!CODE_LISTS.includes(reader.peek(element, 2)) || !AGENCIES.includes(reader.peek(element, 3))) {
    return takeCodeList(reader, element, 2);
  }
  reader.take(element, 2);
  reader.take(element, 3);
  return undefined;
}

function takeFacility(reader: SegmentReader): Place['facility'] {
  if ([COUNTRIES, COUNTRY_PARTS].includes(reader.peek(3, 2))) return undefined;
  if (namesCountry(reader)) return undefined;
  const code = reader.take(3, 1);
  const name = reader.take(3, 4);
  if (code === undefined && name === undefined) return undefined;
  const codeList = takeCodeList(reader, 3, 2);
  return {
    ...(code === undefined ? {} : { code }),
    ...(codeList === undefined ? {} : { codeList }),
    ...(name === undefined ? {} : { name }),
  };
}

function takeCountry(reader: SegmentReader): Place['address'] {
  const named = namesCountry(reader);
  const stated = named || (reader.peek(3, 2) === COUNTRIES && /^[A-Z]{2}$/.test(reader.peek(3, 1)));
  const region = reader.peek(4, 2) === COUNTRY_PARTS ? reader.take(4, 1) : undefined;
  if (!stated && region === undefined) return undefined;
  if (region !== undefined) takeListOf(reader, 4);
  const countryCode = stated ? reader.take(3, named ? 4 : 1) : undefined;
  if (stated) takeListOf(reader, 3);
  return {
    lines: [],
    ...(region === undefined ? {} : { region }),
    ...(countryCode === undefined ? {} : { countryCode }),
  };
}

/** Some write the code of the country where its name belongs. */
function namesCountry(reader: SegmentReader): boolean {
  return reader.peek(3, 1) === '' && reader.peek(3, 2) === '' && /^[A-Z]{2}$/.test(reader.peek(3, 4));
}

function takeListOf(reader: SegmentReader, element: number): void {
  reader.take(element, 2);
  reader.expect(element, 3, ...AGENCIES);
}

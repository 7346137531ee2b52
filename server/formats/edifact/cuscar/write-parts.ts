/** Segments of parties, places and times: the inverse of parties.ts, places.ts and times.ts. */
import type { TradeParty } from '../../../../protocol/documents/trade-party.ts';
import type { Place } from '../../../../protocol/documents/transport.ts';
import { codeListComponents } from '../code-lists.ts';
import { fitText, LENGTHS, nameLines, textLines } from '../fitting.ts';
import { FREE_LINES, GS1_LIST, NAME_LINES, STREET_LINES } from '../parties.ts';
import { segment, type WritableSegment } from '../writer.ts';

/** Code list and agency as components. @param codeList as `takeCodeList` gives it */
export function listComponents(codeList: string | undefined): (string | undefined)[] {
  const [list, agency] = codeListComponents(codeList);
  return [fitText(list, LENGTHS.codeList), fitText(agency, LENGTHS.code)];
}

/** A code that its element can hold; mutually defined (`ZZZ`) if it cannot. */
export const qualifier = (code: string): string => fitText(code, LENGTHS.code) ?? 'ZZZ';

/** NAD, and CTA and COM if there is a contact. @param role 3035 */
export function partySegments(role: string, party: TradeParty | undefined): WritableSegment[] {
  if (party === undefined) return [];
  const { name, address, identifiers: [identifier] = [], contact } = party;
  const names = name === undefined ? undefined : nameLines(name, LENGTHS.nameLine, NAME_LINES);
  const lines = textLines(address?.lines ?? [], LENGTHS.streetLine);
  // without a name the first free line would be taken for it
  const free =
    names === undefined ? [] : lines.slice(0, Math.min(FREE_LINES, Math.max(0, lines.length - STREET_LINES)));
  const region = fitText(address?.region, LENGTHS.region);
  const regionName = region === undefined ? fitText(address?.region, LENGTHS.regionName) : undefined;
  const identity = fitText(identifier?.value, LENGTHS.partyIdentifier);
  const scheme = identifier?.scheme === 'GLN' ? GS1_LIST : identifier?.scheme;
  const elements = [
    identity === undefined ? '' : [identity, ...listComponents(scheme === 'UNSPECIFIED' ? undefined : scheme)],
    free,
    names,
    lines.slice(free.length, free.length + STREET_LINES),
    fitText(address?.city, LENGTHS.city),
    [region, '', '', regionName],
    fitText(address?.postcode, LENGTHS.postcode),
    address?.countryCode,
  ];
  if (elements.every((element) => [element ?? ''].flat().every((value) => (value ?? '') === ''))) return [];
  return [segment('NAD', qualifier(role), ...elements), ...contactSegments(contact)];
}

function contactSegments(contact: TradeParty['contact']): WritableSegment[] {
  const telephone = fitText(contact?.telephone, LENGTHS.communication);
  const email = fitText(contact?.email, LENGTHS.communication);
  const name = fitText(contact?.name, LENGTHS.contact);
  if ([name, telephone, email].every((value) => value === undefined)) return [];
  return [
    segment('CTA', 'IC', ['', name]),
    ...(telephone === undefined ? [] : [segment('COM', [telephone, 'TE'])]),
    ...(email === undefined ? [] : [segment('COM', [email, 'EM'])]),
  ];
}

/** LOC. @param placeFunction 3227 */
export function placeSegments(placeFunction: string, place: Place | undefined): WritableSegment[] {
  const code = fitText(place?.code, LENGTHS.place);
  const name = fitText(place?.name, LENGTHS.placeName);
  if (place === undefined || (code === undefined && name === undefined)) return [];
  const list = place.codeList === undefined ? impliedList(code) : listComponents(place.codeList);
  const region = fitText(place.address?.region, LENGTHS.place);
  return [
    segment(
      'LOC',
      qualifier(placeFunction),
      [code, ...list, name],
      relatedPlace(place),
      region === undefined ? '' : [region, '163'],
    ),
  ];
}

/** UN/LOCODE and country codes by their form. */
function impliedList(code = ''): (string | undefined)[] {
  if (/^[A-Z]{2}[A-Z2-9]{3}$/.test(code)) return ['139', '6'];
  return /^[A-Z]{2}$/.test(code) ? ['162', '5'] : ['', ''];
}

function relatedPlace({ facility, address }: Place): (string | undefined)[] {
  if (facility === undefined) return address?.countryCode === undefined ? [''] : [address.countryCode, '162', '5'];
  const code = fitText(facility.code, LENGTHS.place);
  return [code, ...listComponents(facility.codeList), fitText(facility.name, LENGTHS.relatedPlaceName)];
}

const TIME = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** DTM. @param functionCode 2005 @param value RFC 3339 date, time with offset, or local time */
export function timeSegments(functionCode: string, value: string | undefined): WritableSegment[] {
  const [, year, month, day, hour, minute, second = '00', offset] = TIME.exec(value ?? '') ?? [];
  if (value === undefined || year === undefined) return [];
  const date = `${year}${month}${day}`;
  const write = (digits: string, format: string) => [segment('DTM', [functionCode, digits, format])];
  if (hour === undefined) return write(date, '102');
  const clock = `${date}${hour}${minute}`;
  if (offset === undefined) return second === '00' ? write(clock, '203') : write(`${clock}${second}`, '204');
  const zone = zoneOf(offset);
  if (zone === undefined) return timeSegments(functionCode, new Date(value).toISOString());
  return second === '00' ? write(`${clock}${zone}`, '303') : write(`${clock}${second}${zone}`, '304');
}

/** Zone of formats 303 and 304, which know whole hours only. */
function zoneOf(offset: string): string | undefined {
  if (offset === 'Z') return 'UTC';
  return /^[+-](?:0\d|1[0-4]):00$/.test(offset) ? offset.slice(0, 3) : undefined;
}

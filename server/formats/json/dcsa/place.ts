/** Locations as DCSA writes them, in all its standards. */
import type { TradeParty } from '../../../../protocol/documents/trade-party.ts';
import type { Place } from '../../../../protocol/documents/transport.ts';
import { compact, compactOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';

/**
 * Takes a location. The facility stands in an object of its own (3.0) or beside the place (2.2).
 * @param to pointer to the place in the document
 * @returns `undefined` if nothing is said
 */
export function takePlace(location: JsonCursor, to: string): Place | undefined {
  if (!location.present) return undefined;
  const coordinate = location.get('geoCoordinate').present ? location.get('geoCoordinate') : location;
  return compactOrNone({
    code: location.get('UNLocationCode').text(`${to}/code`),
    name: location.get('locationName').text(`${to}/name`),
    facility: takeFacility(location, `${to}/facility`),
    address: takeAddress(location.get('address'), `${to}/address`),
    ...takeCoordinates(coordinate, to),
  });
}

export function takeCoordinates(coordinate: JsonCursor, to: string): Pick<Place, 'latitude' | 'longitude'> {
  return {
    latitude: coordinate.get('latitude').signedDecimal(`${to}/latitude`),
    longitude: coordinate.get('longitude').signedDecimal(`${to}/longitude`),
  };
}

function takeFacility(location: JsonCursor, to: string): Place['facility'] {
  const facility = location.get('facility').present ? location.get('facility') : location;
  return compactOrNone({
    code: facility.get('facilityCode').text(`${to}/code`),
    codeList: facility.get('facilityCodeListProvider').text(`${to}/codeList`),
    name: facility.either('facilityName', 'otherFacility').text(`${to}/name`),
    kind: location.get('facilityTypeCode').text(`${to}/kind`),
  });
}

/** Members of an address that become lines, in the order in which people write them. */
const LINES = [['name'], ['street', 'streetNumber'], ['floor'], ['POBox'], ['country']] as const;

/** Takes an address; `country` of older standards is a name and becomes a line. */
export function takeAddress(address: JsonCursor, to: string): TradeParty['address'] {
  if (!address.present) return undefined;
  const lines: string[] = [];
  const add = (line: JsonCursor) => line.text(`${to}/lines/${lines.length}`);
  for (const keys of LINES) {
    const parts = keys.map((key) => add(address.get(key))).filter((part) => part !== undefined);
    if (parts.length > 0) lines.push(parts.join(' '));
  }
  for (const line of address.get('addressLines').items()) {
    const text = add(line);
    if (text !== undefined) lines.push(text);
  }
  const rest = compact({
    city: address.get('city').text(`${to}/city`),
    region: address.either('stateRegion', 'state').text(`${to}/region`),
    postcode: address.get('postCode').text(`${to}/postcode`),
    countryCode: address.get('countryCode').matching(`${to}/countryCode`, /^[A-Z]{2}$/),
  });
  return lines.length === 0 && Object.keys(rest).length === 0 ? undefined : { lines, ...rest };
}

/** Parts that credentials of TradeTrust and of the W3C traceability vocabulary have in common. */
import type { TradeParty } from '../../../../protocol/documents/trade-party.ts';
import type { Place } from '../../../../protocol/documents/transport.ts';
import { massInKg } from '../../edifact/values.ts';
import { compact, compactOrNone, listOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { expandNumber } from '../reader/number-text.ts';

/** Units as people write them, by UN/ECE Recommendation 20. */
const MASS_UNITS = new Map([
  ['kg', 'KGM'],
  ['kgs', 'KGM'],
  ['lb', 'LBR'],
  ['lbs', 'LBR'],
]);

/** A member that stands in an object of its own or, under another name, beside it. */
export function nestedOrFlat(content: JsonCursor, nested: readonly string[], flat: string): JsonCursor {
  const inside = content.get(...nested);
  return inside.present ? inside : content.get(flat);
}

/** A mass with `value` and `unitCode`; units without fixed relation to the kilogram stay unmapped. */
export function takeMass(mass: JsonCursor, to: string): string | undefined {
  const [value, unit] = [mass.get('value'), mass.get('unitCode')];
  if (!value.present) return undefined;
  const code = MASS_UNITS.get(unit.peek().toLowerCase()) ?? unit.peek();
  const kg = massInKg(expandNumber(value.peek()) ?? '', code);
  if (kg === undefined || value.decimal(to) === undefined) {
    value.report('GROSS_MASS_UNIT', to, `${value.peek()} ${unit.peek()}`);
    return undefined;
  }
  unit.implies(unit.peek());
  return kg;
}

/** A volume in cubic metres. */
export function takeVolume(volume: JsonCursor, to: string): string | undefined {
  const cubicMetres = volume.get('unitCode').implies('cbm', 'm3', 'MTQ');
  return cubicMetres ? volume.get('value').decimal(to) : undefined;
}

/** An organization of the traceability vocabulary, or a name alone. */
export function takeOrganization(party: JsonCursor, to: string): TradeParty | undefined {
  if (!party.present) return undefined;
  const address = party.get('location', 'address').present ? party.get('location', 'address') : party.get('address');
  const identifiers = (
    [
      ['DID', party.get('id')],
      ['SCAC', party.get('scac')],
    ] as const
  ).flatMap(([scheme, id]) => (id.present ? [{ scheme, id }] : []));
  return compactOrNone({
    name: party.get('name').longText(`${to}/name`),
    address: takePostalAddress(address, `${to}/address`),
    identifiers: listOrNone(
      identifiers.map(({ scheme, id }, index) => {
        const value = id.text(`${to}/identifiers/${index}/value`);
        return value === undefined ? undefined : { scheme, value };
      }),
    ),
    contact: compactOrNone({
      telephone: party.get('phoneNumber').text(`${to}/contact/telephone`),
      email: party.get('email').text(`${to}/contact/email`),
    }),
  });
}

/** A country is a code where it has the form of one, else a line. */
export function takePostalAddress(address: JsonCursor, to: string): TradeParty['address'] {
  const lines: string[] = [];
  const add = (line: JsonCursor) => {
    const text = line.text(`${to}/lines/${lines.length}`);
    if (text !== undefined) lines.push(text);
  };
  for (const key of ['streetAddress', 'street', 'line1', 'line2']) add(address.get(key));
  const country = address.either('addressCountry', 'countryCode', 'country');
  const coded = /^[A-Z]{2}$/.test(country.peek());
  if (!coded) add(country);
  const rest = compact({
    city: address.either('addressLocality', 'cityName', 'city').text(`${to}/city`),
    region: address.either('addressRegion', 'countrySubDivisionName').text(`${to}/region`),
    postcode: address.either('postalCode', 'postcode').text(`${to}/postcode`),
    countryCode: coded ? country.text(`${to}/countryCode`) : undefined,
  });
  return lines.length === 0 && Object.keys(rest).length === 0 ? undefined : { lines, ...rest };
}

/** A place by UN/LOCODE or by name. */
export function takeNamedPlace(place: JsonCursor, to: string): Place | undefined {
  if (place.node?.type !== 'object') {
    const name = place.text(`${to}/name`);
    return name === undefined ? undefined : { name };
  }
  return compactOrNone({
    code: place.either('unLocode', 'UNLocationCode').text(`${to}/code`),
    name: place.get('name').text(`${to}/name`),
  });
}

/** A price counts only with its currency. */
export function takePrice(price: JsonCursor, to: string) {
  const currency = price.get('priceCurrency');
  if (!/^[A-Z]{3}$/.test(currency.peek())) return undefined;
  const amount = price.get('price').signedDecimal(`${to}/amount`);
  return amount === undefined ? undefined : { amount, currency: currency.text(`${to}/currency`) as string };
}

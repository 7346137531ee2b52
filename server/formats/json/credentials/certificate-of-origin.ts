/** Certificates of origin of TradeTrust, nested (OpenAttestation) or flat (W3C). */
import {
  CERTIFICATE_OF_ORIGIN_SCHEMA_NAME,
  type CertificateOfOrigin,
} from '../../../../protocol/documents/certificate-of-origin.ts';
import type { TradeParty } from '../../../../protocol/documents/trade-party.ts';
import { compact, compactOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { nestedOrFlat, takePostalAddress } from './parts.ts';

export const isCertificateOfOrigin = (content: JsonCursor): boolean =>
  content.get('supplyChainConsignment').present || content.get('cooId').present;

export function mapCertificateOfOrigin(content: JsonCursor): {
  document: CertificateOfOrigin;
  reference: string | undefined;
} {
  const nested = content.get('supplyChainConsignment');
  const consignment = nested.present ? nested : content;
  const number = content.either('iD', 'cooId').text('/number');
  const document: CertificateOfOrigin = compact({
    schema: CERTIFICATE_OF_ORIGIN_SCHEMA_NAME,
    documentType: 861,
    simulated: false,
    number,
    issuedAt: content.get('issueDateTime').timestamp('/issuedAt'),
    consignmentNumber: (nested.present ? nested.get('iD') : content.get('supplyChainConsignmentId')).text(
      '/consignmentNumber',
    ),
    exporter: takeTrader(consignment, 'exporter', '/exporter'),
    importer: takeTrader(consignment, 'importer', '/importer'),
    exportCountry: takeCountry(
      nestedOrFlat(consignment, ['exportCountry', 'code'], 'exportCountryCode'),
      '/exportCountry',
    ),
    importCountry: takeCountry(
      nestedOrFlat(consignment, ['importCountry', 'code'], 'importCountryCode'),
      '/importCountry',
    ),
    ...takeVoyage(consignment),
    items: takeItems(consignment.get('includedConsignmentItems')),
  });
  return { document, reference: number };
}

const takeCountry = (cursor: JsonCursor, to: string) => cursor.matching(to, /^[A-Z]{2}$/);

/** A trader in an object of its own, or by members that begin with its role. */
function takeTrader(holder: JsonCursor, role: string, to: string): TradeParty | undefined {
  const nested = holder.get(role);
  const flat = (key: string) => holder.get(`${role}${key.charAt(0).toUpperCase()}${key.slice(1)}`);
  const id = (nested.present ? nested.get('iD') : flat('id')).text(`${to}/identifiers/0/value`);
  return compactOrNone({
    name: (nested.present ? nested.get('name') : flat('name')).longText(`${to}/name`),
    address: nested.present
      ? takePostalAddress(nested.get('postalAddress'), `${to}/address`)
      : takeFlatAddress(flat, `${to}/address`),
    identifiers: id === undefined ? undefined : [{ scheme: 'UNSPECIFIED', value: id }],
  });
}

function takeFlatAddress(flat: (key: string) => JsonCursor, to: string): TradeParty['address'] {
  const first = flat('line1').text(`${to}/lines/0`);
  const second = flat('line2').text(`${to}/lines/${first === undefined ? 0 : 1}`);
  const lines = [first, second].filter((line) => line !== undefined);
  const rest = compact({
    city: flat('cityName').text(`${to}/city`),
    region: flat('countrySubDivisionName').text(`${to}/region`),
    postcode: flat('postcode').text(`${to}/postcode`),
    countryCode: takeCountry(flat('countryCode'), `${to}/countryCode`),
  });
  return lines.length === 0 && Object.keys(rest).length === 0 ? undefined : { lines, ...rest };
}

function takeVoyage(consignment: JsonCursor) {
  const place = (nested: string, to: string) =>
    compactOrNone({ name: nestedOrFlat(consignment, [nested, 'name'], `${nested}Name`).text(`${to}/name`) });
  const movement = 'mainCarriageTransportMovement';
  return {
    conveyance: compactOrNone({
      name: nestedOrFlat(consignment, [movement, 'usedTransportMeans', 'name'], 'usedTransportMeansName').text(
        '/conveyance/name',
      ),
      journeyNumber: nestedOrFlat(consignment, [movement, 'iD'], `${movement}Id`).text('/conveyance/journeyNumber'),
    }),
    placeOfLoading: place('loadingBaseportLocation', '/placeOfLoading'),
    placeOfDischarge: place('unloadingBaseportLocation', '/placeOfDischarge'),
    departedAt: nestedOrFlat(
      consignment,
      [movement, 'departureEvent', 'departureDateTime'],
      'departureDateTime',
    ).timestamp('/departedAt'),
  };
}

type Item = CertificateOfOrigin['items'][number];

/** One item per trade line; criterion and producer are those of the consignment item that it belongs to. */
function takeItems(consignmentItems: JsonCursor): Item[] {
  const items: Item[] = [];
  for (const consignment of consignmentItems.items()) {
    for (const line of consignment.get('tradeLineItems').items()) {
      items.push(takeItem(consignment, line, `/items/${items.length}`));
    }
  }
  return items;
}

function takeItem(consignment: JsonCursor, line: JsonCursor, to: string): Item {
  const code = nestedOrFlat(line, ['tradeProduct', 'harmonisedTariffCode', 'classCode'], 'harmonisedTariffclassCode');
  const six = /^\d{6}$/.test(code.peek());
  const value = code.text(six ? `${to}/hsCode` : `${to}/commodityCodes/0/value`);
  return compact({
    itemNumber: takeSequence(line.get('sequenceNumber'), `${to}/itemNumber`),
    hsCode: value?.match(/^\d{6}/)?.[0],
    commodityCodes: six || value === undefined ? undefined : [{ scheme: 'HS', value }],
    description: nestedOrFlat(line, ['tradeProduct', 'description'], 'tradeProductDescription').longText(
      `${to}/description`,
    ),
    countryOfOrigin: takeCountry(
      nestedOrFlat(line, ['tradeProduct', 'originCountry', 'code'], 'originCountryCode'),
      `${to}/countryOfOrigin`,
    ),
    originCriterion: nestedOrFlat(
      consignment,
      ['crossBorderRegulatoryProcedure', 'originCriteriaText'],
      'originCriteriaText',
    ).text(`${to}/originCriterion`),
    producer: takeTrader(consignment, 'manufacturer', `${to}/producer`),
    invoiceNumber: nestedOrFlat(line, ['invoiceReference', 'iD'], 'invoiceReferenceId').text(`${to}/invoiceNumber`),
    invoicedAt: nestedOrFlat(line, ['invoiceReference', 'formattedIssueDateTime'], 'formattedIssueDateTime').timestamp(
      `${to}/invoicedAt`,
    ),
  });
}

/** Lines count from 1; another number is a finding. */
function takeSequence(cursor: JsonCursor, to: string): number | undefined {
  if (cursor.peek() === '0') {
    cursor.report('VALUE_UNREADABLE', to);
    return undefined;
  }
  return cursor.count(to, 99_999);
}

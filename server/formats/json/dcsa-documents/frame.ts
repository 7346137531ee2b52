/** What booking, shipping instruction, transport document and arrival notice of DCSA share. */

import type { BillOfLading } from '../../../../protocol/documents/bill-of-lading.ts';
import type { TradeParty } from '../../../../protocol/documents/trade-party.ts';
import type { Conveyance } from '../../../../protocol/documents/transport.ts';
import { takePlace } from '../dcsa/place.ts';
import { compact, compactOrNone, listOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';

export const FREIGHT_TERMS = { PRE: 'PREPAID', COL: 'COLLECT' } as const;

export const MODES = {
  VESSEL: 'MARITIME',
  RAIL: 'RAIL',
  TRUCK: 'ROAD',
  BARGE: 'INLAND_WATERWAY',
  MULTIMODAL: 'MULTIMODAL',
} as const;

export function takeServiceTerms(document: JsonCursor) {
  const to = '/serviceTerms';
  return compactOrNone({
    receiptAtOrigin: document.get('receiptTypeAtOrigin').text(`${to}/receiptAtOrigin`),
    deliveryAtDestination: document.get('deliveryTypeAtDestination').text(`${to}/deliveryAtDestination`),
    movementAtOrigin: document.get('cargoMovementTypeAtOrigin').text(`${to}/movementAtOrigin`),
    movementAtDestination: document.get('cargoMovementTypeAtDestination').text(`${to}/movementAtDestination`),
  });
}

/** The carrier by its code; the list is SMDG or NMFTA. */
export function takeCarrier(document: JsonCursor): TradeParty | undefined {
  const [contact] = document.get('carrierContactInformation').items();
  const to = '/carrier/identifiers/0';
  const value = document.get('carrierCode').text(`${to}/value`);
  return compactOrNone({
    identifiers:
      value === undefined
        ? undefined
        : [{ scheme: document.get('carrierCodeListProvider').text(`${to}/scheme`) ?? 'UNSPECIFIED', value }],
    contact:
      contact &&
      compactOrNone({
        name: contact.get('name').text('/carrier/contact/name'),
        telephone: contact.get('phone').text('/carrier/contact/telephone'),
        email: contact.get('email').text('/carrier/contact/email'),
      }),
  });
}

/** The first vessel voyage; further ones stay unmapped. */
export function takeVoyage(voyage: JsonCursor): Conveyance | undefined {
  const to = '/conveyance';
  const vessel = voyage.get('vessel').present ? voyage.get('vessel') : voyage;
  const number = (direction: 'Export' | 'Import') => {
    const object = voyage.get(`${direction.toLowerCase()}VoyageNumberOrReference`);
    return object.present ? object.get('carrierVoyageNumber') : voyage.get(`carrier${direction}VoyageNumber`);
  };
  const conveyance = compactOrNone({
    name: vessel.either('vesselName', 'name').text(`${to}/name`),
    imoNumber: vessel.get('vesselIMONumber').text(`${to}/imoNumber`),
    journeyNumber: number('Export').text(`${to}/journeyNumber`),
    importJourneyNumber: number('Import').text(`${to}/importJourneyNumber`),
    serviceCode: voyage.get('carrierServiceCode').text(`${to}/serviceCode`),
    nationality: vessel.get('vesselFlag').matching(`${to}/nationality`, /^[A-Z]{2}$/),
  });
  return conveyance && { mode: 'MARITIME', ...conveyance };
}

/** Places of an object with one member per function, as transport documents have them. */
export function takePlaces(transport: JsonCursor) {
  return {
    placeOfReceipt: takePlace(transport.get('placeOfReceipt'), '/placeOfReceipt'),
    placeOfLoading: takePlace(transport.get('portOfLoading'), '/placeOfLoading'),
    placeOfDischarge: takePlace(transport.get('portOfDischarge'), '/placeOfDischarge'),
    placeOfDelivery: takePlace(transport.get('placeOfDelivery'), '/placeOfDelivery'),
  };
}

export function takeCharges(charges: JsonCursor): BillOfLading['charges'] {
  let taken = 0;
  return listOrNone(
    charges.items().map((charge) => {
      const to = `/charges/${taken}`;
      const name = charge.either('chargeName', 'chargeType').text(`${to}/name`);
      if (name === undefined) return undefined;
      taken += 1;
      return compact({
        name,
        amount: takeMoney(charge.get('currencyAmount'), charge.get('currencyCode'), `${to}/amount`),
        paymentTerms: charge.get('paymentTermCode').code(`${to}/paymentTerms`, FREIGHT_TERMS),
        basis: charge.get('calculationBasis').text(`${to}/basis`),
        unitPrice: charge.get('unitPrice').decimal(`${to}/unitPrice`),
        quantity: charge.get('quantity').decimal(`${to}/quantity`),
      });
    }),
  );
}

/** An amount counts only with its currency. */
export function takeMoney(amount: JsonCursor, currency: JsonCursor, to: string) {
  if (!amount.present || !/^[A-Z]{3}$/.test(currency.peek())) return undefined;
  const value = amount.signedDecimal(`${to}/amount`);
  return value === undefined ? undefined : { amount: value, currency: currency.text(`${to}/currency`) as string };
}

/** Bills of lading of TradeTrust (OpenAttestation and W3C) and of the W3C traceability vocabulary. */
import { BILL_OF_LADING_SCHEMA_NAME, type BillOfLading } from '../../../../protocol/documents/bill-of-lading.ts';
import type { TradeParty } from '../../../../protocol/documents/trade-party.ts';
import { compact, compactOrNone, listOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { takeParticular, takeTradeTrustPackage } from './particulars.ts';
import { nestedOrFlat, takeNamedPlace, takeOrganization, takePrice } from './parts.ts';

export const isBillOfLading = (content: JsonCursor): boolean =>
  content.get('blNumber').present || content.get('billOfLadingNumber').present;

const PAYMENT_TERMS = { prepaid: 'PREPAID', collect: 'COLLECT' } as const;

export function mapBillOfLading(content: JsonCursor): { document: BillOfLading; reference: string | undefined } {
  const packages = content
    .get('packages')
    .items()
    .map((each, index) => takeTradeTrustPackage(each, `/items/${index}`));
  const number = content.either('blNumber', 'billOfLadingNumber').text('/number');
  const document: BillOfLading = compact({
    schema: BILL_OF_LADING_SCHEMA_NAME,
    documentType: 705,
    simulated: false,
    number,
    ...takeParties(content),
    ...takeVoyage(content),
    ...takeIssue(content),
    charges: takeCharges(content.get('freightAndCharges')),
    declaredValue: takePrice(content.get('declaredValue'), '/declaredValue'),
    containers: takeContainers(content.either('utilizedTransportEquipment', 'utilizedTransportEquipments')),
    items: [
      ...packages,
      ...content
        .get('particulars')
        .items()
        .map((each, index) => takeParticular(each, `/items/${packages.length + index}`)),
    ],
    totalPackages: content.get('totalNumberOfPackages').count('/totalPackages'),
  });
  return { document, reference: number };
}

function takeParties(content: JsonCursor) {
  const notify = content.either('notify', 'notifyParty').items();
  const flatNotify = content.get('notifyPartyName').longText('/notifyParties/0/name');
  const forwarder = takeOrganization(content.get('freightForwarder'), '/otherParties/0/party');
  return {
    carrier: takeCarrier(content),
    consignor: takeShipper(content),
    consignee: content.get('consignee').present
      ? takeOrganization(content.get('consignee'), '/consignee')
      : nameOnly(content.get('consigneeName'), '/consignee'),
    toOrder: takeToOrder(content),
    notifyParties:
      flatNotify === undefined
        ? listOrNone(notify.map((party, index) => takeOrganization(party, `/notifyParties/${index}`)))
        : [{ name: flatNotify }],
    otherParties: forwarder === undefined ? undefined : [{ role: 'FW', party: forwarder }],
  };
}

function takeCarrier(content: JsonCursor): TradeParty | undefined {
  const stated = takeOrganization(content.get('carrier'), '/carrier');
  if (stated !== undefined) return stated;
  const scac = content.get('scac').text('/carrier/identifiers/0/value');
  return compactOrNone({
    name: content.get('carrierName').longText('/carrier/name'),
    identifiers: scac === undefined ? undefined : [{ scheme: 'SCAC', value: scac }],
  });
}

function takeShipper(content: JsonCursor): TradeParty | undefined {
  const party = content.either('shipper', 'consignor');
  if (party.present) return takeOrganization(party, '/consignor');
  const street = content.get('shipperAddressStreet').text('/consignor/address/lines/0');
  const at = street === undefined ? 0 : 1;
  const country = content.get('shipperAddressCountry').text(`/consignor/address/lines/${at}`);
  const lines = listOrNone([street, country]);
  return compactOrNone({
    name: content.get('shipperName').longText('/consignor/name'),
    address: lines === undefined ? undefined : { lines },
  });
}

function nameOnly(cursor: JsonCursor, to: string): TradeParty | undefined {
  const name = cursor.longText(`${to}/name`);
  return name === undefined ? undefined : { name };
}

/** `TO ORDER` alone; to whose order would be another party and stays unmapped. */
function takeToOrder(content: JsonCursor): boolean | undefined {
  const text = nestedOrFlat(content, ['consignee', 'toOrderOfText'], 'toOrderOfText');
  return /^to order$/i.test(text.peek().trim()) && text.implies(text.peek()) ? true : undefined;
}

function takeVoyage(content: JsonCursor) {
  const movement = content.get('mainCarriageTransportMovement');
  return {
    conveyance: compactOrNone({
      name: nestedOrFlat(content, ['mainCarriageTransportMovement', 'vesselNumber'], 'vessel').text('/conveyance/name'),
      journeyNumber: (movement.present ? movement.get('voyageNumber') : content.get('voyageNo')).text(
        '/conveyance/journeyNumber',
      ),
    }),
    placeOfReceipt: takeNamedPlace(content.get('placeOfReceipt'), '/placeOfReceipt'),
    placeOfLoading: takeNamedPlace(content.get('portOfLoading'), '/placeOfLoading'),
    placeOfDischarge: takeNamedPlace(content.get('portOfDischarge'), '/placeOfDischarge'),
    placeOfDelivery: takeNamedPlace(content.get('placeOfDelivery'), '/placeOfDelivery'),
    onwardRouting: takeNamedPlace(content.get('onwardInlandRouting'), '/onwardRouting'),
    shippedOnBoardOn: content.get('shippedOnBoardDate').date('/shippedOnBoardOn'),
  };
}

function takeIssue(content: JsonCursor) {
  const [booking] = content.get('bookingNumber').items();
  const clause = content.get('signForTermsAndCondition').longText('/clauses/0');
  return {
    issuedOn: content.get('dateOfIssueBL').date('/issuedOn'),
    placeOfIssue: takeNamedPlace(content.get('placeOfIssueBL'), '/placeOfIssue'),
    originals: content.get('numberOfOriginalBL').count('/originals', 1_000),
    bookingNumber: booking?.text('/bookingNumber'),
    clauses: clause === undefined ? undefined : [clause],
    terms: content.either('termsOfCarriage', 'termsAndConditions').longText('/terms'),
  };
}

function takeContainers(equipment: JsonCursor): BillOfLading['containers'] {
  const containers: BillOfLading['containers'] = [];
  for (const each of equipment.items()) {
    const to = `/containers/${containers.length}`;
    const number = each.get('equipmentReference').text(`${to}/number`);
    if (number === undefined) continue;
    containers.push(
      compact({
        number,
        typeCode: each.get('ISOEquipmentCode').text(`${to}/typeCode`),
        seals: takeSeals(each.get('seals'), `${to}/seals`),
      }),
    );
  }
  return containers;
}

function takeSeals(list: JsonCursor, to: string) {
  const seals: { number: string }[] = [];
  for (const seal of list.items()) {
    const number = seal.either('sealNumber', 'number').text(`${to}/${seals.length}/number`);
    if (number !== undefined) seals.push({ number });
  }
  return listOrNone(seals);
}

function takeCharges(charges: JsonCursor): BillOfLading['charges'] {
  const taken: NonNullable<BillOfLading['charges']> = [];
  for (const charge of charges.items()) {
    const to = `/charges/${taken.length}`;
    const name = charge.either('chargeText', 'chargeCode').text(`${to}/name`);
    if (name === undefined) continue;
    taken.push(
      compact({
        name,
        amount: takePrice(charge.get('appliedAmount'), `${to}/amount`),
        paymentTerms: charge.get('paymentTerm').code(`${to}/paymentTerms`, PAYMENT_TERMS),
        basis: charge.get('calculationBasis').text(`${to}/basis`),
      }),
    );
  }
  return listOrNone(taken);
}

/** Transport documents of DCSA and the shipping instructions for them, which have the same parts. */
import { BILL_OF_LADING_SCHEMA_NAME, type BillOfLading } from '../../../../protocol/documents/bill-of-lading.ts';
import {
  SHIPPING_INSTRUCTION_SCHEMA_NAME,
  type ShippingInstruction,
} from '../../../../protocol/documents/shipping-instruction.ts';
import { takePlace } from '../dcsa/place.ts';
import { compact, listOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { takeContainers } from './containers.ts';
import { takeDocumentParties } from './document-parties.ts';
import {
  FREIGHT_TERMS,
  MODES,
  takeCarrier,
  takeCharges,
  takeMoney,
  takePlaces,
  takeServiceTerms,
  takeVoyage,
} from './frame.ts';
import { takeItems } from './items.ts';
import { ReferenceList } from './references.ts';

/** DCSA transport document type to UNTDID 1001. */
const DOCUMENT_TYPES = { BOL: 705, SWB: 710 } as const;

/** @param root the document, or `{ "document": …, "issueTo": … }` of an issuance request */
export function mapTransportDocument(root: JsonCursor) {
  const document = root.get('document').present ? root.get('document') : root;
  const parts = takeParts(document, document === root ? undefined : root.get('issueTo'));
  const type = document.get('transportDocumentTypeCode').code('/documentType', DOCUMENT_TYPES);
  const result: BillOfLading = {
    schema: BILL_OF_LADING_SCHEMA_NAME,
    documentType: type ?? DOCUMENT_TYPES.BOL,
    number: document.get('transportDocumentReference').text('/number'),
    ...parts,
  };
  return { document: compact(result), reference: result.number };
}

export function mapShippingInstruction(document: JsonCursor) {
  const parts = takeParts(document);
  const result: ShippingInstruction = {
    schema: SHIPPING_INSTRUCTION_SCHEMA_NAME,
    documentType: 340,
    requestedDocumentType: document
      .get('transportDocumentTypeCode')
      .code<number>('/requestedDocumentType', DOCUMENT_TYPES),
    amends: document.either('amendToTransportDocument', 'transportDocumentReference').text('/amends'),
    ...parts,
  };
  return { document: compact(result), reference: undefined };
}

function takeParts(document: JsonCursor, issueTo?: JsonCursor) {
  const transports = document.get('transports');
  const [voyage] = transports.get('vesselVoyages').items();
  const references = takeReferences(document);
  return {
    simulated: false as const,
    status: document.either('transportDocumentStatus', 'shippingInstructionsStatus').text('/status'),
    issuedOn: document.get('issueDate').date('/issuedOn'),
    placeOfIssue: takePlace(document.get('placeOfIssue'), '/placeOfIssue'),
    ...references,
    carrier: takeCarrier(document),
    ...takeDocumentParties(document.get('documentParties'), issueTo),
    conveyance: voyage && takeVoyage(voyage),
    preCarriageMode: transports.get('preCarriageBy').code('/preCarriageMode', MODES),
    onCarriageMode: transports.get('onCarriageBy').code('/onCarriageMode', MODES),
    ...takePlaces(transports),
    onwardRouting: takePlace(transports.get('onwardInlandRouting'), '/onwardRouting'),
    plannedDepartureOn: transports.get('plannedDepartureDate').date('/plannedDepartureOn'),
    plannedArrivalOn: transports.get('plannedArrivalDate').date('/plannedArrivalOn'),
    shippedOnBoardOn: document.get('shippedOnBoardDate').date('/shippedOnBoardOn'),
    receivedForShipmentOn: document.get('receivedForShipmentDate').date('/receivedForShipmentOn'),
    ...takeTerms(document),
    containers: takeContainers(document.get('utilizedTransportEquipments')),
    items: takeItems(document.get('consignmentItems')),
  };
}

function takeTerms(document: JsonCursor) {
  return {
    shippedOnBoard: document.get('isShippedOnBoardType').flag('/shippedOnBoard'),
    electronic: document.get('isElectronic').flag('/electronic'),
    toOrder: document.get('isToOrder').flag('/toOrder'),
    originals: document.get('numberOfOriginals').count('/originals', 1_000),
    copies: document.get('numberOfCopies').count('/copies', 1_000),
    serviceTerms: takeServiceTerms(document),
    freightTerms: document.get('freightPaymentTermCode').code('/freightTerms', FREIGHT_TERMS),
    freightPayableAt: takePlace(document.get('invoicePayableAt'), '/freightPayableAt'),
    charges: takeCharges(document.get('charges')),
    declaredValue: takeMoney(document.get('declaredValue'), document.get('declaredValueCurrency'), '/declaredValue'),
    manifestFilings: takeManifestFilings(document.get('advanceManifestFilings')),
    clauses: listOrNone(
      [...document.get('carrierClauses').items(), ...document.get('requestedCarrierClauses').items()].map(
        (clause, index) => clause.longText(`/clauses/${index}`),
      ),
    ),
    terms: document.get('termsAndConditions').longText('/terms'),
  };
}

/** The booking stands in the document or, since one document may cover several, in each consignment item. */
function takeReferences(document: JsonCursor) {
  const references = new ReferenceList();
  const bookings = [document, ...document.get('consignmentItems').items()].map((holder) =>
    holder.get('carrierBookingReference'),
  );
  let bookingNumber: string | undefined;
  for (const booking of bookings) {
    if (bookingNumber === undefined) bookingNumber = booking.text('/bookingNumber');
    else if (!booking.implies(bookingNumber)) references.add(booking, 'carrierBookingReference');
  }
  references.addAll(document);
  for (const item of document.get('consignmentItems').items()) {
    references.addAll(item);
    references.add(item.get('commoditySubReference'), 'commoditySubReference');
    for (const cargo of item.get('cargoItems').items()) references.addAll(cargo);
  }
  return { bookingNumber, references: references.found };
}

function takeManifestFilings(filings: JsonCursor) {
  return listOrNone(
    filings.items().map((filing, index) => {
      const to = `/manifestFilings/${index}`;
      return compact({
        manifestType: filing.either('manifestTypeCode', 'manifestType').text(`${to}/manifestType`),
        countryCode: filing.get('countryCode').text(`${to}/countryCode`),
        filedBy: filing.get('advanceManifestFilingsHouseBLPerformedBy').text(`${to}/filedBy`),
        filerCode: filing.get('selfFilerCode').text(`${to}/filerCode`),
        identificationNumber: filing.get('identificationNumber').text(`${to}/identificationNumber`),
      });
    }),
  );
}

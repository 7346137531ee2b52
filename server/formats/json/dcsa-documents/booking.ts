/** Booking 2.0 of DCSA: the request of the shipper, or the booking that the carrier confirmed. */
import { BOOKING_SCHEMA_NAME, type Booking } from '../../../../protocol/documents/booking.ts';
import type { Place } from '../../../../protocol/documents/transport.ts';
import { takePlace } from '../dcsa/place.ts';
import { compact, listOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { takeDocumentParties } from './document-parties.ts';
import { FREIGHT_TERMS, takeCarrier, takeServiceTerms, takeVoyage } from './frame.ts';
import { takeMassObject, takeVolume } from './measures.ts';
import { ReferenceList } from './references.ts';

/** DCSA location types with a field of their own. */
const PLACES = new Map([
  ['PRE', 'placeOfReceipt'],
  ['POL', 'placeOfLoading'],
  ['POD', 'placeOfDischarge'],
  ['PDE', 'placeOfDelivery'],
] as const);

export function mapBooking(document: JsonCursor) {
  const references = new ReferenceList();
  const number = document.get('carrierBookingReference').text('/number');
  const requestNumber = document.get('carrierBookingRequestReference').text('/requestNumber');
  references.addAll(document);
  const equipment = document.get('requestedEquipments').items().map(takeEquipment);
  const result: Booking = {
    schema: BOOKING_SCHEMA_NAME,
    documentType: number === undefined ? 335 : 770,
    simulated: false,
    number,
    requestNumber,
    status: document.get('bookingStatus').text('/status'),
    references: references.found,
    carrier: takeCarrier(document),
    ...takeDocumentParties(document.get('documentParties')),
    conveyance: takeVoyage(document),
    serviceTerms: takeServiceTerms(document),
    freightTerms: document.get('freightPaymentTermCode').code('/freightTerms', FREIGHT_TERMS),
    ...takeShipmentLocations(document.get('shipmentLocations')),
    expectedDepartureOn: document.get('expectedDepartureDate').date('/expectedDepartureOn'),
    expectedArrivalOn: document.get('expectedArrivalAtPlaceOfDeliveryStartDate').date('/expectedArrivalOn'),
    equipmentSubstitutionAllowed: document.get('isEquipmentSubstitutionAllowed').flag('/equipmentSubstitutionAllowed'),
    equipment,
  };
  return { document: compact(result), reference: number ?? requestNumber };
}

function takeShipmentLocations(locations: JsonCursor) {
  const places: Partial<Record<'placeOfReceipt' | 'placeOfLoading' | 'placeOfDischarge' | 'placeOfDelivery', Place>> =
    {};
  const others: { function: string; place: Place }[] = [];
  for (const entry of locations.items()) {
    const type = entry.get('locationTypeCode');
    const field = PLACES.get(type.peek() as 'POL');
    if (field !== undefined && places[field] === undefined) {
      const place = takePlace(entry.get('location'), `/${field}`);
      if (place === undefined) continue;
      places[field] = place;
      type.implies(type.peek());
    } else {
      const to = `/otherPlaces/${others.length}`;
      const place = takePlace(entry.get('location'), `${to}/place`);
      if (place !== undefined) others.push({ function: type.text(`${to}/function`) ?? 'ZZZ', place });
    }
  }
  return { ...places, otherPlaces: listOrNone(others) };
}

function takeEquipment(equipment: JsonCursor, index: number) {
  const to = `/equipment/${index}`;
  const numbers = equipment.get('equipmentReferences').items();
  return compact({
    typeCode: equipment.get('ISOEquipmentCode').text(`${to}/typeCode`),
    units: equipment.get('units').count(`${to}/units`, 100_000),
    shipperOwned: equipment.get('isShipperOwned').flag(`${to}/shipperOwned`),
    containerNumbers: listOrNone(numbers.map((number, at) => number.text(`${to}/containerNumbers/${at}`))),
    commodities: listOrNone(
      equipment
        .get('commodities')
        .items()
        .map((commodity, at) => takeGoods(commodity, `${to}/commodities/${at}`)),
    ),
  });
}

function takeGoods(commodity: JsonCursor, to: string) {
  const gross = takeMassObject(commodity.get('cargoGrossWeight'), `${to}/grossMassKg`, `${to}/statedGrossMass`);
  const volume = commodity.get('cargoGrossVolume');
  const [code] = commodity.get('HSCodes').items();
  return compact({
    description: commodity.get('commodityType').longText(`${to}/description`),
    hsCode: code?.matching(`${to}/hsCode`, /^\d{6}$/),
    grossMassKg: gross.kg,
    statedGrossMass: gross.stated,
    volumeM3: takeVolume(volume.get('value'), volume.get('unit'), `${to}/volumeM3`),
  });
}

import type { MappingNotes } from '../../mapping-notes.ts';
import { DCSA_DOCUMENTS_MAPPING_VERSION as version } from './dcsa-documents.ts';

/** Rows that transport documents and the instructions for them share. */
const SHARED: MappingNotes['rows'] = [
  { from: 'carrierBookingReference, also of consignmentItems', to: '/bookingNumber' },
  { from: 'references, customsReferences, contract and instruction references', to: '/references' },
  { from: 'carrierCode with its list', to: '/carrier' },
  { from: 'documentParties.shipper, or function OS', to: '/consignor' },
  { from: 'documentParties.consignee, or function CN', to: '/consignee' },
  { from: 'documentParties.notifyParties, or functions N1, N2, NI', to: '/notifyParties' },
  { from: 'other parties', to: '/otherParties', note: 'role is the member name or the function' },
  { from: 'transports: places, dates, modes, first vessel voyage', to: '/conveyance, /placeOf…' },
  { from: 'utilizedTransportEquipments', to: '/containers', note: 'number, type, seals, tare, marks, owner' },
  { from: 'consignmentItems.cargoItems', to: '/items/0', note: 'one item per cargo item' },
  { from: 'HSCodes', to: '/items/0/hsCode', note: 'six digits; longer codes whole in commodityCodes' },
  { from: 'cargoGrossWeight', to: '/items/0/grossMassKg', note: 'exact; units without fixed relation as stated' },
  { from: 'outerPackaging', to: '/items/0/packages' },
  { from: 'isToOrder, isElectronic, isShippedOnBoardType', to: '/toOrder, /electronic, /shippedOnBoard' },
  { from: 'freightPaymentTermCode, charges, invoicePayableAt', to: '/freightTerms, /charges, /freightPayableAt' },
  { from: 'advanceManifestFilings', to: '/manifestFilings' },
  { from: 'carrierClauses, termsAndConditions', to: '/clauses, /terms' },
];

const SHARED_UNMAPPED =
  'Displayed names, further contacts of a party, counts of copies with and without charges, reefer settings, universal references and further vessel voyages.';

const TRANSPORT_DOCUMENT_NOTES: MappingNotes = {
  kind: 'DCSA_TRANSPORT_DOCUMENT',
  mapping: 'dcsa/transport-document',
  version,
  standard: 'DCSA Bill of Lading 3.0, eBL Issuance 3.0',
  rows: [
    { from: 'transportDocumentReference', to: '/number' },
    { from: 'transportDocumentTypeCode', to: '/documentType', note: 'BOL 705, SWB 710' },
    { from: 'transportDocumentStatus', to: '/status' },
    { from: 'issueDate, placeOfIssue', to: '/issuedOn, /placeOfIssue' },
    ...SHARED,
  ],
  keptUnmapped: SHARED_UNMAPPED,
};

const SHIPPING_INSTRUCTION_NOTES: MappingNotes = {
  kind: 'DCSA_SHIPPING_INSTRUCTION',
  mapping: 'dcsa/shipping-instruction',
  version,
  standard: 'DCSA Bill of Lading 2.0 and 3.0, shipping instructions',
  rows: [
    { from: 'transportDocumentTypeCode', to: '/requestedDocumentType' },
    { from: 'amendToTransportDocument', to: '/amends' },
    ...SHARED,
  ],
  keptUnmapped: SHARED_UNMAPPED,
};

const BOOKING_NOTES: MappingNotes = {
  kind: 'DCSA_BOOKING',
  mapping: 'dcsa/booking',
  version,
  standard: 'DCSA Booking 2.0',
  rows: [
    { from: 'carrierBookingReference', to: '/number', note: 'with it the document is a confirmation (770), else 335' },
    { from: 'carrierBookingRequestReference', to: '/requestNumber' },
    { from: 'serviceContractReference, contractQuotationReference, references', to: '/references' },
    { from: 'documentParties', to: '/consignor, /consignee, /notifyParties, /otherParties' },
    { from: 'vessel, carrierExportVoyageNumber, carrierServiceCode', to: '/conveyance' },
    { from: 'shipmentLocations of type PRE, POL, POD, PDE', to: '/placeOf…' },
    { from: 'other shipmentLocations', to: '/otherPlaces' },
    { from: 'requestedEquipments', to: '/equipment', note: 'with commodities and masses' },
  ],
  keptUnmapped: 'Haulage, reefer settings, references of single commodities, dangerous goods of a request.',
};

const ARRIVAL_NOTICE_NOTES: MappingNotes = {
  kind: 'DCSA_ARRIVAL_NOTICE',
  mapping: 'dcsa/arrival-notice',
  version,
  standard: 'DCSA Arrival Notice 1.0',
  rows: [
    { from: 'transportDocumentReference', to: '/transportDocumentNumber' },
    { from: 'issueDateTime', to: '/issuedAt' },
    { from: 'documentParties', to: '/consignor, /consignee, /notifyParties, /otherParties' },
    { from: 'transport: places, last vessel voyage', to: '/placeOf…, /conveyance' },
    { from: 'portOfDischargeArrivalDate', to: '/arrival', note: 'with its classifier' },
    { from: 'utilizedTransportEquipments, consignmentItems', to: '/containers, /items' },
    { from: 'freeTimes, charges', to: '/freeTimes, /charges' },
  ],
  keptUnmapped: 'Further legs, payment instructions, pick-up details and letters of the carrier.',
};

const VGM_NOTES: MappingNotes = {
  kind: 'DCSA_VGM',
  mapping: 'dcsa/vgm',
  version,
  standard: 'DCSA Verified Gross Mass 1.0',
  rows: [
    { from: 'declarationReference, declarationDateTime', to: '/number, /declaredAt' },
    { from: 'isRetracted', to: '/retracted' },
    { from: 'equipmentDetails', to: '/container' },
    { from: 'VGM.weight', to: '/container/verifiedGrossMassKg' },
    {
      from: 'VGM.method, dateTime, location, certification',
      to: '/method, /weighedAt, /placeOfWeighing, /certificate',
    },
    { from: 'responsible, authorized, weighing, submitting, ordering and holding party', to: '/parties' },
    { from: 'authorizedPersonSignatory', to: '/signatory' },
    { from: 'shipmentDetails', to: '/bookingNumber, /transportDocumentNumber, /references' },
    { from: 'vesselVoyageDetails', to: '/conveyance, /placeOfLoading, /placeOfDischarge' },
  ],
  keptUnmapped:
    'Routing of the message, functions of parties that stand in a role anyway, universal voyage references.',
};

export const MAPPING_NOTES: readonly MappingNotes[] = [
  TRANSPORT_DOCUMENT_NOTES,
  SHIPPING_INSTRUCTION_NOTES,
  BOOKING_NOTES,
  ARRIVAL_NOTICE_NOTES,
  VGM_NOTES,
];

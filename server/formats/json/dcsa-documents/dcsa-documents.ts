/**
 * Documents of DCSA, told apart by members that only one of them has.
 * @see DCSA Bill of Lading 3.0, eBL Issuance 3.0, Booking 2.0, Arrival Notice 1.0, VGM 1.0
 */
import { type JsonDialect, mapEach, mapItem } from '../dialect.ts';
import { memberOf, type SourceNode } from '../reader/source-tree.ts';
import { mapArrivalNotice } from './arrival-notice.ts';
import { mapBooking } from './booking.ts';
import { mapShippingInstruction, mapTransportDocument } from './transport-document.ts';
import { mapVgmDeclaration } from './verified-gross-mass.ts';

/** Counts up when the same bytes would give another document. */
export const DCSA_DOCUMENTS_MAPPING_VERSION = '1';

const has = (node: SourceNode | undefined, ...keys: readonly string[]) =>
  keys.every((key) => memberOf(node, key) !== undefined);

const nameOf = (kind: string, mapping: string) => ({ kind, mapping, mappingVersion: DCSA_DOCUMENTS_MAPPING_VERSION });

const isTransportDocument = (node: SourceNode | undefined) =>
  has(node, 'transportDocumentReference') && has(node, 'consignmentItems') && !has(node, 'arrivalNotices');

const DCSA_TRANSPORT_DOCUMENT: JsonDialect = {
  recognises: (root) =>
    isTransportDocument(memberOf(root, 'document')) || (isTransportDocument(root) && has(root, 'transports')),
  read: ({ root, lines }) => ({
    items: [
      mapItem(
        nameOf('DCSA_TRANSPORT_DOCUMENT', 'dcsa/transport-document'),
        { node: root, path: '', lines },
        mapTransportDocument,
      ),
    ],
    findings: [],
  }),
};

const DCSA_SHIPPING_INSTRUCTION: JsonDialect = {
  recognises: (root) => has(root, 'consignmentItems', 'documentParties') && !has(root, 'requestedEquipments'),
  read: ({ root, lines }) => ({
    items: [
      mapItem(
        nameOf('DCSA_SHIPPING_INSTRUCTION', 'dcsa/shipping-instruction'),
        { node: root, path: '', lines },
        mapShippingInstruction,
      ),
    ],
    findings: [],
  }),
};

const DCSA_BOOKING: JsonDialect = {
  recognises: (root) =>
    has(root, 'requestedEquipments') && (has(root, 'shipmentLocations') || has(root, 'documentParties')),
  read: ({ root, lines }) => ({
    items: [mapItem(nameOf('DCSA_BOOKING', 'dcsa/booking'), { node: root, path: '', lines }, mapBooking)],
    findings: [],
  }),
};

const isList = (node: SourceNode | undefined) => node?.type === 'array' && node.items.length > 0;

const DCSA_ARRIVAL_NOTICE: JsonDialect = {
  recognises: (root) => isList(memberOf(root, 'arrivalNotices')),
  read: (source) =>
    mapEach(nameOf('DCSA_ARRIVAL_NOTICE', 'dcsa/arrival-notice'), source, 'arrivalNotices', mapArrivalNotice),
};

const DCSA_VGM: JsonDialect = {
  recognises: (root) => isList(memberOf(root, 'VGMDeclarations')),
  read: (source) => mapEach(nameOf('DCSA_VGM', 'dcsa/vgm'), source, 'VGMDeclarations', mapVgmDeclaration),
};

export const DCSA_DOCUMENTS: readonly JsonDialect[] = [
  DCSA_TRANSPORT_DOCUMENT,
  DCSA_SHIPPING_INSTRUCTION,
  DCSA_BOOKING,
  DCSA_ARRIVAL_NOTICE,
  DCSA_VGM,
];

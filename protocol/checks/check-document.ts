import type { CorridorDocument } from '../documents/registry.ts';
import { checkContainerList } from './container-list.ts';
import { checkEntrySummary } from './entry-summary.ts';
import type { Finding } from './finding.ts';
import { checkGoodsDeclaration } from './goods-declaration.ts';
import { checkIntegrity } from './integrity.ts';
import { checkManifest } from './manifest.ts';
import { checkTrackingEvents } from './tracking-events.ts';
import { checkCertificateOfOrigin, checkInvoice, checkPackingList } from './trade-documents.ts';
import {
  checkArrivalNotice,
  checkBooking,
  checkShippingInstruction,
  checkTransportDocument,
  checkVgmDeclaration,
} from './transport-documents.ts';

/**
 * Everything that the rules have to say about a valid document, in document order.
 * @param document as `validateDocument` accepts it
 */
export function checkDocument(document: CorridorDocument): Finding[] {
  return [...findings(document)];
}

function findings(document: CorridorDocument): Iterable<Finding> {
  switch (document.schema) {
    case 'corridor/manifest/1':
      return checkManifest(document);
    case 'corridor/goods-declaration/1':
      return checkGoodsDeclaration(document);
    case 'corridor/entry-summary/1':
      return checkEntrySummary(document);
    case 'corridor/invoice/1':
      return checkInvoice(document);
    case 'corridor/packing-list/1':
      return checkPackingList(document);
    case 'corridor/rail-consignment-note/1':
    case 'corridor/bill-of-lading/1':
      return checkTransportDocument(document);
    case 'corridor/credential/1':
      return checkIntegrity(document.integrity);
    case 'corridor/shipping-instruction/1':
      return checkShippingInstruction(document);
    case 'corridor/booking/1':
      return checkBooking(document);
    case 'corridor/arrival-notice/1':
      return checkArrivalNotice(document);
    case 'corridor/verified-gross-mass/1':
      return checkVgmDeclaration(document);
    case 'corridor/certificate-of-origin/1':
      return checkCertificateOfOrigin(document);
    case 'corridor/tracking-events/1':
      return checkTrackingEvents(document);
    case 'corridor/container-list/1':
      return checkContainerList(document);
    default:
      return [];
  }
}

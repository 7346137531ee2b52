/** Checks of invoice, packing list, transport documents and certificate of origin. */
import type { BillOfLading } from '../documents/bill-of-lading.ts';
import type { CertificateOfOrigin } from '../documents/certificate-of-origin.ts';
import type { Invoice } from '../documents/invoice.ts';
import type { PackingList } from '../documents/packing-list.ts';
import type { RailConsignmentNote } from '../documents/rail-consignment-note.ts';
import type { Container } from '../documents/transport.ts';
import {
  checkContainer,
  checkConveyance,
  checkCountry,
  checkCurrency,
  checkHsCode,
  checkIncoterm,
  checkMinorUnits,
  checkPackage,
  checkParty,
  checkPlace,
  checkUnit,
} from './codes.ts';
import { type Finding, finding } from './finding.ts';
import { checkInvoiceTotal, checkLineValue, checkMassTotal, checkNetMass, checkPackagesTotal } from './sums.ts';

export function* checkInvoice(invoice: Invoice): Generator<Finding> {
  for (const party of ['seller', 'buyer', 'consignee'] as const) yield* checkParty(invoice[party], `/${party}`);
  yield* checkCurrency(invoice.currency, '/currency');
  yield* checkMinorUnits(invoice.total, invoice.currency, '/total');
  yield* checkIncoterm(invoice.deliveryTerms.incoterm, '/deliveryTerms/incoterm');
  for (const [index, line] of invoice.lines.entries()) {
    const pointer = `/lines/${index}`;
    yield* checkHsCode(line.hsCode, `${pointer}/hsCode`);
    yield* checkCountry(line.countryOfOrigin, `${pointer}/countryOfOrigin`);
    yield* checkUnit(line.quantity.unitCode, `${pointer}/quantity/unitCode`);
    yield* checkLineValue(line, invoice.currency, pointer);
  }
  const values = invoice.lines.map(({ lineValue }) => lineValue);
  yield* checkInvoiceTotal(values, invoice.adjustments ?? [], invoice.total);
}

export function* checkPackingList(list: PackingList): Generator<Finding> {
  yield* checkParty(list.consignor, '/consignor');
  yield* checkParty(list.consignee, '/consignee');
  yield* checkPackedItems(list.items, list.containers);
  for (const [index, item] of list.items.entries()) {
    yield* checkNetMass(item.netMassKg, item.grossMassKg, `/items/${index}`);
  }
  yield* checkPackagesTotal(countsOf(list.items), list.totalPackages);
  yield* checkMassTotal(grossOf(list.items), list.totalGrossMassKg, '/totalGrossMassKg');
  const net = list.items.map(({ netMassKg }) => netMassKg);
  yield* checkMassTotal(net, list.totalNetMassKg, '/totalNetMassKg');
}

export function* checkTransportDocument(document: BillOfLading | RailConsignmentNote): Generator<Finding> {
  for (const party of ['carrier', 'consignor', 'consignee'] as const) yield* checkParty(document[party], `/${party}`);
  yield* checkConveyance(document.conveyance, '/conveyance');
  for (const place of ['placeOfReceipt', 'placeOfLoading', 'placeOfDischarge', 'placeOfDelivery'] as const) {
    yield* checkPlace(document[place], `/${place}`);
  }
  yield* checkPackedItems(document.items, document.containers);
  yield* checkPackagesTotal(countsOf(document.items), document.totalPackages);
  yield* checkMassTotal(grossOf(document.items), document.totalGrossMassKg, '/totalGrossMassKg');
}

export function* checkCertificateOfOrigin(certificate: CertificateOfOrigin): Generator<Finding> {
  for (const party of ['exporter', 'producer', 'importer'] as const) yield* checkParty(certificate[party], `/${party}`);
  yield* checkPlace(certificate.placeOfLoading, '/placeOfLoading');
  yield* checkPlace(certificate.placeOfDischarge, '/placeOfDischarge');
  for (const [index, item] of certificate.items.entries()) {
    yield* checkHsCode(item.hsCode, `/items/${index}/hsCode`);
    yield* checkCountry(item.countryOfOrigin, `/items/${index}/countryOfOrigin`);
    yield* checkPackage(item.packages?.typeCode, `/items/${index}/packages/typeCode`);
    yield* checkUnit(item.quantity?.unitCode, `/items/${index}/quantity/unitCode`);
  }
}

interface PackedItem {
  readonly hsCode?: string | undefined;
  readonly packages: { readonly count: number; readonly typeCode?: string | undefined };
  readonly grossMassKg: string;
  readonly containerNumbers?: readonly string[] | undefined;
}

const countsOf = (items: readonly PackedItem[]) => items.map(({ packages }) => packages.count);
const grossOf = (items: readonly PackedItem[]) => items.map(({ grossMassKg }) => grossMassKg);

function* checkPackedItems(items: readonly PackedItem[], containers: readonly Container[]): Generator<Finding> {
  for (const [index, container] of containers.entries()) yield* checkContainer(container, `/containers/${index}`);
  const listed = new Set(containers.map(({ number }) => number));
  for (const [index, item] of items.entries()) {
    yield* checkHsCode(item.hsCode, `/items/${index}/hsCode`);
    yield* checkPackage(item.packages.typeCode, `/items/${index}/packages/typeCode`);
    for (const [at, number] of (item.containerNumbers ?? []).entries()) {
      if (!listed.has(number)) {
        yield finding('CONTAINER_NOT_LISTED', `/items/${index}/containerNumbers/${at}`, number);
      }
    }
  }
}

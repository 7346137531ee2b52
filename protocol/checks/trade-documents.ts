/** Checks of invoice, packing list and certificate of origin. */
import type { CertificateOfOrigin } from '../documents/certificate-of-origin.ts';
import type { Invoice } from '../documents/invoice.ts';
import type { PackingList } from '../documents/packing-list.ts';
import { checkCargo, checkCargoTotals } from './cargo.ts';
import {
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
import type { Finding } from './finding.ts';
import { checkInvoiceTotal, checkLineValue } from './sums.ts';

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
  yield* checkCargo(list);
  yield* checkCargoTotals(list, list);
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

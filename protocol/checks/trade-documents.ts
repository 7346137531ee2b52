/** Checks of invoice, packing list and certificate of origin. */

import { isGs1Number } from '../codes/gs1-number.ts';
import type { CertificateOfOrigin } from '../documents/certificate-of-origin.ts';
import type { Invoice, InvoiceLine } from '../documents/invoice.ts';
import type { PackingList } from '../documents/packing-list.ts';
import { checkCargo, checkCargoTotals, checkPresent } from './cargo.ts';
import {
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
import { checkIntegrity } from './integrity.ts';
import { checkInvoiceTotal, checkLineValue, checkMassTotal, checkNetMass } from './sums.ts';

export function* checkInvoice(invoice: Invoice): Generator<Finding> {
  yield* checkPresent(invoice, {
    number: 'invoice number',
    issuedOn: 'date of the invoice',
    seller: 'seller',
    buyer: 'buyer',
    currency: 'currency',
    deliveryTerms: 'delivery terms',
    lines: 'goods',
    total: 'total',
  });
  for (const party of ['seller', 'buyer', 'consignee'] as const) yield* checkParty(invoice[party], `/${party}`);
  const { currency = '', total, deliveryTerms } = invoice;
  if (currency !== '') yield* checkCurrency(currency, '/currency');
  if (total !== undefined) yield* checkMinorUnits(total, currency, '/total');
  if (deliveryTerms?.incoterm !== undefined) yield* checkIncoterm(deliveryTerms.incoterm, '/deliveryTerms/incoterm');
  for (const field of ['placeOfLoading', 'placeOfDischarge'] as const) yield* checkPlace(invoice[field], `/${field}`);
  if (invoice.conveyance !== undefined) yield* checkConveyance(invoice.conveyance, '/conveyance');
  for (const [index, line] of invoice.lines.entries()) yield* checkInvoiceLine(line, currency, `/lines/${index}`);
  const values = invoice.lines.map(({ lineValue }) => lineValue);
  if (total !== undefined && values.length > 0 && values.every((value) => value !== undefined)) {
    const { adjustments = [], taxes = [] } = invoice;
    yield* checkInvoiceTotal({ lineValues: values, adjustments, taxes, total });
  }
  const masses = invoice.lines.map(({ grossMassKg }) => grossMassKg);
  if (invoice.totalGrossMassKg !== undefined && masses.every((mass) => mass !== undefined)) {
    yield* checkMassTotal(masses, invoice.totalGrossMassKg, '/totalGrossMassKg');
  }
  yield* checkIntegrity(invoice.integrity);
}

/** UNTDID 7143 of article numbers of GS1. */
const GTIN_SCHEMES = ['EN', 'SRV'];

function* checkInvoiceLine(line: InvoiceLine, currency: string, pointer: string): Generator<Finding> {
  yield* checkPresent(line, { description: 'description of the goods', lineValue: 'value of the line' }, pointer);
  yield* checkHsCode(line.hsCode, `${pointer}/hsCode`);
  yield* checkCountry(line.countryOfOrigin, `${pointer}/countryOfOrigin`);
  yield* checkUnit(line.quantity?.unitCode, `${pointer}/quantity/unitCode`);
  const { quantity, unitPrice, lineValue, priceBasis, adjustments, grossMassKg, netMassKg } = line;
  if (quantity !== undefined && unitPrice !== undefined && lineValue !== undefined) {
    yield* checkLineValue({ quantity, unitPrice, lineValue, priceBasis, adjustments }, currency, pointer);
  }
  if (grossMassKg !== undefined && netMassKg !== undefined) yield* checkNetMass(netMassKg, grossMassKg, pointer);
  for (const [index, { scheme, value }] of (line.itemNumbers ?? []).entries()) {
    if (GTIN_SCHEMES.includes(scheme) && !isGs1Number(value)) {
      yield finding('GS1_NUMBER', `${pointer}/itemNumbers/${index}/value`, value);
    }
  }
  for (const [index, each] of (line.packages ?? []).entries()) {
    yield* checkPackage(each.typeCode, `${pointer}/packages/${index}/typeCode`);
  }
}

export function* checkPackingList(list: PackingList): Generator<Finding> {
  yield* checkPresent(list, {
    number: 'number of the packing list',
    issuedOn: 'date of the packing list',
    consignor: 'consignor',
    consignee: 'consignee',
    items: 'goods',
  });
  yield* checkParty(list.consignor, '/consignor');
  yield* checkParty(list.consignee, '/consignee');
  yield* checkCargo(list);
  yield* checkCargoTotals(list, list);
  yield* checkIntegrity(list.integrity);
}

export function* checkCertificateOfOrigin(certificate: CertificateOfOrigin): Generator<Finding> {
  yield* checkPresent(certificate, {
    number: 'number of the certificate',
    ...(certificate.issuedAt === undefined ? { issuedOn: 'date of issue' } : {}),
    issuer: 'issuing authority',
    exporter: 'exporter',
    importer: 'importer',
    items: 'goods',
  });
  yield* checkIntegrity(certificate.integrity);
  yield* checkCountry(certificate.exportCountry, '/exportCountry');
  yield* checkCountry(certificate.importCountry, '/importCountry');
  for (const party of ['exporter', 'producer', 'importer'] as const) yield* checkParty(certificate[party], `/${party}`);
  yield* checkPlace(certificate.placeOfLoading, '/placeOfLoading');
  yield* checkPlace(certificate.placeOfDischarge, '/placeOfDischarge');
  for (const [index, item] of certificate.items.entries()) {
    const needed = { hsCode: 'HS code', countryOfOrigin: 'country of origin', originCriterion: 'origin criterion' };
    yield* checkPresent(item, needed, `/items/${index}`);
    yield* checkHsCode(item.hsCode, `/items/${index}/hsCode`);
    yield* checkCountry(item.countryOfOrigin, `/items/${index}/countryOfOrigin`);
    yield* checkPackage(item.packages?.typeCode, `/items/${index}/packages/typeCode`);
    yield* checkUnit(item.quantity?.unitCode, `/items/${index}/quantity/unitCode`);
  }
}

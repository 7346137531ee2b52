/** What one document of a case states, by its schema. */
import type { ArrivalNotice } from '../documents/arrival-notice.ts';
import type { BillOfLading } from '../documents/bill-of-lading.ts';
import type { CertificateOfOrigin } from '../documents/certificate-of-origin.ts';
import type { GoodsDeclaration } from '../documents/goods-declaration.ts';
import type { Invoice } from '../documents/invoice.ts';
import type { Consignment, Manifest } from '../documents/manifest.ts';
import type { PackingList } from '../documents/packing-list.ts';
import type { CorridorDocument } from '../documents/registry.ts';
import type { VerifiedGrossMass } from '../documents/verified-gross-mass.ts';
import {
  aboutContainer,
  type CargoTotals,
  ofCargo,
  ofContainers,
  ofDeliveryTerms,
  ofGoods,
  ofParties,
  ofTotal,
} from './cargo-statements.ts';
import { amountOf, type FactName, type Statement, setOf, spellContainer } from './facts.ts';

/** Documents that take part in a comparison, in the order of their authority: what they say is the measure of the next. */
export const COMPARED_SCHEMAS = [
  'corridor/invoice/1',
  'corridor/packing-list/1',
  'corridor/bill-of-lading/1',
  'corridor/rail-consignment-note/1',
  'corridor/shipping-instruction/1',
  'corridor/manifest/1',
  'corridor/goods-declaration/1',
  'corridor/certificate-of-origin/1',
  'corridor/arrival-notice/1',
  'corridor/verified-gross-mass/1',
] as const satisfies readonly CorridorDocument['schema'][];

const TRADE: readonly FactName[] = ['EXPORTER', 'IMPORTER'];
const CARGO: readonly FactName[] = ['PACKAGES', 'GROSS_MASS', 'CONTAINERS', 'SEALS'];

/** What a document of a schema is expected to state where another one does. @see domain section 5, minimum content */
export const EXPECTED: Readonly<Partial<Record<string, readonly FactName[]>>> = {
  'corridor/invoice/1': ['INVOICE_NUMBER', 'INVOICE_TOTAL', 'DELIVERY_TERMS', ...TRADE],
  'corridor/packing-list/1': ['INVOICE_NUMBER', 'PACKAGES', 'GROSS_MASS', 'NET_MASS', ...TRADE],
  'corridor/bill-of-lading/1': ['BILL_OF_LADING', ...CARGO, ...TRADE],
  'corridor/rail-consignment-note/1': ['RAIL_NOTE', ...CARGO, ...TRADE],
  'corridor/manifest/1': [...CARGO, ...TRADE],
  'corridor/goods-declaration/1': [
    ...['UCR', 'INVOICE_NUMBER', 'INVOICE_TOTAL', 'DELIVERY_TERMS', 'HS_CODES', 'ORIGIN'],
    ...['PACKAGES', 'GROSS_MASS', 'NET_MASS', 'CONTAINERS', ...TRADE],
  ] as FactName[],
  'corridor/certificate-of-origin/1': ['INVOICE_NUMBER', 'HS_CODES', 'ORIGIN', ...TRADE],
  'corridor/arrival-notice/1': ['BILL_OF_LADING', 'CONTAINERS'],
  'corridor/verified-gross-mass/1': [],
};

/** Everything that a document states. @param isOfCase which consignments of a manifest belong to the case */
export function statementsOf(
  document: CorridorDocument,
  isOfCase: (consignment: Consignment) => boolean,
): readonly Statement[] {
  switch (document.schema) {
    case 'corridor/invoice/1':
      return ofInvoice(document);
    case 'corridor/packing-list/1':
      return ofPackingList(document);
    case 'corridor/bill-of-lading/1':
      return [...ofBill(document), ...ofTransport(document)];
    case 'corridor/rail-consignment-note/1':
      return [...setOf('RAIL_NOTE', '/number', [document.number]), ...ofTransport(document)];
    case 'corridor/shipping-instruction/1':
      return ofTransport(document);
    case 'corridor/manifest/1':
      return ofManifest(document, isOfCase);
    case 'corridor/goods-declaration/1':
      return ofDeclaration(document);
    case 'corridor/certificate-of-origin/1':
      return ofCertificate(document);
    case 'corridor/arrival-notice/1':
      return ofArrivalNotice(document);
    case 'corridor/verified-gross-mass/1':
      return ofVerifiedGrossMass(document);
    default:
      return [];
  }
}

function ofInvoice(invoice: Invoice): Statement[] {
  const { currency } = invoice;
  const masses = invoice.lines.map(({ grossMassKg }) => grossMassKg);
  return [
    ...setOf('UCR', '/ucr', [invoice.ucr]),
    ...setOf('INVOICE_NUMBER', '/number', [invoice.number]),
    ...(currency === undefined ? [] : amountOf('INVOICE_TOTAL', '/total', [invoice.total], currency)),
    ...ofDeliveryTerms(invoice.deliveryTerms, '/deliveryTerms'),
    ...ofTotal('GROSS_MASS', '/totalGrossMassKg', invoice.totalGrossMassKg, '/lines', masses),
    ...ofGoods(invoice.lines, '/lines'),
    ...ofParties(invoice.seller, '/seller', invoice.buyer, '/buyer'),
  ];
}

function ofPackingList(list: PackingList): Statement[] {
  const nets = list.items.map(({ netMassKg }) => netMassKg);
  return [
    ...setOf('UCR', '/ucr', [list.ucr]),
    ...setOf('INVOICE_NUMBER', '/invoiceNumber', [list.invoiceNumber]),
    ...ofTotal('NET_MASS', '/totalNetMassKg', list.totalNetMassKg, '/items', nets),
    ...ofCargo(list, list.items, '/items'),
    ...ofGoods(list.items, '/items'),
    ...ofParties(list.consignor, '/consignor', list.consignee, '/consignee'),
  ];
}

function ofBill({ documentType, number, masterNumber }: BillOfLading): Statement[] {
  if (documentType === MASTER_BILL) return setOf('MASTER_BILL', '/number', [number]);
  return [...setOf('BILL_OF_LADING', '/number', [number]), ...setOf('MASTER_BILL', '/masterNumber', [masterNumber])];
}

type TransportLike = Pick<BillOfLading, 'ucr' | 'items' | 'consignor' | 'consignee'> & CargoTotals;

function ofTransport(document: TransportLike): Statement[] {
  return [
    ...setOf('UCR', '/ucr', [document.ucr]),
    ...ofCargo(document, document.items, '/items'),
    ...ofGoods(document.items, '/items'),
    ...ofParties(document.consignor, '/consignor', document.consignee, '/consignee'),
  ];
}

const MASTER_BILL = 704;
const BILLS_OF_LADING: readonly number[] = [705, 710, 714];
const RAIL_NOTES: readonly number[] = [720, 722];

/** A manifest speaks of many cases: only the consignments of this one count, and together they are its cargo. */
function ofManifest({ consignments, conveyance }: Manifest, isOfCase: (one: Consignment) => boolean): Statement[] {
  const own = consignments.flatMap((consignment, index) => (isOfCase(consignment) ? [{ consignment, index }] : []));
  const [first] = own;
  if (first === undefined) return [];
  const at = own.length === 1 ? `/consignments/${first.index}` : '/consignments';
  const within = (part: string) => (own.length === 1 ? `${at}${part}` : at);
  const items = own.flatMap(({ consignment }) => consignment.items);
  const containers = own.flatMap(({ consignment }) => consignment.containers);
  const numbers = (types: readonly number[], unnamed: boolean) =>
    own
      .map(({ consignment: { transportDocument } }) => transportDocument)
      .filter(({ documentType }) => (documentType === undefined ? unnamed : types.includes(documentType)))
      .map(({ number }) => number);
  const byRail = conveyance.mode === 'RAIL';
  return [
    ...setOf(
      'UCR',
      within('/ucr'),
      own.map(({ consignment }) => consignment.ucr),
    ),
    ...setOf('BILL_OF_LADING', within('/transportDocument/number'), numbers(BILLS_OF_LADING, !byRail)),
    ...setOf('MASTER_BILL', within('/transportDocument/number'), numbers([MASTER_BILL], false)),
    ...setOf('RAIL_NOTE', within('/transportDocument/number'), numbers(RAIL_NOTES, byRail)),
    ...ofContainers(containers, within('/containers')),
    ...amountOf(
      'PACKAGES',
      within('/items'),
      items.map(({ packages = [] }) => packages[0]?.count),
      '',
    ),
    ...amountOf(
      'GROSS_MASS',
      within('/items'),
      items.map(({ grossMassKg }) => grossMassKg),
      'kg',
    ),
    ...ofGoods(items, within('/items')),
    ...own.flatMap(({ consignment: { consignor, consignee }, index }) =>
      ofParties(consignor, `/consignments/${index}/consignor`, consignee, `/consignments/${index}/consignee`),
    ),
  ];
}

function ofDeclaration(declaration: GoodsDeclaration): Statement[] {
  const { invoice, lines, transportDocuments } = declaration;
  const named = (fact: FactName, types: readonly number[]) => {
    const places = transportDocuments.flatMap(({ documentType }, index) =>
      types.includes(documentType) ? [index] : [],
    );
    const pointer = places.length === 1 ? `/transportDocuments/${places[0]}/number` : '/transportDocuments';
    return setOf(
      fact,
      pointer,
      places.map((index) => transportDocuments[index]?.number),
    );
  };
  return [
    ...setOf('UCR', '/ucr', [declaration.ucr]),
    ...setOf('INVOICE_NUMBER', '/invoice/number', [invoice?.number]),
    ...(invoice?.currency === undefined
      ? []
      : amountOf('INVOICE_TOTAL', '/invoice/total', [invoice.total], invoice.currency)),
    ...ofDeliveryTerms(invoice?.deliveryTerms, '/invoice/deliveryTerms'),
    ...amountOf(
      'NET_MASS',
      '/lines',
      lines.map(({ netMassKg }) => netMassKg),
      'kg',
    ),
    ...named('BILL_OF_LADING', BILLS_OF_LADING),
    ...named('MASTER_BILL', [MASTER_BILL]),
    ...named('RAIL_NOTE', RAIL_NOTES),
    ...ofCargo(declaration, lines, '/lines'),
    ...ofGoods(lines, '/lines'),
    ...ofParties(declaration.exporter, '/exporter', declaration.importer, '/importer'),
  ];
}

/** A certificate covers the goods for which it was asked, which may be some of them. */
function ofCertificate({ ucr, items, exporter, importer }: CertificateOfOrigin): Statement[] {
  const partial = { partial: true };
  return [
    ...setOf('UCR', '/ucr', [ucr]),
    ...setOf(
      'INVOICE_NUMBER',
      '/items',
      items.map(({ invoiceNumber }) => invoiceNumber),
      partial,
    ),
    ...setOf(
      'HS_CODES',
      '/items',
      items.map(({ hsCode }) => hsCode),
      partial,
    ),
    ...setOf(
      'ORIGIN',
      '/items',
      items.map(({ countryOfOrigin }) => countryOfOrigin),
      partial,
    ),
    ...ofParties(exporter, '/exporter', importer, '/importer'),
  ];
}

function ofArrivalNotice(notice: ArrivalNotice): Statement[] {
  return [
    ...setOf('UCR', '/ucr', [notice.ucr]),
    ...setOf('BILL_OF_LADING', '/transportDocumentNumber', [notice.transportDocumentNumber]),
    ...ofCargo({ containers: notice.containers }, notice.items, '/items'),
    ...ofGoods(notice.items, '/items'),
    ...ofParties(notice.consignor, '/consignor', notice.consignee, '/consignee'),
  ];
}

/** One declaration weighs one container of possibly several: its number is a part of them. */
function ofVerifiedGrossMass({ container, transportDocumentNumber, retracted }: VerifiedGrossMass): Statement[] {
  if (retracted === true || container === undefined) return [];
  return [
    ...setOf('BILL_OF_LADING', '/transportDocumentNumber', [transportDocumentNumber], { partial: true }),
    ...setOf('CONTAINERS', '/container/number', [container.number], { spell: spellContainer, partial: true }),
    ...aboutContainer(container, '/container'),
  ];
}

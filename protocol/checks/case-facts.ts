/** What documents of one case state about the same things, in a spelling that can be compared. */

import type { GoodsDeclaration } from '../documents/goods-declaration.ts';
import type { Invoice } from '../documents/invoice.ts';
import type { Consignment, Manifest } from '../documents/manifest.ts';
import type { CorridorDocument } from '../documents/registry.ts';
import type { TradeParty } from '../documents/trade-party.ts';
import type { Container } from '../documents/transport.ts';
import { formatDecimal, parseDecimal, sum } from './decimal.ts';
import type { RuleId } from './rules.ts';

/** Rules that ask documents to agree. */
export type AgreementRule = Extract<RuleId, `AGREE_${string}`>;

export interface Fact {
  readonly rule: AgreementRule;
  readonly pointer: string;
  /** Equal for equal facts; also what is shown to people. */
  readonly value: string;
}

type Numbered = { readonly documentType: number; readonly number?: string | undefined };

const BILLS_OF_LADING: readonly number[] = [704, 705, 710, 714];
const RAIL_NOTES: readonly number[] = [720, 722];

/** Everything that one document states; nothing for documents that state none of it. */
export function factsOf(document: CorridorDocument, isOfCase: (consignment: Consignment) => boolean): Fact[] {
  switch (document.schema) {
    case 'corridor/invoice/1':
      return [
        ...ucrFact(document.ucr),
        ...stated('AGREE_INVOICE_NUMBER', '/number', document.number),
        ...invoiceTotal(document),
        ...hsFacts(document.lines, '/lines'),
        ...parties(document.seller, '/seller', document.buyer, '/buyer'),
      ];
    case 'corridor/packing-list/1':
      return [
        ...ucrFact(document.ucr),
        ...stated('AGREE_INVOICE_NUMBER', '/invoiceNumber', document.invoiceNumber),
        ...stated('AGREE_NET_MASS', '/totalNetMassKg', document.totalNetMassKg, plain),
        ...cargo(document),
        ...hsFacts(document.items, '/items'),
        ...parties(document.consignor, '/consignor', document.consignee, '/consignee'),
      ];
    case 'corridor/bill-of-lading/1':
    case 'corridor/rail-consignment-note/1':
      return [
        ...ucrFact(document.ucr),
        ...transportDocuments([document], () => '/number'),
        ...cargo(document),
        ...hsFacts(document.items, '/items'),
        ...parties(document.consignor, '/consignor', document.consignee, '/consignee'),
      ];
    case 'corridor/certificate-of-origin/1':
      return [
        ...ucrFact(document.ucr),
        ...document.items.flatMap(({ invoiceNumber }, index) =>
          stated('AGREE_INVOICE_NUMBER', `/items/${index}/invoiceNumber`, invoiceNumber),
        ),
        ...parties(document.exporter, '/exporter', document.importer, '/importer'),
      ];
    case 'corridor/goods-declaration/1':
      return [
        ...ucrFact(document.ucr),
        ...declaredInvoice(document),
        ...netMassFact(document.lines),
        ...transportDocuments(document.transportDocuments, (index) => `/transportDocuments/${index}/number`),
        ...cargo(document),
        ...hsFacts(document.lines, '/lines'),
        ...parties(document.exporter, '/exporter', document.importer, '/importer'),
      ];
    case 'corridor/manifest/1':
      return manifestFacts(document, isOfCase);
    default:
      return [];
  }
}

/** What a declaration states of its invoice. */
function declaredInvoice({ invoice: { number, total: sum, currency } = {} }: GoodsDeclaration): Fact[] {
  return [
    ...(number === undefined ? [] : [fact('AGREE_INVOICE_NUMBER', '/invoice/number', number)]),
    ...(sum === undefined || currency === undefined
      ? []
      : [fact('AGREE_INVOICE_TOTAL', '/invoice/total', amount(sum, currency))]),
  ];
}

/** The net mass is known where every line states its part. */
function netMassFact(lines: readonly { readonly netMassKg?: string | undefined }[]): Fact[] {
  const masses = lines.map(({ netMassKg }) => netMassKg);
  return masses.length > 0 && masses.every((mass) => mass !== undefined)
    ? [fact('AGREE_NET_MASS', '/lines', total(masses))]
    : [];
}

/** A manifest speaks of many cases: only the consignments of this one count. */
function manifestFacts({ consignments }: Manifest, isOfCase: (consignment: Consignment) => boolean): Fact[] {
  return consignments.flatMap((consignment, index) => {
    if (!isOfCase(consignment)) return [];
    const pointer = `/consignments/${index}`;
    const {
      items,
      transportDocument: { documentType = 0, number },
    } = consignment;
    const counts = items.map(({ packages = [] }) => packages[0]?.count);
    const masses = items.map(({ grossMassKg }) => grossMassKg);
    return [
      ...ucrFact(consignment.ucr, `${pointer}/ucr`),
      ...transportDocuments([{ documentType, number }], () => `${pointer}/transportDocument/number`),
      ...containerFacts(consignment.containers, `${pointer}/containers`),
      ...(counts.every((count) => count !== undefined)
        ? [fact('AGREE_PACKAGES', `${pointer}/items`, String(counts.reduce((all, count) => all + count, 0)))]
        : []),
      ...(masses.every((mass) => mass !== undefined)
        ? [fact('AGREE_GROSS_MASS', `${pointer}/items`, total(masses))]
        : []),
      ...hsFacts(items, `${pointer}/items`),
      ...parties(consignment.consignor, `${pointer}/consignor`, consignment.consignee, `${pointer}/consignee`),
    ];
  });
}

const fact = (rule: AgreementRule, pointer: string, value: string): Fact => ({ rule, pointer, value });

/** A fact of a value that files may leave out. @param spell makes equal values equal texts */
const stated = (
  rule: AgreementRule,
  pointer: string,
  value: string | undefined,
  spell: (value: string) => string = (each) => each,
): Fact[] => (value === undefined ? [] : [fact(rule, pointer, spell(value))]);

/** A total is compared with its currency. */
const invoiceTotal = ({ total: sum, currency }: Invoice): Fact[] =>
  currency === undefined ? [] : stated('AGREE_INVOICE_TOTAL', '/total', sum, (value) => amount(value, currency));

const ucrFact = (ucr: string | undefined, pointer = '/ucr') =>
  ucr === undefined ? [] : [fact('AGREE_UCR', pointer, ucr)];

/** Decimals are equal by value, not by spelling: `2.50` is `2.5`. */
function plain(decimal: string): string {
  const text = formatDecimal(parseDecimal(decimal));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

const total = (decimals: readonly string[]) => plain(formatDecimal(sum(decimals.map(parseDecimal))));

const amount = (value: string, currency: string) => `${plain(value)} ${currency}`;

function transportDocuments(documents: readonly Numbered[], pointerOf: (index: number) => string): Fact[] {
  return documents.flatMap(({ documentType, number }, index): Fact[] => {
    if (number === undefined) return [];
    if (BILLS_OF_LADING.includes(documentType)) return [fact('AGREE_BILL_OF_LADING', pointerOf(index), number)];
    if (RAIL_NOTES.includes(documentType)) return [fact('AGREE_RAIL_NOTE', pointerOf(index), number)];
    return [];
  });
}

interface Cargo {
  readonly containers: readonly Container[];
  readonly totalPackages?: number | undefined;
  readonly totalGrossMassKg?: string | undefined;
}

const cargo = ({ containers, totalPackages, totalGrossMassKg }: Cargo): Fact[] => [
  ...containerFacts(containers, '/containers'),
  ...(totalPackages === undefined ? [] : [fact('AGREE_PACKAGES', '/totalPackages', String(totalPackages))]),
  ...(totalGrossMassKg === undefined ? [] : [fact('AGREE_GROSS_MASS', '/totalGrossMassKg', plain(totalGrossMassKg))]),
];

/** Seals are compared where a document states any. */
function containerFacts(containers: readonly Container[], pointer: string): Fact[] {
  if (containers.length === 0) return [];
  const seals = containers.flatMap(({ seals: own = [] }) => own.map(({ number }) => number));
  return [
    fact('AGREE_CONTAINERS', pointer, listed(containers.map(({ number }) => number))),
    ...(seals.length === 0 ? [] : [fact('AGREE_SEALS', pointer, listed(seals))]),
  ];
}

/** Codes are compared where every line has one. */
function hsFacts(lines: readonly { readonly hsCode?: string | undefined }[], pointer: string): Fact[] {
  const codes = lines.map(({ hsCode }) => hsCode);
  return codes.length > 0 && codes.every((code) => code !== undefined)
    ? [fact('AGREE_HS_CODES', pointer, listed(codes))]
    : [];
}

const listed = (values: readonly string[]) => [...new Set(values)].sort().join(', ');

function parties(
  exporter: TradeParty | undefined,
  exporterPointer: string,
  importer: TradeParty | undefined,
  importerPointer: string,
): Fact[] {
  return [
    ...partyFact('AGREE_EXPORTER', exporter, exporterPointer),
    ...partyFact('AGREE_IMPORTER', importer, importerPointer),
  ];
}

/** Names are compared without regard to case, spacing and punctuation; a consignee `to order` is nobody's name. */
function partyFact(rule: AgreementRule, party: TradeParty | undefined, pointer: string): Fact[] {
  const name = (party?.name ?? '')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return name === '' || /^TO (THE )?ORDER\b/.test(name) ? [] : [fact(rule, `${pointer}/name`, name)];
}

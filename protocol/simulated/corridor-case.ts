/**
 * The simulated case Chongqing - Qinzhou - Port Klang: one container by rail and sea, with all its documents. Every
 * document says `simulated: true`; companies, ship and numbers do not exist. Places, codes and check digits are real.
 */
import type { BillOfLading } from '../documents/bill-of-lading.ts';
import type { CaseEnvelope } from '../documents/case-envelope.ts';
import type { CertificateOfOrigin } from '../documents/certificate-of-origin.ts';
import type { GoodsDeclaration } from '../documents/goods-declaration.ts';
import type { Invoice } from '../documents/invoice.ts';
import type { Manifest } from '../documents/manifest.ts';
import type { PackingList } from '../documents/packing-list.ts';
import type { RailConsignmentNote } from '../documents/rail-consignment-note.ts';
import {
  CARRIER,
  CERTIFICATE_ISSUER,
  CONTAINER,
  EXPORTER,
  GOODS,
  IMPORTER,
  MONEY,
  NUMBERS,
  PLACES,
  RAIL_OPERATOR,
  TOTALS,
  TRAIN,
  VESSEL,
} from './corridor-goods.ts';

/** Who takes part, by the ids under which the councils enrolled them. */
export interface CorridorParties {
  readonly exportBroker: string;
  readonly importBroker: string;
  readonly railOperator: string;
  readonly carrier: string;
  readonly exportTerminal: string;
  readonly importTerminal: string;
  readonly certificateIssuer: string;
  readonly exportOffice: string;
  readonly importOffice: string;
}

export interface CorridorCaseOptions {
  /** Random, 32 bytes, `0x` hex. */
  readonly caseId: string;
  readonly ucr: string;
  /** Milliseconds since 1970: when the broker opens the case; everything else is placed around it. */
  readonly openedAtMs: number;
  readonly parties: CorridorParties;
}

export interface CorridorCase {
  readonly envelope: CaseEnvelope;
  readonly manifest: Manifest;
  readonly invoice: Invoice;
  readonly packingList: PackingList;
  readonly railNote: RailConsignmentNote;
  readonly billOfLading: BillOfLading;
  readonly certificateOfOrigin: CertificateOfOrigin;
  readonly exportDeclaration: GoodsDeclaration;
  readonly importDeclaration: GoodsDeclaration;
}

const HOUR_MS = 3_600_000;

/** RFC 3339 time some hours away from the opening of the case. */
const hoursFrom = (openedAtMs: number, hours: number) => new Date(openedAtMs + hours * HOUR_MS).toISOString();
const dayFrom = (openedAtMs: number, hours: number) => hoursFrom(openedAtMs, hours).slice(0, 10);

const containerNumbers = [CONTAINER.number];
const deliveryTerms = { incoterm: 'CIF', namedPlace: 'Port Klang' };
const pieces = (value: string) => ({ value, unitCode: 'EA' });
const cartons = (count: number) => ({ count, typeCode: 'CT' });

/** All documents of the case; they agree with each other in every value that several of them state. */
export function corridorCase(options: CorridorCaseOptions): CorridorCase {
  return {
    envelope: envelope(options),
    manifest: manifest(options),
    invoice: invoice(options),
    packingList: packingList(options),
    railNote: railNote(options),
    billOfLading: billOfLading(options),
    certificateOfOrigin: certificateOfOrigin(options),
    exportDeclaration: exportDeclaration(options),
    importDeclaration: importDeclaration(options),
  };
}

function envelope({ caseId, ucr, openedAtMs, parties }: CorridorCaseOptions): CaseEnvelope {
  return {
    schema: 'corridor/case-envelope/1',
    simulated: true,
    caseId,
    ucr,
    openedAt: hoursFrom(openedAtMs, 0),
    title: 'Simulated: Chongqing - Qinzhou - Port Klang',
    parties: [
      { partyId: parties.exportBroker, role: 'EXPORT_BROKER' },
      { partyId: parties.importBroker, role: 'IMPORT_BROKER' },
      { partyId: parties.railOperator, role: 'RAIL_OPERATOR' },
      { partyId: parties.carrier, role: 'CARRIER' },
      { partyId: parties.exportTerminal, role: 'TERMINAL' },
      { partyId: parties.importTerminal, role: 'TERMINAL' },
      { partyId: parties.certificateIssuer, role: 'CERTIFICATE_ISSUER' },
    ],
    offices: [
      { partyId: parties.exportOffice, jurisdiction: 'CN', procedure: 'EXPORT' },
      { partyId: parties.importOffice, jurisdiction: 'MY', procedure: 'IMPORT' },
    ],
    route: [
      { mode: 'RAIL', from: PLACES.chongqing, to: PLACES.qinzhou },
      { mode: 'MARITIME', from: PLACES.qinzhou, to: PLACES.portKlang },
    ],
  };
}

function manifest({ ucr, openedAtMs }: CorridorCaseOptions): Manifest {
  return {
    schema: 'corridor/manifest/1',
    documentType: 785,
    simulated: true,
    number: NUMBERS.manifest,
    messageFunction: '9',
    issuedAt: hoursFrom(openedAtMs, 0),
    lodger: CARRIER,
    conveyance: VESSEL,
    placeOfEntry: PLACES.portKlang,
    estimatedDepartureAt: hoursFrom(openedAtMs, 60),
    estimatedArrivalAt: hoursFrom(openedAtMs, 204),
    consignments: [
      {
        sequence: '1',
        transportDocument: { number: NUMBERS.billOfLading, documentType: 705, qualifier: 'BM' },
        ucr,
        transhipment: false,
        placeOfReceipt: PLACES.chongqing,
        placeOfLoading: PLACES.qinzhou,
        placeOfDischarge: PLACES.portKlang,
        placeOfDelivery: PLACES.westports,
        consignor: EXPORTER,
        consignee: IMPORTER,
        notifyParties: [IMPORTER],
        containers: [CONTAINER],
        items: GOODS.map((goods, index) => ({
          itemNumber: index + 1,
          packages: [cartons(goods.cartons)],
          description: goods.description,
          hsCode: goods.hsCode,
          grossMassKg: goods.grossMassKg,
          volumeM3: goods.volumeM3,
          containerNumbers,
        })),
      },
    ],
  };
}

function invoice({ ucr, openedAtMs }: CorridorCaseOptions): Invoice {
  return {
    schema: 'corridor/invoice/1',
    documentType: 380,
    simulated: true,
    number: NUMBERS.invoice,
    issuedOn: dayFrom(openedAtMs, -48),
    ucr,
    seller: EXPORTER,
    buyer: IMPORTER,
    currency: MONEY.currency,
    deliveryTerms,
    lines: GOODS.map((goods, index) => ({
      lineNumber: index + 1,
      description: goods.description,
      hsCode: goods.hsCode,
      countryOfOrigin: 'CN',
      quantity: pieces(goods.pieces),
      unitPrice: goods.unitPrice,
      lineValue: goods.lineValue,
    })),
    adjustments: [
      { kind: 'CHARGE', description: 'Freight', amount: MONEY.freight },
      { kind: 'CHARGE', description: 'Insurance', amount: MONEY.insurance },
    ],
    total: MONEY.total,
  };
}

function packingList({ ucr, openedAtMs }: CorridorCaseOptions): PackingList {
  return {
    schema: 'corridor/packing-list/1',
    documentType: 271,
    simulated: true,
    number: NUMBERS.packingList,
    issuedOn: dayFrom(openedAtMs, -48),
    invoiceNumber: NUMBERS.invoice,
    ucr,
    consignor: EXPORTER,
    consignee: IMPORTER,
    containers: [CONTAINER],
    items: GOODS.map((goods, index) => ({
      itemNumber: index + 1,
      description: goods.description,
      hsCode: goods.hsCode,
      packages: cartons(goods.cartons),
      netMassKg: goods.netMassKg,
      grossMassKg: goods.grossMassKg,
      volumeM3: goods.volumeM3,
      containerNumbers,
    })),
    totalPackages: TOTALS.packages,
    totalNetMassKg: TOTALS.netMassKg,
    totalGrossMassKg: TOTALS.grossMassKg,
  };
}

/** What rail note and bill of lading both state. */
function carriage({ ucr, openedAtMs }: CorridorCaseOptions) {
  return {
    simulated: true,
    issuedOn: dayFrom(openedAtMs, 0),
    ucr,
    bookingNumber: NUMBERS.booking,
    consignor: EXPORTER,
    consignee: IMPORTER,
    notifyParties: [IMPORTER],
    containers: [CONTAINER],
    items: GOODS.map((goods, index) => ({
      itemNumber: index + 1,
      packages: cartons(goods.cartons),
      description: goods.description,
      hsCode: goods.hsCode,
      grossMassKg: goods.grossMassKg,
      volumeM3: goods.volumeM3,
      containerNumbers,
    })),
    totalPackages: TOTALS.packages,
    totalGrossMassKg: TOTALS.grossMassKg,
  };
}

function railNote(options: CorridorCaseOptions): RailConsignmentNote {
  return {
    schema: 'corridor/rail-consignment-note/1',
    documentType: 720,
    ...carriage(options),
    number: NUMBERS.railNote,
    carrier: RAIL_OPERATOR,
    conveyance: TRAIN,
    placeOfLoading: PLACES.chongqing,
    placeOfDischarge: PLACES.qinzhou,
    wagons: [{ number: '5234567', containerNumbers }],
  };
}

function billOfLading(options: CorridorCaseOptions): BillOfLading {
  return {
    schema: 'corridor/bill-of-lading/1',
    documentType: 705,
    ...carriage(options),
    number: NUMBERS.billOfLading,
    carrier: CARRIER,
    conveyance: VESSEL,
    placeOfReceipt: PLACES.chongqing,
    placeOfLoading: PLACES.qinzhou,
    placeOfDischarge: PLACES.portKlang,
    placeOfDelivery: PLACES.westports,
    freightTerms: 'PREPAID',
    toOrder: false,
  };
}

function certificateOfOrigin({ ucr, openedAtMs }: CorridorCaseOptions): CertificateOfOrigin {
  return {
    schema: 'corridor/certificate-of-origin/1',
    documentType: 864,
    simulated: true,
    number: NUMBERS.certificate,
    issuedOn: dayFrom(openedAtMs, -24),
    issuer: CERTIFICATE_ISSUER,
    scheme: 'RCEP',
    ucr,
    exporter: EXPORTER,
    importer: IMPORTER,
    conveyance: VESSEL,
    placeOfLoading: PLACES.qinzhou,
    placeOfDischarge: PLACES.portKlang,
    items: GOODS.map((goods, index) => ({
      itemNumber: index + 1,
      hsCode: goods.hsCode,
      description: goods.description,
      packages: cartons(goods.cartons),
      countryOfOrigin: 'CN',
      originCriterion: 'RVC',
      quantity: pieces(goods.pieces),
      grossMassKg: goods.grossMassKg,
      invoiceNumber: NUMBERS.invoice,
    })),
  };
}

/** What both goods declarations state. */
function declaration({ ucr, openedAtMs }: CorridorCaseOptions) {
  return {
    schema: 'corridor/goods-declaration/1',
    simulated: true,
    ucr,
    exporter: EXPORTER,
    importer: IMPORTER,
    invoice: {
      number: NUMBERS.invoice,
      issuedOn: dayFrom(openedAtMs, -48),
      currency: MONEY.currency,
      total: MONEY.total,
      deliveryTerms,
    },
    freight: { amount: MONEY.freight, currency: MONEY.currency },
    insurance: { amount: MONEY.insurance, currency: MONEY.currency },
    placeOfLoading: PLACES.qinzhou,
    placeOfDischarge: PLACES.portKlang,
    containers: [CONTAINER],
    countryOfDispatch: 'CN',
    countryOfDestination: 'MY',
    totalGrossMassKg: TOTALS.grossMassKg,
    totalPackages: TOTALS.packages,
  } as const;
}

/** @param tariff national tariff code of each line of goods */
function lines(tariff: (goods: (typeof GOODS)[number]) => string) {
  return GOODS.map((goods, index) => ({
    lineNumber: index + 1,
    hsCode: goods.hsCode,
    nationalTariffCode: tariff(goods),
    description: goods.description,
    countryOfOrigin: 'CN',
    quantity: pieces(goods.pieces),
    netMassKg: goods.netMassKg,
    grossMassKg: goods.grossMassKg,
    packages: cartons(goods.cartons),
    unitPrice: goods.unitPrice,
    lineValue: goods.lineValue,
    containerNumbers,
  }));
}

function exportDeclaration(options: CorridorCaseOptions): GoodsDeclaration {
  const { parties } = options;
  return {
    ...declaration(options),
    documentType: 830,
    procedure: 'EXPORT',
    nationalProcedureCode: '0110',
    officeId: parties.exportOffice,
    lrn: 'SIM-EX-0417',
    declaredAt: hoursFrom(options.openedAtMs, 1),
    declarant: { name: 'Simulated Chongqing Customs Brokers', partyId: parties.exportBroker },
    containers: [CONTAINER],
    conveyance: TRAIN,
    transportDocuments: [{ documentType: 720, number: NUMBERS.railNote }],
    lines: lines((goods) => goods.tariffCn),
    supportingDocuments: [
      { documentType: 380, number: NUMBERS.invoice },
      { documentType: 271, number: NUMBERS.packingList },
    ],
  };
}

function importDeclaration(options: CorridorCaseOptions): GoodsDeclaration {
  const { parties } = options;
  return {
    ...declaration(options),
    documentType: 929,
    procedure: 'IMPORT',
    officeId: parties.importOffice,
    lrn: 'SIM-K1-0417',
    declaredAt: hoursFrom(options.openedAtMs, 100),
    declarant: { name: 'Simulated Klang Customs Brokers', partyId: parties.importBroker },
    containers: [CONTAINER],
    conveyance: VESSEL,
    transportDocuments: [{ documentType: 705, number: NUMBERS.billOfLading }],
    dutyPaymentMethod: 'ELECTRONIC',
    lines: lines((goods) => goods.tariffMy).map((line) => ({
      ...line,
      preference: { scheme: 'RCEP', certificateNumber: NUMBERS.certificate },
    })),
    supportingDocuments: [
      { documentType: 380, number: NUMBERS.invoice },
      { documentType: 271, number: NUMBERS.packingList },
      { documentType: 864, number: NUMBERS.certificate },
    ],
  };
}

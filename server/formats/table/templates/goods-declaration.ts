/** Template of a goods declaration for export, import or transit. */
import type { Column, FormSheet, RowsSheet, TableTemplate } from '../template.ts';
import {
  CONTAINER_COLUMNS,
  column,
  conveyance,
  DANGEROUS_GOODS_COLUMNS,
  partySheet,
  place,
  SIMULATED,
} from './columns.ts';

const amount = (label: string, pointer: string, help: string): Column[] => [
  column(label, `${pointer}/amount`, 'DECIMAL', help),
  column(`${label} currency`, `${pointer}/currency`, 'CODE', 'Three letters, for example USD.'),
];

const header: FormSheet = {
  layout: 'FORM',
  name: 'Header',
  columns: [
    SIMULATED,
    column('Document type', '/documentType', 'CHOICE', '830 export, 929 import, 950 transit.', {
      choices: ['830', '929', '950'],
      required: true,
    }),
    column('Procedure', '/procedure', 'CHOICE', 'What customs shall do with the goods.', {
      choices: ['EXPORT', 'IMPORT', 'TRANSIT'],
      required: true,
    }),
    column('National procedure code', '/nationalProcedureCode', 'TEXT', 'For example 0110 in China.'),
    column('Customs office id', '/officeId', 'TEXT', 'Id of the office in the ledger: 0x and 16 digits.'),
    column('Customs office code', '/officeCode', 'TEXT', 'Code of the office in its own country.'),
    column('LRN', '/lrn', 'TEXT', 'Your own reference of the declaration.', { required: true }),
    column('MRN', '/mrn', 'TEXT', 'Reference that customs gave, if there is one.'),
    column('UCR', '/ucr', 'CODE', 'Unique consignment reference, up to 35 capitals and digits.', { required: true }),
    column('Declared at', '/declaredAt', 'TIME', 'With offset, for example 2026-11-24 14:00 +08:00.'),
    column('AEO id', '/aeoId', 'TEXT', 'Number of the authorized economic operator, if one claims the status.'),
    column('Invoice number', '/invoice/number', 'TEXT', 'Number of the commercial invoice.', { required: true }),
    column('Invoice date', '/invoice/issuedOn', 'DATE', 'For example 2026-11-24.', { required: true }),
    column('Invoice currency', '/invoice/currency', 'CODE', 'Three letters, for example USD.', { required: true }),
    column('Invoice total', '/invoice/total', 'DECIMAL', 'In the invoice currency.', { required: true }),
    column('Incoterm', '/invoice/deliveryTerms/incoterm', 'CODE', 'Incoterms 2020, for example FOB or CIF.', {
      required: true,
    }),
    column('Incoterm place', '/invoice/deliveryTerms/namedPlace', 'TEXT', 'Place named with the Incoterm.', {
      required: true,
    }),
    ...amount('Freight', '/freight', 'Cost of transport.'),
    ...amount('Insurance', '/insurance', 'Cost of insurance.'),
    ...conveyance('/conveyance'),
    ...place('Place of loading', '/placeOfLoading', 'Where the goods are loaded.'),
    ...place('Place of discharge', '/placeOfDischarge', 'Where the goods are unloaded.'),
    column('Country of dispatch', '/countryOfDispatch', 'CODE', 'Two letters.', { required: true }),
    column('Country of destination', '/countryOfDestination', 'CODE', 'Two letters.', { required: true }),
    column('Duty payment', '/dutyPaymentMethod', 'CHOICE', 'How duty is paid.', {
      choices: ['ELECTRONIC', 'DEFERRED', 'GUARANTEE', 'CASH', 'NONE'],
    }),
    column('Total gross mass', '/totalGrossMassKg', 'DECIMAL', 'Of all lines.', { unit: 'kg', required: true }),
    column('Total packages', '/totalPackages', 'COUNT', 'Of all lines.', { required: true }),
  ],
};

const lines: RowsSheet = {
  layout: 'ROWS',
  name: 'Lines',
  help: 'One row for each commodity.',
  array: '/lines',
  columns: [
    column('Line', '/lineNumber', 'COUNT', 'Number of the line, from 1.', { required: true }),
    column('Description', '/description', 'TEXT', 'What the goods are, in plain words.', { required: true }),
    column('HS code', '/hsCode', 'HS_CODE', 'Six digits.', { required: true }),
    column('National tariff code', '/nationalTariffCode', 'TEXT', 'Ten digits in China, AHTN in Malaysia.'),
    column('Country of origin', '/countryOfOrigin', 'CODE', 'Two letters.', { required: true }),
    column('Quantity', '/quantity/value', 'DECIMAL', 'How many units.', { required: true }),
    column('Unit', '/quantity/unitCode', 'CODE', 'For example EA piece, KGM kilogram, MTR metre.', { required: true }),
    column('Net mass', '/netMassKg', 'DECIMAL', 'Goods without packaging.', { unit: 'kg', required: true }),
    column('Gross mass', '/grossMassKg', 'DECIMAL', 'Goods with their packaging.', { unit: 'kg', required: true }),
    column('Packages', '/packages/count', 'COUNT', 'How many packages.'),
    column('Package type', '/packages/typeCode', 'CODE', 'For example CT carton, PX pallet, BG bag.'),
    column('Unit price', '/unitPrice', 'DECIMAL', 'In the invoice currency.', { required: true }),
    column('Line value', '/lineValue', 'DECIMAL', 'In the invoice currency: quantity times unit price.', {
      required: true,
    }),
    ...amount('Statistical value', '/statisticalValue', 'Value at the border.'),
    column('Preference scheme', '/preference/scheme', 'TEXT', 'For example RCEP or FORM_E, if preference is claimed.'),
    column('Certificate of origin', '/preference/certificateNumber', 'TEXT', 'Its number, if preference is claimed.'),
    column(
      'Containers',
      '/containerNumbers',
      'LIST',
      'Numbers of the containers that hold the line; several with a semicolon.',
    ),
    ...DANGEROUS_GOODS_COLUMNS,
  ],
};

const documents: RowsSheet = {
  layout: 'ROWS',
  name: 'Documents',
  help: 'One row for each document that belongs to the declaration.',
  array: '',
  roles: {
    header: 'Kind',
    help: 'Transport for bill of lading and rail note, Supporting for everything else.',
    targets: { Transport: '/transportDocuments/-', Supporting: '/supportingDocuments/-' },
  },
  columns: [
    column(
      'Document type',
      '/documentType',
      'COUNT',
      'UNTDID 1001: 705 bill of lading, 720 rail note, 380 invoice, 271 packing list, 861 certificate of origin.',
      {
        required: true,
      },
    ),
    column('Number', '/number', 'TEXT', 'Number of the document.', { required: true }),
    column('Issued on', '/issuedOn', 'DATE', 'For example 2026-11-24.'),
    column('Root', '/root', 'TEXT', 'Its root in the ledger, if it is there: 0x and 64 digits.'),
  ],
};

export const GOODS_DECLARATION_TEMPLATE: TableTemplate = {
  name: 'goods-declaration',
  title: 'Goods declaration for export, import or transit',
  version: '1',
  defaults: {
    schema: 'corridor/goods-declaration/1',
    simulated: false,
    conveyance: {},
    transportDocuments: [],
    containers: [],
    lines: [],
    supportingDocuments: [],
  },
  emptyLists: [{ member: 'address', list: 'lines' }],
  sheets: [
    header,
    lines,
    {
      layout: 'ROWS',
      name: 'Containers',
      help: 'One row for each container.',
      array: '/containers',
      columns: CONTAINER_COLUMNS,
    },
    partySheet({
      help: 'One row for each party.',
      roles: {
        header: 'Role',
        help: 'Declarant, Broker, Exporter or Importer; each once.',
        targets: { Declarant: '/declarant', Broker: '/broker', Exporter: '/exporter', Importer: '/importer' },
      },
    }),
    documents,
  ],
};

import type { MappingNotes } from '../../mapping-notes.ts';
import { INVOIC } from './invoic.ts';

export const MAPPING_NOTES: readonly MappingNotes[] = [
  {
    kind: INVOIC.kind,
    mapping: INVOIC.mapping,
    version: INVOIC.version,
    standard: 'UN/EDIFACT INVOIC D.95B to D.01B, EANCOM',
    rows: [
      { from: 'BGM 1001, 1004, 1225', to: '/documentType, /number, /messageFunction' },
      { from: 'DTM 3, 137', to: '/issuedOn', note: 'the first; the time of day goes to otherDates' },
      { from: 'DTM', to: '/otherDates/0' },
      { from: 'RFF ON, UCN', to: '/purchaseOrderNumber, /ucr' },
      { from: 'RFF with DTM 171', to: '/references/0' },
      { from: 'NAD SE or SU, BY, CN', to: '/seller, /buyer, /consignee', note: 'with CTA and COM' },
      { from: 'NAD', to: '/otherParties/0' },
      { from: 'RFF VA, XA, GN, FC … after NAD', to: '/seller/identifiers/0' },
      { from: 'CUX 6345, or the first MOA that names one', to: '/currency' },
      { from: 'PAT, DTM 13, PCD', to: '/payments/0', note: 'the first words are also the payment terms' },
      { from: 'TOD, LOC 1', to: '/deliveryTerms' },
      { from: 'TDT (the first)', to: '/conveyance' },
      { from: 'LOC 9, 11', to: '/placeOfLoading, /placeOfDischarge' },
      { from: 'LOC', to: '/otherPlaces/0' },
      { from: 'EQD CN', to: '/containerNumbers/0' },
      { from: 'PAC, PCI', to: '/packages/0, /marks/0', note: 'of the invoice or of a line' },
      { from: 'MEA G before and after the lines', to: '/totalGrossMassKg' },
      { from: 'ALC, PCD, MOA 8, 23, 204', to: '/adjustments/0', note: 'of the invoice or of a line' },
      { from: 'TAX, MOA 124, 125', to: '/taxes/0', note: 'of the invoice or of a line' },
      { from: 'FTX', to: '/remarks/0', note: 'of the invoice or of a line' },
      {
        from: 'LIN 1082, C212; PIA',
        to: '/lines/0/lineNumber, /itemNumbers/0',
        note: 'HS codes: six digits in hsCode',
      },
      { from: 'IMD C273 7008', to: '/lines/0/description' },
      { from: 'QTY 47, 46, 12, 21, 1', to: '/lines/0/quantity', note: 'the best of them; others in otherQuantities' },
      { from: 'PRI AAA, INV, CAL, NTP, AAB', to: '/lines/0/unitPrice, /priceBasis', note: 'others in otherPrices' },
      { from: 'MOA 203, 66, 38', to: '/lines/0/lineValue', note: 'others in otherAmounts' },
      { from: 'ALI, LOC 27', to: '/lines/0/countryOfOrigin' },
      { from: 'MEA', to: '/lines/0/grossMassKg, /netMassKg' },
      { from: 'MOA 39, 77, 128, 86', to: '/total', note: 'the best of them; others in otherAmounts' },
    ],
    keptUnmapped:
      'Envelope besides references and counts, second currencies with their rates, banks, coded texts, dates and parties ' +
      'of lines, sub-lines, places of parties, and every segment and value without a row. CNT 2 is held against the lines.',
  },
];

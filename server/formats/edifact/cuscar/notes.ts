import type { MappingNotes } from '../../mapping-notes.ts';
import { CUSCAR } from './cuscar.ts';

export const MAPPING_NOTES: readonly MappingNotes[] = [
  {
    kind: CUSCAR.kind,
    mapping: CUSCAR.mapping,
    version: CUSCAR.version,
    standard: 'UN/EDIFACT CUSCAR D.95B to D.03B; written as D.01B',
    rows: [
      { from: 'UNB 0035', to: '/simulated', note: 'a test interchange is made up' },
      { from: 'BGM 1001, 1004, 1225', to: '/documentType, /number, /messageFunction' },
      { from: 'DTM 137 before TDT', to: '/issuedAt, /issuedOn', note: 'with or without a time zone' },
      { from: 'RFF before CNI', to: '/references/0' },
      { from: 'NAD MS', to: '/lodger', note: 'with CTA and COM' },
      { from: 'NAD before CNI', to: '/otherParties/0' },
      { from: 'TDT (the first)', to: '/conveyance', note: 'seven digits of 8213 are an IMO number' },
      { from: 'LOC 60, 24, 79', to: '/placeOfEntry' },
      { from: 'LOC before CNI', to: '/otherPlaces/0', note: 'related places: site, or country and region' },
      {
        from: 'DTM 132, 133',
        to: '/estimatedArrivalAt, /estimatedDepartureAt',
        note: '…Local where no zone is stated',
      },
      { from: 'CNI 1490, 1004', to: '/consignments/0/sequence, /consolidationNumber' },
      {
        from: 'RFF BM, MB, BH, AEX, RCN, WY, CMR, AWB, MWB, HWB, AAM, AAA',
        to: '/consignments/0/transportDocument',
        note: 'starts a consignment once the present one says more than references',
      },
      { from: 'RFF UCN', to: '/consignments/0/ucr' },
      { from: 'RFF', to: '/consignments/0/references/0' },
      {
        from: 'LOC 88, 9, 11, 7',
        to: '/consignments/0/placeOfReceipt, /placeOfLoading, /placeOfDischarge, /placeOfDelivery',
      },
      { from: 'LOC', to: '/consignments/0/otherPlaces/0', note: '13 also marks a transhipment' },
      { from: 'NAD CZ, CN; NI, N1, N2', to: '/consignments/0/consignor, /consignee, /notifyParties/0' },
      { from: 'NAD', to: '/consignments/0/otherParties/0' },
      { from: 'GIS, GEI 7365', to: '/consignments/0/customsStatus' },
      { from: 'FTX', to: '/consignments/0/remarks/0', note: 'pieces keep their boundaries as line breaks' },
      { from: 'EQD, SEL, MEA T and VGM; SGP', to: '/consignments/0/containers/0' },
      { from: 'GID', to: '/consignments/0/items/0', note: 'up to three levels of packing' },
      { from: 'FTX AAA; PCI', to: '/consignments/0/items/0/description, /marks/0' },
      {
        from: 'MEA G, AAB, WT; N, AAA, AAL; AAW, ABJ, VOL',
        to: '/consignments/0/items/0/grossMassKg, /netMassKg, /volumeM3',
      },
      { from: 'DGS, FTX AAD', to: '/consignments/0/items/0/dangerousGoods/0' },
      {
        from: 'CST 7361',
        to: '/consignments/0/items/0/hsCode',
        note: 'the international part; longer codes stay unmapped',
      },
      { from: 'SGP after GID', to: '/consignments/0/items/0/containerNumbers/0' },
    ],
    keptUnmapped:
      'Envelope besides references and counts, further TDT, purposes of texts, code lists of items, shades of full, ' +
      'containers that no consignment names, and every segment and value without a row.',
  },
];

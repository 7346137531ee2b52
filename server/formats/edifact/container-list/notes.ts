import type { MappedField, MappingNotes } from '../../mapping-notes.ts';
import { BAPLIE } from './baplie.ts';
import { COPRAR } from './coprar.ts';

const ROWS: readonly MappedField[] = [
  { from: 'BGM 1001, 1004, 1225', to: '/listType, /number, /messageFunction' },
  { from: 'TDT (the first before the units)', to: '/conveyance' },
  { from: 'LOC before the units', to: '/places/0', note: 'with its function, 3227' },
  { from: 'DTM, RFF, NAD, FTX before the units', to: '/times/0, /references/0, /parties/0, /remarks/0' },
  {
    from: 'EQD',
    to: '/units/0/containerNumber, /containerTypeCode, /equipmentKind, /shipperOwned, /movement, /fullness',
  },
  { from: 'LOC 9, 11, 83', to: '/units/0/placeOfLoading, /placeOfDischarge, /placeOfDelivery' },
  { from: 'LOC of the unit', to: '/units/0/otherPlaces/0' },
  { from: 'MEA of gross, verified gross and tare mass', to: '/units/0/grossMassKg, /verifiedGrossMassKg, /tareMassKg' },
  { from: 'MEA', to: '/units/0/measurements/0', note: 'also masses in other units and second ones' },
  { from: 'DIM; TMP, RNG', to: '/units/0/dimensions/0, /temperatures/0' },
  { from: 'DGS', to: '/units/0/dangerousGoods/0' },
  { from: 'FTX AAD after DGS', to: '/units/0/dangerousGoods/0/technicalName' },
  { from: 'RFF BM, BN', to: '/units/0/transportDocumentNumber, /bookingNumber' },
  { from: 'RFF, DTM, NAD, FTX of the unit', to: '/units/0/references/0, /times/0, /parties/0, /remarks/0' },
  { from: 'SEL; EQA', to: '/units/0/seals/0, /attachedEquipment/0' },
  { from: 'GDS 7085; HAN', to: '/units/0/cargoNature, /handling/0' },
  { from: 'TDT of the unit', to: '/units/0/onCarriage/0' },
  { from: 'CNT', to: '/totals/0' },
];

const KEPT_UNMAPPED =
  'Envelope besides references and counts, further means of transport of the list, contacts, goods items, percentages, ' +
  'attributes, services, stages of transport, and every segment and value without a row. Lists of more than 1,000 units ' +
  'come as several documents, each with the head and with its part counted.';

export const MAPPING_NOTES: readonly MappingNotes[] = [
  {
    kind: BAPLIE.kind,
    mapping: BAPLIE.mapping,
    version: BAPLIE.version,
    standard: 'UN/EDIFACT BAPLIE D.95B to D.13B, as the SMDG message guides 1.5 to 3.1 use it',
    rows: [{ from: 'LOC 147', to: '/units/0/position', note: 'starts a unit, which may stand empty' }, ...ROWS],
    keptUnmapped: KEPT_UNMAPPED,
  },
  {
    kind: COPRAR.kind,
    mapping: COPRAR.mapping,
    version: COPRAR.version,
    standard: 'UN/EDIFACT COPRAR D.95B to D.03B',
    rows: [{ from: 'LOC 147', to: '/units/0/position', note: 'where the list says it' }, ...ROWS],
    keptUnmapped: KEPT_UNMAPPED,
  },
];

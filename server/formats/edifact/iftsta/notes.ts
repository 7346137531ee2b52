import type { MappingNotes } from '../../mapping-notes.ts';
import { IFTSTA } from './iftsta.ts';

export const MAPPING_NOTES: readonly MappingNotes[] = [
  {
    kind: IFTSTA.kind,
    mapping: IFTSTA.mapping,
    version: IFTSTA.version,
    standard: 'UN/EDIFACT IFTSTA D.95B to D.07B; status codes of UN/ECE Recommendation 24 and of ANSI X12 element 157',
    rows: [
      { from: 'BGM 1004, 1225', to: '/number, /messageFunction', note: 'a cancellation retracts its events' },
      { from: 'DTM 137 with a time zone', to: '/events/0/recordedAt' },
      { from: 'STS C601, C555, C556', to: '/events/0/status', note: 'as it came, with its reasons' },
      { from: 'STS 4405 (9011)', to: '/events/0/code', note: 'where the code says an event of DCSA Track & Trace' },
      {
        from: 'DTM 334, 78, 7, 186, 178, 35, 200',
        to: '/events/0/occurredAt',
        note: 'occurredLocal without a time zone',
      },
      { from: 'DTM 132, 133, 17, 191, 369', to: '/events/0/occurredAt', note: 'and the event is ESTIMATED' },
      { from: 'DTM', to: '/events/0/otherTimes/0' },
      { from: 'LOC 175, 14, 165, 18', to: '/events/0/place' },
      { from: 'LOC, DTM after it', to: '/events/0/route/0', note: 'no events of their own' },
      { from: 'RFF BM, BN, EQ, AAQ', to: '/events/0/transportDocumentNumber, /bookingNumber, /containerNumber' },
      { from: 'CNI 1004', to: '/events/0/transportDocumentNumber', note: 'of all events of the consignment' },
      { from: 'RFF, DOC', to: '/events/0/references/0' },
      {
        from: 'EQD',
        to: '/events/0/containerNumber, /containerTypeCode, /fullness, /movement',
        note: 'an event for each',
      },
      { from: 'SEL; MEA', to: '/events/0/seals/0, /measurements/0' },
      { from: 'TDT (the first)', to: '/events/0/conveyance' },
      { from: 'NAD; FTX', to: '/events/0/parties/0, /remarks' },
    ],
    keptUnmapped:
      'Envelope besides references and counts, further TDT, stages and types of transport, contacts, goods and packages, ' +
      'further containers before the first status, what is said of consignments without a status, and every segment and ' +
      'value without a row. What stands before a consignment or a status is repeated in each of its events.',
  },
];

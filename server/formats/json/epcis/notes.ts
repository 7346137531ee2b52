import type { MappingNotes } from '../../mapping-notes.ts';
import { EPCIS_MAPPING, EPCIS_MAPPING_VERSION } from './epcis.ts';

export const MAPPING_NOTES: readonly MappingNotes[] = [
  {
    kind: 'EPCIS',
    mapping: EPCIS_MAPPING,
    version: EPCIS_MAPPING_VERSION,
    standard: 'GS1 EPCIS 2.0 (JSON), CBV 2.0; held against the JSON schema of GS1',
    rows: [
      { from: 'eventID', to: '/events/0/eventId' },
      { from: 'eventTime, eventTimeZoneOffset, recordTime', to: '/events/0/occurredAt, /localOffset, /recordedAt' },
      {
        from: 'action, bizStep, disposition',
        to: '/events/0/action, /businessStep, /disposition',
        note: 'as they came',
      },
      {
        from: 'EPC of type bic',
        to: '/events/0/containerNumber',
        note: 'then loading, unloading, inspecting are LOAD, DISC, INSP',
      },
      { from: 'epcList, parentID, childEPCs, input and output lists, quantity lists', to: '/events/0/objects' },
      { from: 'readPoint, bizLocation', to: '/events/0/place, /destination', note: 'code list GS1' },
      { from: 'bizTransactionList', to: '/events/0/references' },
      { from: 'sourceList, destinationList', to: '/events/0/parties' },
      { from: 'errorDeclaration', to: '/events/0/error', note: 'the event never counts as observed' },
      { from: 'numbers of sensorElementList', to: '/events/0/measurements' },
    ],
    keptUnmapped:
      'Contexts, event types, extensions of other namespaces, instance and lot master data, persistent dispositions, and values of sensors that are no numbers.',
  },
];

import type { MappingNotes } from '../../mapping-notes.ts';
import { DCSA_TRACKING_MAPPING, DCSA_TRACKING_MAPPING_VERSION } from './dcsa-tracking.ts';

export const MAPPING_NOTES: readonly MappingNotes[] = [
  {
    kind: 'DCSA_TRACK_AND_TRACE',
    mapping: DCSA_TRACKING_MAPPING,
    version: DCSA_TRACKING_MAPPING_VERSION,
    standard: 'DCSA Track & Trace 2.2.0 and 3.0.0',
    rows: [
      { from: 'eventID', to: '/events/0/eventId' },
      { from: 'isRetracted', to: '/events/0/retracted', note: 'such an event never counts as observed' },
      { from: 'eventType; 3.0 eventClassification.eventTypeCode', to: '/events/0/subject' },
      { from: 'transport-, shipment-, equipment-, iot-, reeferEventTypeCode', to: '/events/0/code' },
      { from: 'eventClassifierCode', to: '/events/0/classifier', note: 'PLN, EST and ACT; only ACT was observed' },
      { from: 'eventDateTime', to: '/events/0/occurredAt' },
      { from: 'eventCreatedDateTime; 3.0 eventUpdatedDateTime', to: '/events/0/recordedAt' },
      { from: 'eventLocation, in 2.2 else transportCall', to: '/events/0/place' },
      { from: 'equipmentReference', to: '/events/0/containerNumber' },
      { from: 'ISOEquipmentCode', to: '/events/0/containerTypeCode' },
      { from: 'emptyIndicatorCode', to: '/events/0/fullness' },
      { from: 'movementType', to: '/events/0/movement' },
      { from: 'seals', to: '/events/0/seals', note: 'sources CAR, CNS, CUS, SHI and TER as UNTDID 9303' },
      { from: 'documentTypeCode and documentID; 3.0 documentReference', to: '/events/0/document' },
      { from: 'document references of type TRD', to: '/events/0/transportDocumentNumber' },
      { from: 'document references of type BKG', to: '/events/0/bookingNumber' },
      { from: 'other document and shipment references', to: '/events/0/references' },
      { from: 'reason', to: '/events/0/reason' },
      { from: 'transportCall with vessel, rail or truck transport', to: '/events/0/conveyance' },
      { from: 'transportCallReference, transportCallSequenceNumber', to: '/events/0/call' },
      { from: 'delayReasonCodes', to: '/events/0/delayReasons' },
      { from: 'changeRemark', to: '/events/0/remarks' },
      { from: 'iotDetails.iotEventCode', to: '/events/0/detection' },
      { from: 'temperatures and percentages of reeferDetails', to: '/events/0/measurements' },
      { from: 'eventRouting.originatingParty', to: '/events/0/parties/0' },
    ],
    keptUnmapped:
      'Codes that the standard does not list, universal voyage and service references, replaced references, forwarding and destination parties, switches of a reefer, and whatever a transport call says differently from the place of the event.',
  },
];

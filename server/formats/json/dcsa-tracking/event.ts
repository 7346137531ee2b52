/** One event of DCSA Track & Trace, flat as in 2.2 or nested as in 3.0. */
import type { TrackingEvent } from '../../../../protocol/documents/tracking-events.ts';
import { FULLNESS, takeSeals } from '../dcsa/equipment.ts';
import { takeRoutedParty } from '../dcsa/party.ts';
import { takeCoordinates, takePlace } from '../dcsa/place.ts';
import { compact, compactOrNone, listOrNone } from '../reader/compact.ts';
import type { JsonCursor } from '../reader/json-cursor.ts';
import { CLASSIFIERS, EVENT_CODES, type EventTypeCode, MOVEMENTS, SUBJECTS } from './event-codes.ts';
import { takeMeasurements } from './reefer.ts';
import { takeReferences } from './references.ts';
import { takeConveyance } from './transport-call.ts';

/** @param to pointer to the event in the document */
export function takeEvent(event: JsonCursor, to: string): TrackingEvent {
  const classification = event.get('eventClassification').present ? event.get('eventClassification') : event;
  return compact({
    eventId: event.get('eventID').text(`${to}/eventId`, 500),
    retracted: event.get('isRetracted').flag(`${to}/retracted`),
    ...takeClassification(classification, to),
    occurredAt: event.get('eventDateTime').timestamp(`${to}/occurredAt`),
    recordedAt: event.either('eventUpdatedDateTime', 'eventCreatedDateTime').timestamp(`${to}/recordedAt`),
    ...takeEquipment(event, to),
    ...takeReferences(event, to),
    ...takeTransport(event, to),
    ...takeMeasurements(event, to),
    parties: listOrNone([takeRoutedParty(event.get('eventRouting', 'originatingParty'), `${to}/parties/0`)]),
  });
}

function takeClassification(classification: JsonCursor, to: string) {
  const type = classification.either('eventTypeCode', 'eventType');
  const kind = EVENT_CODES[type.peek() as EventTypeCode];
  const known = Object.hasOwn(EVENT_CODES, type.peek()) && kind !== undefined;
  return {
    subject: type.code(`${to}/subject`, SUBJECTS),
    code: known ? classification.get(kind.member).code(`${to}/code`, kind.codes) : undefined,
    classifier: classification.get('eventClassifierCode').code(`${to}/classifier`, CLASSIFIERS),
  };
}

function takeEquipment(event: JsonCursor, to: string) {
  const equipment = event.get('equipmentDetails').present ? event.get('equipmentDetails') : event;
  return {
    containerNumber: equipment.get('equipmentReference').text(`${to}/containerNumber`),
    containerTypeCode: equipment.get('ISOEquipmentCode').text(`${to}/containerTypeCode`),
    fullness: equipment.get('emptyIndicatorCode').code(`${to}/fullness`, FULLNESS),
    movement: equipment.get('movementType').code(`${to}/movement`, MOVEMENTS),
    seals: takeSeals(equipment.get('seals'), `${to}/seals`),
    detection: event.get('iotDetails', 'iotEventCode').text(`${to}/detection`),
  };
}

function takeTransport(event: JsonCursor, to: string) {
  const details = event.get('transportDetails').present ? event.get('transportDetails') : event;
  const call = details.get('transportCall');
  return {
    place: takeEventPlace(event, call, `${to}/place`),
    conveyance: takeConveyance(call, `${to}/conveyance`),
    call: compactOrNone({
      reference: call.either('transportCallReference', 'transportCallID').text(`${to}/call/reference`),
      sequence: call.get('transportCallSequenceNumber').text(`${to}/call/sequence`),
    }),
    delayReasons: takeDelayReasons(details, `${to}/delayReasons`),
    remarks: details.get('changeRemark').longText(`${to}/remarks`),
  };
}

/** Where it happened; in 2.2 a transport event happens where the call is. What the call repeats is not told twice. */
function takeEventPlace(event: JsonCursor, call: JsonCursor, to: string): TrackingEvent['place'] {
  const stated = takePlace(event.get('eventLocation'), to);
  if (stated === undefined) {
    const location = call.get('location');
    const named = call.either('UNLocationCode', 'facilityCode').present;
    const place = named ? { ...takePlace(call, to), ...takeCoordinates(location, to) } : takePlace(location, to);
    location.get('UNLocationCode').implies(place?.code ?? '');
    return place === undefined ? undefined : compactOrNone(place);
  }
  for (const key of ['UNLocationCode', 'facilityCode', 'facilityCodeListProvider', 'facilityTypeCode'] as const) {
    const { code, facility } = stated;
    const same = { UNLocationCode: code, facilityCode: facility?.code, facilityCodeListProvider: facility?.codeList };
    call.get(key).implies({ ...same, facilityTypeCode: facility?.kind }[key] ?? '');
  }
  return stated;
}

function takeDelayReasons(details: JsonCursor, to: string): string[] | undefined {
  const codes = details.either('delayReasonCodes', 'delayReasonCode').items();
  return listOrNone(codes.map((code, index) => code.text(`${to}/${index}`)));
}
